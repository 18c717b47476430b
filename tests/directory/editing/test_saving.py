"""Saving a draft: only what differs, critical facts of class A not at all, and nothing looks checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.changes import approve
from directory.critical import class_of
from directory.database import reading, writing
from directory.editing.draft import Draft, from_pairs, to_pairs
from directory.editing.drafting import empty_draft
from directory.editing.saving import create
from directory.history import Author
from directory.models import (
    Address,
    Location,
    MetadataRow,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Translation,
)
from directory.verification import ReviewClass
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.editing.builders import (
    Change,
    adding,
    draft_in,
    history_length,
    on_line,
    requests,
    saved,
    the_service,
    ticking,
    typing,
)

SOURCED = {"source": "https://example.org/kontakt", "source_date": "2026-11-24"}
A_CLASS, B_CLASS = "bris", "somaya"
"""Bris is offered in crises."""


def codes_of(engine: Engine, of_class: ReviewClass) -> list[str]:
    """The services of one class."""
    with reading(engine) as session:
        return [
            s.code for s in session.scalars(select(Service).order_by(Service.code)) if class_of(s) is of_class
        ]


def a_code(engine: Engine, of_class: ReviewClass, session_part: str = "phones") -> str:
    """A service of this class that has lines of a list."""
    return next(code for code in codes_of(engine, of_class) if draft_in(engine, code).listed(session_part))


def rows_since(engine: Engine, length: int) -> list[MetadataRow]:
    """The history after it was that long."""
    with reading(engine) as session:
        rows = session.scalars(select(MetadataRow).order_by(MetadataRow.last_action_date)).all()
    return list(rows[length:])


def phones(session: Session, code: str) -> list[Phone]:
    """Its numbers in order."""
    return list(the_service(session, code).phones)


def test_only_the_difference_is_written(seeded_engine: Engine) -> None:
    """One text: one row of history."""
    before = history_length(seeded_engine)
    saved(seeded_engine, A_CLASS, typing(description_sv="Ny beskrivning."))
    (row,) = rows_since(seeded_engine, before)
    assert (row.field_name, row.replacement_value, row.origin) == ("description", "Ny beskrivning.", "form")


def test_saving_moves_no_date_of_checking(seeded_engine: Engine) -> None:
    """Neither the service's nor that of a number that was changed."""
    code = a_code(seeded_engine, ReviewClass.B)
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service = the_service(session, code)
        service.assured_date, service.phones[0].verified_on = date(2026, 11, 1), date(2026, 11, 1)
    saved(seeded_engine, code, on_line("phones", 0, number="070-174 06 05", **SOURCED))
    with reading(seeded_engine) as session:
        service = the_service(session, code)
        assert service.phones[0].verified_on is None
        assert service.assured_date == date(2026, 11, 1)


def test_the_same_digits_written_otherwise_are_trusted_as_before(seeded_engine: Engine) -> None:
    """A space moved is no new fact."""
    code = a_code(seeded_engine, ReviewClass.B)
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        phone = phones(session, code)[0]
        phone.number, phone.e164, phone.confidence = "070-174 06 05", "+46701740605", "high"
    saved(seeded_engine, code, on_line("phones", 0, number="070-1740605"))
    with reading(seeded_engine) as session:
        phone = phones(session, code)[0]
        told = phone.number, phone.e164, phone.confidence
        assert told == ("070-1740605", "+46701740605", "high")


def test_a_new_number_is_as_good_as_its_source_and_checked_by_nobody(seeded_engine: Engine) -> None:
    """Medium with a source; its English beside it."""
    code = a_code(seeded_engine, ReviewClass.B)
    new = adding("phones", number="070-174 06 07", label_sv="Jour", label_en="On call", order="9", **SOURCED)
    saved(seeded_engine, code, new)
    with reading(seeded_engine) as session:
        phone = phones(session, code)[-1]
        assert (phone.confidence, phone.verified_on, phone.e164) == ("medium", None, "+46701740607")
        assert (phone.source, phone.source_url, phone.source_date) == (
            "example.org",
            "https://example.org/kontakt",
            "2026-11-24",
        )
        english = session.scalars(select(Translation).where(Translation.resource_id == phone.id)).one()
        assert (english.value, english.field_name) == ("On call", "description")


CRITICAL: list[tuple[str, Change]] = [
    ("service", typing(name_sv="Nytt namn")),
    ("service", typing(status="inactive")),
    ("phone", on_line("phones", 0, number="070-174 06 05", **SOURCED)),
    ("phone", adding("phones", number="070-174 06 07", **SOURCED)),
    ("phone", lambda draft: draft.without_line("phones", 0)),
    ("schedule", adding("hours", attending="phone", mo="09:00-12:00")),
    ("schedule_exception", adding("exceptions", date_from="2026-12-24")),
    ("language", ticking("languages", "sv")),
    ("translation", typing(name_en="Another name")),
    ("translation", on_line("phones", 0, label_en="Not for you")),
    ("service_area", ticking("areas", "farsta")),
    ("service", typing(organization="Region Stockholm")),
    ("attribute", typing(**{"need-homelessness": "1"})),
    ("url", on_line("links", 0, kind="chat", url="https://example.org/chatt")),
    ("url", adding("links", kind="email", url="info@example.org", **SOURCED)),
]


@pytest.mark.parametrize(("table", "change"), CRITICAL)
def test_a_critical_fact_of_class_a_waits_and_nothing_of_it_is_written(
    seeded_engine: Engine, table: str, change: Change
) -> None:
    """The directory is as it was until somebody else has approved it; then it is as proposed."""
    before = draft_in(seeded_engine, A_CLASS)
    length = history_length(seeded_engine)
    done = saved(seeded_engine, A_CLASS, change)
    assert {one.resource_type for one in done.waiting} >= {table}
    assert draft_in(seeded_engine, A_CLASS) == before
    assert history_length(seeded_engine) == length
    with writing(seeded_engine, Author("annan@example.org", "form"), stopped_at(MORNING)) as session:
        for one in requests(seeded_engine):
            approve(session, one.id)
    wanted, got = change(before), draft_in(seeded_engine, A_CLASS)
    assert {k: v for k, v in got.fields.items() if v} == {k: v for k, v in wanted.fields.items() if v}
    assert got.ticks == wanted.ticks
    assert len(got.listed("phones")) == len(wanted.listed("phones"))


def test_the_rest_of_a_save_in_class_a_is_written_at_once(seeded_engine: Engine) -> None:
    """Name waits, description does not."""
    done = saved(seeded_engine, A_CLASS, typing(name_sv="Nytt namn", description_sv="Ny text."))
    draft = draft_in(seeded_engine, A_CLASS)
    assert (draft.text("name_sv"), draft.text("description_sv")) == ("Bris", "Ny text.")
    assert [dict(one.after) for one in done.waiting] == [{"name": "Nytt namn"}]


def test_english_waits_with_the_swedish_that_it_is_of(seeded_engine: Engine) -> None:
    """Else the English would tell another name than the Swedish."""
    done = saved(seeded_engine, A_CLASS, typing(name_sv="Nytt namn", name_en="New name"))
    assert sorted(one.resource_type for one in done.waiting) == ["service", "translation"]
    assert draft_in(seeded_engine, A_CLASS).text("name_en") != "New name"


def test_the_same_proposal_twice_is_one(seeded_engine: Engine) -> None:
    """Whoever saves again because the old number still stands there."""
    for _ in range(2):
        saved(seeded_engine, A_CLASS, typing(name_sv="Nytt namn"))
        saved(seeded_engine, A_CLASS, adding("phones", number="070-174 06 07", **SOURCED))
    assert len(requests(seeded_engine)) == 2


def test_in_class_b_critical_facts_are_written_at_once(seeded_engine: Engine) -> None:
    """One person is enough; the check that follows is somebody's work."""
    code = a_code(seeded_engine, ReviewClass.B)
    done = saved(seeded_engine, code, typing(name_sv="Nytt namn"))
    assert (done.applied, done.waiting) == (1, ())
    assert draft_in(seeded_engine, code).text("name_sv") == "Nytt namn"


def test_nobody_leads_a_service_into_class_a_alone(seeded_engine: Engine) -> None:
    """Offering it in a crisis makes the whole save wait, also its new number."""
    code = a_code(seeded_engine, ReviewClass.B)

    def change(draft: Draft) -> Draft:
        offered = typing(**{"need-immediate_danger": "1"})(draft)
        return on_line("phones", 0, number="070-174 06 05", **SOURCED)(offered)

    done = saved(seeded_engine, code, change)
    assert {one.resource_type for one in done.waiting} == {"attribute", "phone"}


def test_nobody_leads_a_service_out_of_class_a_alone(seeded_engine: Engine) -> None:
    """Or two saves would do what one may not."""
    nothing = {
        name: "" for name, text in draft_in(seeded_engine, A_CLASS).fields.items() if "-" in name and text
    }
    done = saved(seeded_engine, A_CLASS, typing(**nothing))
    assert done.applied == 0
    assert len(done.waiting) == len(nothing)


def test_a_week_changes_as_few_rows_as_it_can(seeded_engine: Engine) -> None:
    """One day's hours: the row of the others stays, one new row for that day."""
    code = a_code(seeded_engine, ReviewClass.B, "hours")
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service = the_service(session, code)
        for row in service.schedules:
            session.delete(row)
        session.flush()
        hours = {"opens_at": time(9), "closes_at": time(16), "attending_type": "phone"}
        session.add(Schedule(service_id=service.id, byday="MO,TU,WE", **hours))
    length = history_length(seeded_engine)
    saved(seeded_engine, code, on_line("hours", 0, we="09:00-12:00, 13:00-16:00"))
    with reading(seeded_engine) as session:
        rows = {(r.byday, r.opens_at, r.closes_at) for r in the_service(session, code).schedules}
    assert rows == {
        ("MO,TU", time(9), time(16)),
        ("WE", time(9), time(12)),
        ("WE", time(13), time(16)),
    }
    touched = {row.last_action_type for row in rows_since(seeded_engine, length)}
    assert touched == {"update", "create"}


def test_a_row_that_is_taken_away_takes_its_english_with_it(seeded_engine: Engine) -> None:
    """And the history keeps both."""
    code = a_code(seeded_engine, ReviewClass.B, "what_happens")
    with reading(seeded_engine) as session:
        row_id = the_service(session, code).what_happens[0].id
    saved(seeded_engine, code, lambda draft: draft.without_line("what_happens", 0))
    with reading(seeded_engine) as session:
        left = session.scalars(select(Translation).where(Translation.resource_id == row_id)).all()
        kept = session.scalars(
            select(MetadataRow.previous_value).where(
                MetadataRow.resource_id == row_id, MetadataRow.last_action_type == "delete"
            )
        ).all()
    assert left == []
    assert any(kept)


def test_an_address_that_becomes_secret_is_gone(seeded_engine: Engine) -> None:
    """Only that there is a place stays."""
    code = next(c for c in codes_of(seeded_engine, ReviewClass.B))
    saved(seeded_engine, code, adding("places", visibility="public", street="Exempelgatan 1", **SOURCED))
    at = len(draft_in(seeded_engine, code).listed("places")) - 1
    ids = [x.id for x in draft_in(seeded_engine, code).listed("places")]
    saved(
        seeded_engine,
        code,
        on_line("places", at, visibility="internal", street="", source="", source_date=""),
    )
    with reading(seeded_engine) as session:
        place = next(p for p in the_service(session, code).places if p.id == ids[at])
        assert (place.location.visibility, place.location.addresses) == ("internal", [])


def test_a_place_that_is_taken_away_leaves_no_address(seeded_engine: Engine) -> None:
    """Neither the address nor the location lies about."""
    code = next(
        c for c in codes_of(seeded_engine, ReviewClass.B) if not draft_in(seeded_engine, c).listed("places")
    )
    saved(seeded_engine, code, adding("places", visibility="public", street="Exempelgatan 1", **SOURCED))
    with reading(seeded_engine) as session:
        location_id = the_service(session, code).places[0].location_id
    saved(seeded_engine, code, lambda draft: draft.without_line("places", 0))
    with reading(seeded_engine) as session:
        assert session.get(Location, location_id) is None
        assert the_service(session, code).places == []


def a_new(code: str = "ny-verksamhet", **boxes: str) -> dict[str, str]:
    """The boxes of a new service."""
    least = {"code": code, "name_sv": "Ny", "organization": "Ny förening", "organization_new": "yes"}
    return least | {"status": "active", "anonymous": "unknown", **SOURCED, **boxes}


def test_a_new_service_of_class_b_runs_at_once(seeded_engine: Engine) -> None:
    """With its organisation, its number and its source."""
    boxes = a_new(**{"need-homelessness": "1", "phones-0-number": "070-174 06 05"})
    boxes |= {f"phones-0-{name}": text for name, text in SOURCED.items()}
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        done = create(session, empty_draft(), from_pairs(boxes.items()))
    assert done.waiting == ()
    got = draft_in(seeded_engine, "ny-verksamhet")
    assert (got.text("status"), got.text("organization"), len(got.listed("phones"))) == (
        "active",
        "Ny förening",
        1,
    )
    with reading(seeded_engine) as session:
        assert the_service(session, "ny-verksamhet").assured_date is None


def test_a_new_service_of_class_a_rests_until_somebody_else_starts_it(seeded_engine: Engine) -> None:
    """All of it is there to be read and nothing of it is shown."""
    boxes = a_new(**{"need-immediate_danger": "1"})
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        done = create(session, empty_draft(), from_pairs(boxes.items()))
    assert draft_in(seeded_engine, "ny-verksamhet").text("status") == "inactive"
    (waiting,) = done.waiting
    assert (dict(waiting.before), dict(waiting.after)) == ({"status": "inactive"}, {"status": "active"})


def test_an_organisation_of_the_same_name_is_not_made_twice(seeded_engine: Engine) -> None:
    """Whoever ticks "new" by mistake."""
    with reading(seeded_engine) as session:
        name = session.scalars(select(Organization.name)).first() or ""
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        create(session, empty_draft(), from_pairs(a_new(organization=name).items()))
    with reading(seeded_engine) as session:
        assert len(session.scalars(select(Organization).where(Organization.name == name)).all()) == 1


def test_what_was_saved_is_what_the_form_shows_next(seeded_engine: Engine) -> None:
    """Every kind of box at once, of a service of class B."""
    code = a_code(seeded_engine, ReviewClass.B)

    def change(draft: Draft) -> Draft:
        for one in (
            typing(alert_sv="Stängt", alert_en="Closed", alert_until="2026-12-24", minimum_age="18"),
            typing(internal_note="Ring igen", hours_note_sv="Kvällar", fees_description_sv="Gratis"),
            typing(**{"need-homelessness": "3", "last-homelessness": "2"}),
            ticking("areas", "jarva", "farsta"),
            ticking("languages", "sv", "ckb"),
            ticking("genders", "women"),
            adding("links", kind="email", url="a@example.org", order="7", **SOURCED),
            adding("hours", attending="visit", holidays="yes", mo="22:00-02:00", valid_from="2026-12-01"),
            adding("exceptions", date_from="2026-12-24", date_to="2026-12-26", reason="Jul"),
            adding("exceptions", date_from="2027-01-01", date_to="2027-01-01", hours="10:00-12:00"),
            adding("places", visibility="public", street="Exempelgatan 1", city="Stockholm", **SOURCED),
            adding("what_happens", kind="cost", text_sv="Gratis.", text_en="Free.", order="900"),
        ):
            draft = one(draft)
        return draft

    wanted = change(draft_in(seeded_engine, code))
    saved(seeded_engine, code, change)
    got = draft_in(seeded_engine, code)
    assert got.fields == wanted.fields
    assert got.ticks == wanted.ticks
    for name in wanted.lines:
        cells = [line.cells for line in wanted.listed(name)]
        assert sorted(map(str, cells)) == sorted(str(line.cells) for line in got.listed(name)), name
    assert from_pairs(to_pairs(got)) == got


def sharing_a_place(engine: Engine) -> str:
    """A service of class B at the place of one of class A; its code."""
    code = a_code(engine, ReviewClass.B)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        place = Location(id="place", addresses=[Address(address_1="Exempelgatan 1")])
        session.add(place)
        session.flush()
        for one in (code, A_CLASS):
            tie = ServiceAtLocation(service_id=the_service(session, one).id, location_id="place")
            session.add(tie)
    return code


def places(engine: Engine, code: str) -> list[str]:
    """The streets of a service."""
    with reading(engine) as session:
        ties = the_service(session, code).places
        return [address.address_1 for tie in ties for address in tie.location.addresses]


def at_shared(change: Callable[[Draft, int], Draft]) -> Change:
    """What somebody does to the line of the shared place."""
    return lambda draft: change(
        draft, [line.cells["street"] for line in draft.listed("places")].index("Exempelgatan 1")
    )


def test_a_place_shared_with_class_a_needs_a_second_person(seeded_engine: Engine) -> None:
    """Though the form is that of a service of class B."""
    code = sharing_a_place(seeded_engine)
    moved = at_shared(lambda draft, at: on_line("places", at, street="Exempelgatan 2", **SOURCED)(draft))
    assert len(saved(seeded_engine, code, moved).waiting) == 1
    assert "Exempelgatan 1" in places(seeded_engine, A_CLASS)


def test_leaving_a_shared_place_leaves_it_to_the_others(seeded_engine: Engine) -> None:
    """Only the tie goes."""
    code = sharing_a_place(seeded_engine)
    saved(seeded_engine, code, at_shared(lambda draft, at: draft.without_line("places", at)))
    assert "Exempelgatan 1" not in places(seeded_engine, code)
    assert "Exempelgatan 1" in places(seeded_engine, A_CLASS)


def test_the_same_english_twice_is_one_proposal(seeded_engine: Engine) -> None:
    """The moment of writing it makes no other proposal."""
    saved(seeded_engine, A_CLASS, typing(name_en="Another name"))
    saved(seeded_engine, A_CLASS, typing(name_en="Another name"), MORNING + timedelta(hours=2))
    assert len(requests(seeded_engine)) == 1
