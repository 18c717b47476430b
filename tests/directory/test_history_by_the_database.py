"""Tests of what is told when somebody writes past the program, at the database's own prompt."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import IntegrityError

from directory.changes import CannotApply, keeping_the_rules
from directory.database import writing
from directory.models import MetadataRow, Model, Phone, RecordingMark, Service
from directory.undoing.taking_back import undo_change
from directory.values import KEEPERS, filled, from_text, texts_of
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.history_rows import NEW, OLD, OTHER_VALUE, ROWS, all_texts, change, drop, furnish


def by_hand(engine: Engine, statement: str, **values: object) -> None:
    """A statement at the prompt."""
    with engine.begin() as connection:
        connection.execute(text(statement), values)


def told(engine: Engine, table: str) -> list[MetadataRow]:
    """What triggers wrote about a table."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        question = select(MetadataRow).where(
            MetadataRow.origin == "database", MetadataRow.resource_type == table
        )
        rows = list(session.scalars(question.order_by(MetadataRow.seq)))
        session.expunge_all()
        return rows


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_change_by_hand_is_told_as_any_other(engine: Engine, table: str) -> None:
    """Every table, every kind of value: what was and what is, so that it can be undone."""
    furnish(engine)
    field, value = OTHER_VALUE[table]
    before = all_texts(engine)[f"{table} {table}"][field]
    given = from_text(KEEPERS[table], field, value)
    column = Model.metadata.tables[table].c[field]
    with engine.begin() as connection:
        connection.execute(update(column.table).where(column.table.c.id == table).values({field: given}))
    (row,) = told(engine, table)
    assert (row.last_action_type, row.resource_id, row.field_name) == ("update", table, field)
    assert row.updated_by.startswith("database")
    for words, right in ((row.previous_value, before), (row.replacement_value, value)):
        assert from_text(KEEPERS[table], field, words) == from_text(KEEPERS[table], field, right)


@pytest.mark.parametrize("table", sorted(ROWS.keys() - {"organization", "service", "location"}))
def test_a_row_deleted_by_hand_can_be_had_back(engine: Engine, table: str) -> None:
    """All its fields are told."""
    furnish(engine)
    before = all_texts(engine)
    by_hand(engine, f"DELETE FROM {table} WHERE id = '{table}'")
    rows = told(engine, table)
    assert {row.field_name for row in rows} == filled(before[f"{table} {table}"]).keys()
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        undo_change(session, rows[0].id)
    after = all_texts(engine)
    assert after == before


def test_a_row_made_by_hand_is_told(engine: Engine) -> None:
    """And belongs to its service."""
    furnish(engine)
    by_hand(
        engine,
        "INSERT INTO phone (id, service_id, number, type, textable, sort_order, confidence) "
        "VALUES ('new', 'service', :number, 'voice', :no, 1, 'medium')",
        number=NEW,
        no=False,
    )
    rows = {row.field_name: row for row in told(engine, "phone")}
    assert rows["number"].replacement_value == NEW
    assert rows["textable"].replacement_value == "false"
    assert {(row.last_action_type, row.service_id) for row in rows.values()} == {("create", "service")}


def test_a_change_by_hand_follows_what_was_told_before(engine: Engine) -> None:
    """The numbers of the history go on."""
    furnish(engine)
    change(engine, "phone", number=NEW)
    by_hand(engine, "UPDATE phone SET number = :number", number=OLD)
    change(engine, "phone", number=NEW)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        question = select(MetadataRow).where(MetadataRow.field_name == "number").order_by(MetadataRow.seq)
        assert [row.origin for row in session.scalars(question)] == ["form", "form", "database", "form"]


def test_the_program_tells_its_own_changes_and_nobody_tells_them_twice(engine: Engine) -> None:
    """The triggers are silent while the program writes."""
    furnish(engine)
    for table in ROWS:
        field, value = OTHER_VALUE[table]
        change(engine, table, table, **{field: value})
    drop(engine, "phone")
    for table in ROWS:
        assert told(engine, table) == []


def test_a_statement_that_slips_past_the_session_is_told_too(engine: Engine) -> None:
    """Whoever writes SQL inside the program is no better than somebody at the prompt."""
    furnish(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.execute(text("UPDATE phone SET number = :number"), {"number": NEW})
    assert [row.replacement_value for row in told(engine, "phone")] == [NEW]


def test_a_failed_flush_does_not_hush_the_triggers(engine: Engine) -> None:
    """The mark goes with what failed."""
    furnish(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        with pytest.raises(CannotApply), keeping_the_rules(session):
            session.add(Phone(number=OLD, service_id="nobody"))
        assert session.scalars(select(RecordingMark)).all() == []
        session.execute(text("UPDATE phone SET number = :number"), {"number": NEW})
    assert len(told(engine, "phone")) == 1


def test_what_changes_nothing_is_not_told(engine: Engine) -> None:
    """Nor is a date that follows from the rest."""
    furnish(engine)
    by_hand(engine, "UPDATE service SET name = name, last_modified = NULL")
    assert told(engine, "service") == []


def test_a_table_cannot_be_emptied_at_once(engine: Engine) -> None:
    """DELETE tells row by row; TRUNCATE is refused where there is such a word."""
    furnish(engine)
    if engine.dialect.name == "postgresql":
        with pytest.raises(IntegrityError):
            by_hand(engine, "TRUNCATE phone")
    else:
        by_hand(engine, "DELETE FROM phone")
        assert told(engine, "phone")


@pytest.mark.only("sqlite")
def test_a_shell_without_anything_of_ours_is_told_of(engine: Engine) -> None:
    """The triggers need nothing that only the program has."""
    furnish(engine)
    assert engine.url.database
    with sqlite3.connect(engine.url.database) as shell:
        shell.execute("UPDATE phone SET number = ?", (NEW,))
    shell.close()
    assert [row.replacement_value for row in told(engine, "phone")] == [NEW]


def test_what_is_not_caught_is_known(engine: Engine) -> None:
    """Who owns the database can put the mark there and write unseen: triggers stop mistakes, not owners."""
    furnish(engine)
    by_hand(engine, "INSERT INTO recording_mark (id) VALUES ('x')")
    by_hand(engine, "UPDATE phone SET number = :number", number=NEW)
    assert told(engine, "phone") == []


def test_a_forgotten_mark_goes_with_the_next_change_through_the_program(engine: Engine) -> None:
    """So it cannot hush the triggers for long."""
    furnish(engine)
    by_hand(engine, "INSERT INTO recording_mark (id) VALUES ('x')")
    change(engine, "phone", number=NEW)
    by_hand(engine, "UPDATE phone SET number = :number", number=OLD)
    assert len(told(engine, "phone")) == 1


@pytest.mark.only("sqlite")  # on PostgreSQL one function reads whatever columns there are
def test_every_column_of_every_table_is_told(engine: Engine) -> None:
    """A migration that adds a column must make the table's triggers anew."""
    furnish(engine)
    with engine.begin() as connection:
        asked = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers: dict[str, str] = dict(connection.execute(asked).tuples().all())
    for table, kind in KEEPERS.items():
        for action in ("create", "update", "delete"):
            for field in texts_of(kind(id="x")):
                assert f"'{field}' AS field" in triggers[f"{table}_tells_{action}"]


def test_the_name_of_a_service_changed_by_hand_is_in_its_history(engine: Engine) -> None:
    """Staff see on its page that somebody was there."""
    furnish(engine)
    by_hand(engine, "UPDATE service SET name = 'Av en hand'")
    (row,) = told(engine, "service")
    assert row.service_id == "service"
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.get_one(Service, "service").name == "Av en hand"
