"""Tests of the versions of the tables: empty, older, current, newer, and those that nobody knows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from directory.database import writing_engine
from directory.errors import (
    DirectoryUnavailable,
    SchemaEmpty,
    SchemaError,
    SchemaNewer,
    SchemaOlder,
    SchemaUnknown,
)
from directory.models import Model
from directory.schema import MIGRATIONS, require_current, schema_state, upgrade
from tests.directory.builders import a_service_row, keep
from tests.directory.databases import Server

LATER = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "later", "{head}", None, None
def upgrade():
    op.add_column("service", sa.Column("colour", sa.String(20)))
    {then}
"""


@pytest.fixture
def fresh(server: Server) -> Iterator[Engine]:
    """An engine on a database without any table."""
    engine = writing_engine(server.new(), patience=0.3)
    yield engine
    engine.dispose()


@pytest.fixture
def later_program(tmp_path: Path) -> Path:
    """The migrations of a program that is one version ahead of ours."""
    folder = Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))
    (folder / "versions" / "later.py").write_text(_later(then=""), encoding="utf-8")
    return folder


def _later(then: str) -> str:
    """A migration on top of the newest of ours."""
    return LATER.format(head=ScriptDirectory(str(MIGRATIONS)).get_current_head(), then=then)


def test_a_new_database_is_empty_and_becomes_current(fresh: Engine) -> None:
    """The first start of all."""
    assert schema_state(fresh) == "empty"
    assert upgrade(fresh) == "empty"
    assert schema_state(fresh) == "current"


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    """Every start may upgrade."""
    assert upgrade(engine) == "current"
    assert schema_state(engine) == "current"


def test_the_migrations_make_exactly_what_the_models_say(engine: Engine) -> None:
    """Nobody can change a model and forget the migration."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []


def test_a_directory_of_an_earlier_version_is_brought_up_with_what_it_holds(
    engine: Engine, later_program: Path
) -> None:
    """Updating the program keeps the services."""
    keep(engine, a_service_row("jour"))
    assert schema_state(engine, later_program) == "older"
    assert upgrade(engine, later_program) == "older"
    assert schema_state(engine, later_program) == "current"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT code, colour FROM service")).all() == [("jour", None)]


def test_an_upgrade_that_fails_half_way_leaves_the_earlier_version(
    engine: Engine, later_program: Path
) -> None:
    """All of a migration or nothing of it, on SQLite too."""
    broken = _later(then='op.execute("SELECT * FROM nowhere")')
    (later_program / "versions" / "later.py").write_text(broken, encoding="utf-8")
    with pytest.raises((OperationalError, ProgrammingError, DirectoryUnavailable)):
        upgrade(engine, later_program)
    assert schema_state(engine) == "current"
    assert "colour" not in {column["name"] for column in inspect(engine).get_columns("service")}


def test_a_directory_of_a_later_version_is_left_alone(engine: Engine, later_program: Path) -> None:
    """Yesterday's program must not touch tomorrow's tables."""
    upgrade(engine, later_program)
    assert schema_state(engine) == "newer"
    with pytest.raises(SchemaNewer, match="update the program"):
        upgrade(engine)


def test_tables_without_a_version_are_not_guessed_about(engine: Engine) -> None:
    """Somebody copied the tables and not the version."""
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert schema_state(engine) == "unknown"
    with pytest.raises(SchemaUnknown, match="move it away"):
        upgrade(engine)


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        ("DELETE FROM alembic_version", SchemaUnknown),
        ("UPDATE alembic_version SET version_num = 'tomorrow'", SchemaNewer),
    ],
)
def test_a_wrong_version_stops_whoever_needs_the_right_one(
    engine: Engine, prepare: str, error: type[SchemaError]
) -> None:
    """The error names the reason."""
    with engine.begin() as connection:
        connection.execute(text(prepare))
    with pytest.raises(error):
        require_current(engine)


def test_an_empty_database_stops_whoever_needs_tables(fresh: Engine) -> None:
    """And says how to make them."""
    with pytest.raises(SchemaEmpty, match="python -m directory init"):
        require_current(fresh)


def test_an_older_directory_stops_whoever_needs_this_version(engine: Engine, later_program: Path) -> None:
    """And says how to bring it up."""
    with pytest.raises(SchemaOlder, match="python -m directory init"):
        require_current(engine, later_program)
    require_current(engine)
