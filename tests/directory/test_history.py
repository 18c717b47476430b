"""Tests of the history: every change is there, with what was before, and nobody can alter it."""

from __future__ import annotations

from datetime import UTC, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, select, text, update
from sqlalchemy.exc import IntegrityError

from directory.database import writing
from directory.errors import HistoryNeedsAuthor
from directory.history import Author, RecordedSession, as_text, of_service, touched_by_people
from directory.models import MetadataRow, Model, Phone, Service, StaffUser
from directory.seeding import SEED_AUTHOR
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, service_of, stopped_at


def told(engine: Engine, code: str = "jour") -> list[tuple[str, str, str, str, str]]:
    """The history of a service, oldest first: table, action, field, before, after."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        rows = of_service(session, service_of(session, code).id)
        return [
            (r.resource_type, r.last_action_type, r.field_name, r.previous_value, r.replacement_value)
            for r in reversed(rows)
        ]


def test_every_field_of_a_new_service_is_told(engine: Engine) -> None:
    """A creation is the change of each filled field from nothing."""
    keep(engine, a_service_row("jour", name="Jouren", minimum_age=18))
    assert ("service", "create", "name", "", "Jouren") in told(engine)
    assert ("service", "create", "minimum_age", "", "18") in told(engine)
    assert not [row for row in told(engine) if row[2] == "maximum_age"]


def test_a_change_tells_what_was_before_even_after_a_commit(engine: Engine) -> None:
    """After a commit the old value is not in memory any more and must be loaded first."""
    service = a_service_row("jour", name="Förr")
    with RecordedSession(engine, STAFF, stopped_at(MORNING)) as session:
        session.add(service)
        session.commit()
        session.clock = stopped_at(MORNING + timedelta(hours=1))
        service.name = "Nu"
        session.commit()
    assert told(engine)[-1] == ("service", "update", "name", "Förr", "Nu")


def test_a_field_filled_in_just_after_its_row_was_made_is_told(engine: Engine) -> None:
    """In the same transaction, before anything has been read again."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service = a_service_row()
        session.add(service)
        session.flush()
        service.minimum_age, service.internal_note = 18, None
        session.flush()
        rows = of_service(session, service.id)
        told = {row.field_name: (row.previous_value, row.replacement_value) for row in rows}
    assert told["minimum_age"] == ("", "18")
    assert "internal_note" not in told


def test_a_change_to_a_number_belongs_to_its_service(engine: Engine) -> None:
    """The page of a service shows what happened to its numbers too."""
    service = a_service_row("jour")
    service.phones.append(Phone(number="070-174 06 05"))
    keep(engine, service)
    with writing(engine, STAFF, stopped_at(MORNING + timedelta(hours=1))) as session:
        service_of(session, "jour").phones[0].number = "070-174 06 06"
    assert told(engine)[-1] == ("phone", "update", "number", "070-174 06 05", "070-174 06 06")


def test_what_is_taken_away_is_told(engine: Engine) -> None:
    """The history keeps what the table no longer holds."""
    service = a_service_row("jour")
    service.phones.append(Phone(number="070-174 06 05"))
    keep(engine, service)
    with writing(engine, STAFF, stopped_at(MORNING + timedelta(hours=1))) as session:
        session.delete(service_of(session, "jour").phones[0])
    assert ("phone", "delete", "number", "070-174 06 05", "") in told(engine)


def test_saving_without_a_change_tells_nothing(engine: Engine) -> None:
    """Pressing Save is not a change."""
    keep(engine, a_service_row("jour", name="Jouren"))
    before = told(engine)
    with writing(engine, STAFF, stopped_at(MORNING + timedelta(hours=1))) as session:
        service_of(session, "jour").name = "Jouren"
    assert told(engine) == before


def test_a_change_says_who_and_when_and_how(engine: Engine) -> None:
    """Whoever reads the history can ask the right person."""
    keep(engine, a_service_row("jour"))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        row = session.scalars(select(MetadataRow).where(MetadataRow.field_name == "name")).first()
        assert row is not None
        assert (row.updated_by, row.origin) == ("katalogen@example.org", "form")
        assert row.last_action_date == MORNING.astimezone(UTC)


def test_a_change_undone_leaves_no_history(engine: Engine) -> None:
    """The row and its history live and die in the same transaction."""
    with pytest.raises(IntegrityError):
        keep(engine, a_service_row("jour"), a_service_row("jour"))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.query(MetadataRow).count() == 0


def test_a_change_moves_the_date_of_its_service(engine: Engine) -> None:
    """last_modified follows from the history, also when only a number changed."""
    service = a_service_row("jour")
    service.phones.append(Phone(number="070-174 06 05"))
    keep(engine, service)
    later = MORNING + timedelta(days=3)
    with writing(engine, STAFF, stopped_at(later)) as session:
        service_of(session, "jour").phones[0].number = "070-174 06 06"
    with writing(engine, STAFF, stopped_at(later)) as session:
        assert service_of(session, "jour").last_modified == later.astimezone(UTC)


@pytest.mark.parametrize("statement", ["UPDATE metadata SET updated_by = 'ingen'", "DELETE FROM metadata"])
def test_the_database_itself_refuses_to_alter_the_history(engine: Engine, statement: str) -> None:
    """Not even somebody at the database's own prompt can do it by mistake."""
    keep(engine, a_service_row("jour"))
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))


def test_a_change_in_bulk_is_refused(engine: Engine) -> None:
    """It would pass by the history unseen."""
    keep(engine, a_service_row("jour"))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        for bulk in (update(Service).values(name="Alla"), delete(Service)):
            with pytest.raises(HistoryNeedsAuthor, match="one by one"):
                session.execute(bulk)


def test_a_change_that_nobody_stands_for_is_refused(engine: Engine) -> None:
    """An empty name is no name."""
    with pytest.raises(HistoryNeedsAuthor):
        keep(engine, a_service_row("jour"), by=Author(by="", origin="form"))


def test_a_password_never_comes_into_the_history(engine: Engine) -> None:
    """Accounts are not part of the directory."""
    keep(engine, StaffUser(email="nils@example.org", password_hash="hemligt"), a_service_row("jour"))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert not session.query(MetadataRow).filter(MetadataRow.resource_type == "staff_user").count()


def test_only_what_people_changed_counts_as_touched(engine: Engine) -> None:
    """The seed may correct its own services and nobody else's."""
    keep(engine, a_service_row("fron"), by=SEED_AUTHOR)
    keep(engine, a_service_row("hand"), by=SEED_AUTHOR)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "hand").name = "Rättad"
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert touched_by_people(session) == {service_of(session, "hand").id}


NAMES = st.lists(st.text("abcåäö ", min_size=1, max_size=8), min_size=1, max_size=6)


@given(NAMES)
@settings(max_examples=30)
def test_the_history_of_a_field_is_an_unbroken_chain(names: list[str]) -> None:
    """Whatever is written, each change begins where the one before ended."""
    engine = create_engine("sqlite://")
    Model.metadata.create_all(engine)
    with RecordedSession(engine, STAFF, stopped_at(MORNING)) as session:
        service = a_service_row("jour", name=names[0])
        session.add(service)
        for name in names:
            service.name = name
            session.commit()
        rows = session.scalars(
            select(MetadataRow)
            .where(MetadataRow.field_name == "name", MetadataRow.resource_type == "service")
            .order_by(text("metadata.rowid"))
        ).all()
    chain = [("", names[0]), *[(a, b) for a, b in pairwise(names) if a != b]]
    assert [(row.previous_value, row.replacement_value) for row in rows] == chain
    engine.dispose()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (18, "18"),
        (MORNING.date(), "2026-11-24"),
        (MORNING.time(), "09:00:00"),
    ],
)  # fmt: skip - one line a kind
def test_values_are_kept_as_words(value: object, words: str) -> None:
    """HSDS wants text, and "" where there was nothing."""
    assert as_text(value) == words
