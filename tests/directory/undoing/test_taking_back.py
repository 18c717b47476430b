"""Tests of taking back what was done: a field, a row, a save; and of undoing an undo."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from directory.changes import CannotApply, approve, pending
from directory.database import writing
from directory.history import Author, Origin, RecordedSession
from directory.models import MetadataRow, Organization, Phone, ProblemReport, Service, Translation
from directory.undoing.taking_back import (
    NothingToUndo,
    NotTheSame,
    Undone,
    preview_of_change,
    preview_of_save,
    undo_change,
    undo_save,
)
from directory.values import KEEPERS, texts_of
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.history_rows import NEW, OLD, OTHER_VALUE, ROWS, add, all_texts, change, drop, furnish

OTHER = Author(by="granskare@example.org", origin="form")
NOBODY_LEANS_ON = sorted(ROWS.keys() - {"organization", "service", "location"})


def take_back(engine: Engine, save_id: str, by: Author = OTHER) -> Undone:
    """Undoes a save."""
    with writing(engine, by, stopped_at(MORNING)) as session:
        return undo_save(session, save_id)


def newest_save(engine: Engine) -> str:
    """The id of the save that was made last."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        found = session.scalars(select(MetadataRow.save_id).order_by(MetadataRow.seq.desc())).first()
        assert found is not None
        return found


def change_id_in(session: RecordedSession, save: str, table: str) -> str:
    """The id of one row of the history."""
    question = select(MetadataRow.id).where(MetadataRow.save_id == save, MetadataRow.resource_type == table)
    return session.scalars(question).all()[0]


def test_every_table_that_keeps_history_is_tried() -> None:
    """A new table must be tried too."""
    assert ROWS.keys() == OTHER_VALUE.keys() == KEEPERS.keys()


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_changed_field_is_as_before(engine: Engine, table: str) -> None:
    """And again as after, when the undo is undone."""
    furnish(engine)
    before = all_texts(engine)
    field, value = OTHER_VALUE[table]
    save = change(engine, table, table, **{field: value})
    after = all_texts(engine)
    assert after != before
    assert not take_back(engine, save).left
    assert all_texts(engine) == before
    assert not take_back(engine, newest_save(engine)).left
    assert all_texts(engine) == after


@pytest.mark.parametrize("table", NOBODY_LEANS_ON)
def test_a_deleted_row_is_back_with_its_id_and_all_it_held(engine: Engine, table: str) -> None:
    """And gone again, when the undo is undone."""
    furnish(engine)
    field, value = OTHER_VALUE[table]
    change(engine, table, table, **{field: value})
    before = all_texts(engine)
    save = drop(engine, table)
    after = all_texts(engine)
    assert take_back(engine, save).steps[0].action == "create"
    assert all_texts(engine) == before
    take_back(engine, newest_save(engine))
    assert all_texts(engine) == after


@pytest.mark.parametrize("table", NOBODY_LEANS_ON)
def test_a_new_row_is_gone_again(engine: Engine, table: str) -> None:
    """And back, when the undo is undone."""
    furnish(engine)
    drop(engine, table)
    before = all_texts(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, table, f"new {table}", **ROWS[table])
        save = session.save_id
    after = all_texts(engine)
    assert not take_back(engine, save).left
    assert all_texts(engine) == before
    take_back(engine, newest_save(engine))
    assert all_texts(engine) == after


def test_an_undo_is_a_change_with_its_own_author(engine: Engine) -> None:
    """Nothing is taken out of the history; it says what was undone."""
    furnish(engine)
    save = change(engine, "phone", number=NEW)
    take_back(engine, save)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        rows = session.scalars(select(MetadataRow).where(MetadataRow.field_name == "number")).all()
        told = [(r.previous_value, r.replacement_value, r.updated_by, r.origin, r.undoes) for r in rows]
        assert told == [
            ("", OLD, STAFF.by, "form", None),
            (OLD, NEW, STAFF.by, "form", None),
            (NEW, OLD, OTHER.by, "undo", save),
        ]


def test_what_was_changed_since_is_left_and_told_of(engine: Engine) -> None:
    """Never overwritten in silence; the other fields of the save are taken back."""
    furnish(engine)
    save = change(engine, "phone", number=NEW, description="Dagtid")
    change(engine, "phone", number="070-174 06 07")
    done = take_back(engine, save)
    assert [(one.why, one.field_name, one.wanted, one.now) for one in done.left] == [
        ("changed_since", "number", OLD, "070-174 06 07")
    ]
    assert all_texts(engine)["phone phone"]["number"] == "070-174 06 07"
    assert all_texts(engine)["phone phone"]["description"] == ""


def test_one_field_of_a_save_can_be_taken_back(engine: Engine) -> None:
    """The others stay."""
    furnish(engine)
    save = change(engine, "service", description="Ny", fees_description="Gratis")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        question = select(MetadataRow.id).where(
            MetadataRow.save_id == save, MetadataRow.field_name == "description"
        )
        undo_change(session, session.scalars(question).one())
    now = all_texts(engine)["service service"]
    assert (now["description"], now["fees_description"]) == ("", "Gratis")


def test_a_number_takes_its_international_form_along(engine: Engine) -> None:
    """Or a computer would dial another number than people read; what else was saved with it stays."""
    furnish(engine)
    change(engine, "phone", e164="+46701740605")
    before = all_texts(engine)["phone phone"]
    save = change(engine, "phone", number=NEW, e164="+46701740606", description="Växeln")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        told = select(MetadataRow.id).where(MetadataRow.save_id == save, MetadataRow.field_name == "number")
        undo_change(session, session.scalars(told).one())
    assert all_texts(engine)["phone phone"] == {**before, "description": "Växeln"}


def test_a_number_corrected_in_the_save_that_made_it_is_not_taken_away(engine: Engine) -> None:
    """The correction goes, with its international form; the row stays."""
    furnish(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        row_id = add(session, "phone", service_id="service", number=OLD, e164="+46701740605")
        phone = session.get_one(Phone, row_id)
        phone.number, phone.e164 = NEW, "+46701740606"
        session.flush()
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        told = select(MetadataRow.id).where(
            MetadataRow.resource_id == row_id,
            MetadataRow.field_name == "number",
            MetadataRow.last_action_type == "update",
        )
        undo_change(session, session.scalars(told).one())
    now = all_texts(engine)[f"phone {row_id}"]
    assert (now["number"], now["e164"]) == (OLD, "+46701740605")


def test_a_deleted_number_comes_back_with_its_english(engine: Engine) -> None:
    """The words that went in the same save."""
    furnish(engine)
    words = {"resource_type": "phone", "resource_id": "phone", "field_name": "description"}
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, "translation", "english", **words, language="en", value="Daytime", service_id="service")
    before = all_texts(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.delete(session.get_one(Phone, "phone"))
        session.delete(session.get_one(Translation, "english"))
        session.get_one(Service, "service").description = "Annat"
        save = session.save_id
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        undo_change(session, change_id_in(session, save, "phone"))
    after = all_texts(engine)
    assert after.pop("service service")["description"] == "Annat"
    before.pop("service service")
    assert after == before


def test_a_new_row_that_others_lean_on_stays(engine: Engine) -> None:
    """A place with a service at it."""
    furnish(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, "location", "ny plats", name="Nytt hus")
        save = session.save_id
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, "address", location_id="ny plats", address_1="Exempelgatan 3")
    done = take_back(engine, save)
    assert [(one.why, one.resource_id) for one in done.left] == [("leaned_on", "ny plats")]
    assert not done.steps


def test_a_new_row_that_somebody_has_changed_stays(engine: Engine) -> None:
    """Their work would be lost."""
    furnish(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        number = add(session, "phone", service_id="service", number=NEW)
        save = session.save_id
    change(engine, "phone", number, description="Natt")
    done = take_back(engine, save)
    assert [(one.why, one.field_name, one.now) for one in done.left] == [
        ("changed_since", "description", "Natt")
    ]
    assert not done.steps


def test_a_row_does_not_come_back_without_what_it_hangs_on(engine: Engine) -> None:
    """An address whose place has gone; the whole save brings both."""
    furnish(engine)
    before = all_texts(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        for table in ("address", "service_at_location", "location"):
            session.delete(session.get_one(KEEPERS[table], table))
            session.flush()
        save = session.save_id
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        plan = preview_of_change(session, change_id_in(session, save, "address"))
        assert [(one.why, one.resource_id) for one in plan.left] == [("gone", "address")]
    assert not take_back(engine, save).left
    assert all_texts(engine) == before


def test_what_is_gone_is_told_of(engine: Engine) -> None:
    """A field of a row that is no more."""
    furnish(engine)
    save = change(engine, "phone", number=NEW)
    drop(engine, "phone")
    assert [one.why for one in take_back(engine, save).left] == ["gone"]


def test_a_row_that_came_back_another_way_is_left(engine: Engine) -> None:
    """As it stands now."""
    furnish(engine)
    save = drop(engine, "phone")
    take_back(engine, save)
    assert not take_back(engine, save).left
    change(engine, "phone", number=NEW)
    assert [one.why for one in take_back(engine, save).left] == ["there_again"]


def test_what_the_tables_refuse_changes_nothing(engine: Engine) -> None:
    """The same language has been added by hand meanwhile."""
    furnish(engine)
    save = drop(engine, "language")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, "language", service_id="service", code="sv")
    before = all_texts(engine)
    with pytest.raises(CannotApply):
        take_back(engine, save)
    assert all_texts(engine) == before


@pytest.mark.parametrize("what", ["change", "save"])
def test_what_never_happened_cannot_be_taken_back(engine: Engine, what: str) -> None:
    """Somebody typed an address."""
    preview = {"change": preview_of_change, "save": preview_of_save}[what]
    with writing(engine, STAFF, stopped_at(MORNING)) as session, pytest.raises(NothingToUndo):
        preview(session, "nothing")


def test_only_what_was_shown_is_done(engine: Engine) -> None:
    """Somebody changed it between the preview and the yes: the new plan is shown."""
    furnish(engine)
    save = change(engine, "phone", number=NEW, description="Dagtid")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        shown = preview_of_save(session, save).fingerprint
    change(engine, "phone", description="Natt")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        with pytest.raises(NotTheSame) as caught:
            undo_save(session, save, shown=shown)
        undo_save(session, save, shown=caught.value.plan.fingerprint)
    assert all_texts(engine)["phone phone"]["number"] == OLD


def test_in_class_a_a_critical_field_waits_for_a_second_person(engine: Engine) -> None:
    """Two people changed the number of a shelter; one cannot change it back."""
    furnish(engine, category="shelter")
    save = change(engine, "phone", number=NEW, sort_order="4")
    done = take_back(engine, save)
    assert (len(done.steps), len(done.requests)) == (1, 1)
    now = all_texts(engine)["phone phone"]
    assert (now["number"], now["sort_order"]) == (NEW, "1")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        approve(session, pending(session)[0].id)
    assert all_texts(engine)["phone phone"]["number"] == OLD


@pytest.mark.parametrize("table", ["phone", "language", "schedule", "url"])
def test_in_class_a_a_row_comes_back_by_two(engine: Engine, table: str) -> None:
    """The same for a row that was taken away."""
    furnish(engine, category="shelter")
    before = all_texts(engine)
    done = take_back(engine, drop(engine, table))
    assert (done.steps, len(done.requests)) == ((), 1)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        approve(session, done.requests[0])
    assert all_texts(engine) == before


def test_a_service_of_class_a_that_was_made_by_hand_becomes_inactive_by_two(engine: Engine) -> None:
    """One person can neither remove it nor hide it."""
    furnish(engine, category="shelter")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        first = session.scalars(select(MetadataRow.save_id).order_by(MetadataRow.seq)).first()
        assert first is not None
    done = take_back(engine, first)
    assert "kept_service" in {one.why for one in done.left}
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        request = session.get_one(Service, "service")
        assert request.status == "active"
        assert [one.after for one in pending(session)] == [{"status": "inactive"}]


def test_a_service_with_a_report_of_a_visitor_becomes_inactive(engine: Engine) -> None:
    """What hangs on it is kept."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, "organization", "organization", name="Föreningen")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        add(session, "service", "service", **ROWS["service"])
        add(session, "phone", "phone", **ROWS["phone"])
        save = session.save_id
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.add(ProblemReport(service_id="service", field_name="phone", date=MORNING.date()))
    done = take_back(engine, save)
    assert [one.why for one in done.left] == ["kept_service"]
    now = all_texts(engine)
    assert now["service service"]["status"] == "inactive"
    assert "phone phone" in now


def test_an_assurance_comes_back_only_with_all_that_was_assured(engine: Engine) -> None:
    """Only staff who check again may say that it has been checked."""
    furnish(engine)
    change(engine, "service", assured_date="2026-11-20")
    save = change(engine, "service", assured_date="", name="Nytt namn", description="Ny text")
    assert not preview_left(engine, save)
    change(engine, "service", description="Ännu nyare")
    assert preview_left(engine, save) == ["changed_since", "assurance"]
    take_back(engine, save)
    now = all_texts(engine)["service service"]
    assert (now["assured_date"], now["name"]) == ("", "Jouren")


def preview_left(engine: Engine, save: str) -> list[str]:
    """Why something would be left."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return [one.why for one in preview_of_save(session, save).left]


def test_a_row_can_be_shown_as_it_would_be(engine: Engine) -> None:
    """A preview changes nothing."""
    furnish(engine)
    save = change(engine, "phone", number=NEW)
    before = all_texts(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        (step,) = preview_of_save(session, save).steps
        assert (step.before, step.after) == ({"number": NEW}, {"number": OLD})
        assert texts_of(session.get_one(Phone, "phone"))["number"] == NEW
    assert all_texts(engine) == before


def test_a_field_that_was_changed_twice_in_one_save_is_as_before_the_first(engine: Engine) -> None:
    """A save may be written in several goes."""
    furnish(engine)
    before = all_texts(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        for number in (NEW, "070-174 06 07"):
            session.get_one(Phone, "phone").number = number
            session.flush()
        added = session.get_one(Phone, add(session, "phone", service_id="service", number=OLD))
        added.number = NEW
        session.flush()
        save = session.save_id
    assert not take_back(engine, save).left
    assert all_texts(engine) == before


def test_a_row_changed_and_deleted_in_one_save_is_as_before_both(engine: Engine) -> None:
    """What it held before the save."""
    furnish(engine)
    before = all_texts(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.get_one(Phone, "phone").number = NEW
        session.flush()
        session.delete(session.get_one(Phone, "phone"))
        save = session.save_id
    take_back(engine, save)
    assert all_texts(engine) == before


def test_a_date_of_checking_does_not_come_back_alone(engine: Engine) -> None:
    """The number that was checked on that day is not the number that stands there."""
    furnish(engine)
    change(engine, "phone", verified_on="2026-10-01")
    save = change(engine, "phone", number=NEW)
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        asked = select(MetadataRow.id).where(
            MetadataRow.save_id == save, MetadataRow.field_name == "verified_on"
        )
        done = undo_change(session, session.scalars(asked).one())
    assert [one.why for one in done.left] == ["assurance"]
    now = all_texts(engine)["phone phone"]
    assert (now["number"], now["verified_on"]) == (NEW, "")


def test_a_date_of_checking_does_not_come_back_over_a_later_change(engine: Engine) -> None:
    """What was taken back is not all that has changed since somebody checked."""
    furnish(engine)
    change(engine, "service", assured_date="2026-10-01")
    save = change(engine, "service", assured_date="2026-09-01")
    change(engine, "schedule", closes_at="16:30:00")
    assert [one.why for one in take_back(engine, save).left] == ["assurance"]
    assert all_texts(engine)["service service"]["assured_date"] == "2026-09-01"


def test_a_date_of_checking_comes_back_with_all_that_was_checked(engine: Engine) -> None:
    """The save is taken back at once and whole, and nothing else has happened."""
    furnish(engine)
    change(engine, "phone", verified_on="2026-10-01")
    assert not take_back(engine, change(engine, "phone", number=NEW)).left
    now = all_texts(engine)["phone phone"]
    assert (now["number"], now["verified_on"]) == (OLD, "2026-10-01")


def test_a_number_that_goes_back_to_a_service_of_class_a_needs_two(engine: Engine) -> None:
    """Wherever it stands now."""
    furnish(engine, category="shelter")
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.add(Service(id="other", organization_id="organization", code="annan", name="Annan"))
    save = change(engine, "phone", service_id="other")
    assert len(take_back(engine, save).requests) == 1
    assert all_texts(engine)["phone phone"]["service_id"] == "other"


@pytest.mark.parametrize("origin", ["seed", "import"])
def test_what_a_file_brought_is_not_taken_back_as_a_save(engine: Engine, origin: Origin) -> None:
    """Of an import an approver decides, and the project's own services stay."""
    with writing(engine, Author("editor@example.org", origin), stopped_at(MORNING)) as session:
        session.add(Organization(id="organization", name="Föreningen"))
    with pytest.raises(NothingToUndo):
        take_back(engine, newest_save(engine))


def test_taking_back_one_service_of_an_import_leaves_the_others(engine: Engine) -> None:
    """They came in with one save."""
    with writing(engine, Author("editor@example.org", "import"), stopped_at(MORNING)) as session:
        session.add(Organization(id="organization", name="Föreningen"))
        session.flush()
        for code in ("ett", "tva"):
            session.add(Service(id=code, organization_id="organization", code=code, name=code))
            session.flush()
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        made = select(MetadataRow.id).where(
            MetadataRow.resource_id == "ett", MetadataRow.field_name == "code"
        )
        undo_change(session, session.scalars(made).one())
    assert [key for key in all_texts(engine) if key.startswith("service ")] == ["service tva"]
