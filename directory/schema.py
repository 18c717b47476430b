"""Which version of the tables a database has, and how to bring it up to ours."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Engine, inspect

from directory.database import answering
from directory.errors import SchemaEmpty, SchemaNewer, SchemaOlder, SchemaUnknown
from directory.searching.indexing import mend

MIGRATIONS = Path(__file__).parent / "migrations"

SchemaState = Literal["current", "older", "newer", "empty", "unknown"]
"""`unknown`: there are tables of ours, but nothing says which version made them."""


def schema_state(engine: Engine, migrations: Path = MIGRATIONS) -> SchemaState:
    """How the database stands to this program. Raises DirectoryUnavailable."""
    with answering(), engine.connect() as connection:
        stamped = MigrationContext.configure(connection).get_current_revision()
        tables = set(inspect(connection).get_table_names())
    if stamped is None:
        return "unknown" if "service" in tables else "empty"
    scripts = ScriptDirectory(str(migrations))
    if stamped == scripts.get_current_head():
        return "current"
    return "older" if _knows(scripts, stamped) else "newer"


def _knows(scripts: ScriptDirectory, revision: str) -> bool:
    """True when the revision is one of ours; a later program's revision is not."""
    try:
        return scripts.get_revision(revision) is not None
    except (CommandError, RevisionError):
        return False


def require_current(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Raises the SchemaError that fits when the database is not of this version."""
    state = schema_state(engine, migrations)
    if state == "empty":
        raise SchemaEmpty("the directory has not been set up: run `python -m directory init`")
    if state == "older":
        raise SchemaOlder("the directory is from an earlier version: run `python -m directory init`")
    if state in ("newer", "unknown"):
        _refuse(state)


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> SchemaState:
    """Makes the tables, or brings them up to this version, in one transaction; returns what they were.

    The index of services is mended with them.

    Raises SchemaNewer or SchemaUnknown when it cannot be done without harm, DirectoryUnavailable.
    """
    before = schema_state(engine, migrations)
    if before in ("newer", "unknown"):
        _refuse(before)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with answering(), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        mend(connection)
    return before


def _refuse(state: SchemaState) -> None:
    """The two states that no command of ours can mend."""
    if state == "newer":
        raise SchemaNewer("the directory is from a later version of the program: update the program")
    raise SchemaUnknown(
        "the database holds tables but no version: move it away and run `python -m directory init`, "
        "then import what it held"
    )
