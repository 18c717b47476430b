"""Tests of the index of services: every change reaches it, in the same transaction."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import IntegrityError

from directory.database import writing
from directory.editions import changed_since, edition
from directory.history import RecordedSession
from directory.models import (
    Address,
    Location,
    Organization,
    Phone,
    ProblemReport,
    Service,
    ServiceAtLocation,
    ServiceIndex,
    Verification,
)
from directory.searching.indexing import mend
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, service_of, stopped_at


@pytest.fixture
def town(engine: Engine) -> Engine:
    """Two services of one organisation, and one of another."""
    one, two, other = a_service_row("ett"), a_service_row("tva"), a_service_row("annan")
    two.organization = one.organization
    one.places = [ServiceAtLocation(location=Location(addresses=[Address(address_1="Exempelgatan 1")]))]
    one.phones = [Phone(number="070-174 06 05")]
    keep(engine, one, two, other)
    return engine


def words(engine: Engine) -> dict[str, str]:
    """Code -> words."""
    with engine.connect() as connection:
        asked = select(Service.code, ServiceIndex.words).join(ServiceIndex, ServiceIndex.id == Service.id)
        return dict(connection.execute(asked).tuples().all())


def touched(engine: Engine, change: str) -> set[str]:
    """The codes of the services that a change touches; `change` is a line of Python on `session`."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        before = edition(session)
        codes = dict(session.execute(select(Service.id, Service.code)).tuples().all())
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        CHANGES[change](session)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        now = edition(session)
        ids = changed_since(session, before, now)
    assert ids is not None
    assert bool(ids) == (now != before)
    return {codes[key] for key in ids}


def _rename(session: RecordedSession) -> None:
    service_of(session, "ett").name = "Nya namnet"


def _rename_organization(session: RecordedSession) -> None:
    service_of(session, "ett").organization.name = "Nya byrån"


def _move_house(session: RecordedSession) -> None:
    service_of(session, "ett").places[0].location.addresses[0].address_1 = "Provgatan 2"


def _give_number_away(session: RecordedSession) -> None:
    service_of(session, "ett").phones[0].service_id = service_of(session, "annan").id


def _organization_number(session: RecordedSession) -> None:
    organization = session.scalars(select(Organization).where(Organization.name == "Föreningen ett")).one()
    session.add(Phone(organization_id=organization.id, number="070-174 06 99"))


def _check(session: RecordedSession) -> None:
    session.add(Verification(service_id=service_of(session, "annan").id, checked_fields=[]))


def _report(session: RecordedSession) -> None:
    report = ProblemReport(service_id=service_of(session, "ett").id, field_name="phone", date=MORNING.date())
    session.add(report)


def _nothing(session: RecordedSession) -> None:
    service_of(session, "ett").name = "Min mottagning"


CHANGES = {
    "rename": _rename,
    "rename organization": _rename_organization,
    "move": _move_house,
    "give away": _give_number_away,
    "organization's number": _organization_number,
    "check": _check,
    "report": _report,
    "nothing": _nothing,
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("rename", {"ett"}),
        ("rename organization", {"ett", "tva"}),
        ("move", {"ett"}),
        ("give away", {"ett", "annan"}),
        ("organization's number", {"ett", "tva"}),
        ("check", {"annan"}),
        ("report", set()),
        ("nothing", set()),
    ],
)
def test_a_change_touches_the_services_that_show_it(town: Engine, change: str, expected: set[str]) -> None:
    """All of them, and no others."""
    assert touched(town, change) == expected


def test_what_was_changed_is_found_by_its_new_words(town: Engine) -> None:
    """And no longer by the old ones."""
    touched(town, "rename")
    touched(town, "organization's number")
    touched(town, "rename organization")
    touched(town, "move")
    found = words(town)["ett"]
    assert {"nya", "namnet", "byran", "provgatan", "0701740699"} <= set(found.split())
    assert not {"mottagning", "foreningen", "exempelgatan"} & set(found.split())


def test_what_is_undone_leaves_the_index_alone(town: Engine) -> None:
    """A transaction that fails changes nothing, there neither."""
    before = words(town)
    with pytest.raises(IntegrityError), writing(town, STAFF, stopped_at(MORNING)) as session:  # noqa: PT012 - one transaction
        _rename(session)
        session.flush()
        session.add(a_service_row("tva"))
    assert words(town) == before


def test_a_savepoint_waits_for_the_end(town: Engine) -> None:
    """Nobody else is held up before the whole is done."""
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        before = edition(session)
        with session.begin_nested():
            _rename(session)
        assert edition(session).number == before.number
    assert "namnet" in words(town)["ett"]


def test_a_service_that_is_gone_is_gone_here(town: Engine) -> None:
    """And the edition says that something has changed."""
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        before = edition(session)
        session.delete(service_of(session, "annan"))
    assert "annan" not in words(town)
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        assert edition(session).number == before.number + 1


def test_a_change_past_the_program_is_seen_by_the_edition_and_mended_at_the_next_start(town: Engine) -> None:
    """Somebody mends a name at the database's own prompt."""
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        before = edition(session)
    with town.begin() as connection:
        connection.execute(text("UPDATE service SET name = 'Vid prompten' WHERE code = 'ett'"))
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        changed = changed_since(session, before, edition(session))
        assert changed == frozenset({service_of(session, "ett").id})
    assert "prompten" not in words(town)["ett"]
    with town.begin() as connection:
        mend(connection)
    assert "prompten" in words(town)["ett"]


def test_mending_what_is_right_changes_nothing(town: Engine) -> None:
    """Every start may mend."""
    with town.begin() as connection:
        before = _number(connection)
        mend(connection)
        assert _number(connection) == before


def _number(connection: Connection) -> int:
    return int(connection.execute(text("SELECT number FROM directory_edition")).scalar_one())
