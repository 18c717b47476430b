"""Tests that a directory from before change requests by row keeps its history and its requests."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from directory.changes import pending
from directory.database import writing, writing_engine
from directory.models import MetadataRow
from directory.schema import MIGRATIONS, upgrade
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.databases import Server


def brought_to(engine: Engine, revision: str) -> None:
    """The tables of an earlier version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_what_an_earlier_version_told_is_still_there_and_still_cannot_be_altered(server: Server) -> None:
    """Every row of the history and every request; the numbers go on after them."""
    engine = writing_engine(server.new(), patience=0.3)
    brought_to(engine, "0003")
    moment = MORNING.isoformat(" ")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO metadata (id, resource_id, resource_type, last_action_date, last_action_type, "
                "field_name, previous_value, replacement_value, updated_by, origin) "
                "VALUES ('m1', 'r1', 'phone', :at, 'create', 'number', '', 'x', 'a@example.org', 'form')"
            ),
            {"at": moment},
        )
        connection.execute(
            text(
                "INSERT INTO change_request (id, resource_type, resource_id, field_name, old_value, "
                "new_value, state, submitted_by, submitted_at) "
                "VALUES ('c1', 'phone', 'r1', 'number', 'x', 'y', 'pending', 'a@example.org', :at)"
            ),
            {"at": moment},
        )
    assert upgrade(engine) == "older"
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        row = session.scalars(select(MetadataRow)).one()
        assert (row.id, row.replacement_value, row.seq, row.save_id) == ("m1", "x", 0, None)
        (request,) = pending(session)
        assert (request.action, dict(request.before), dict(request.after)) == (
            "update",
            {"number": "x"},
            {"number": "y"},
        )
    for statement in ("UPDATE metadata SET updated_by = 'x'", "DELETE FROM change_request"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
