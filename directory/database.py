"""Engines and sessions: reading (the bot) and writing (staff, importing).

A locked or missing database is a DirectoryUnavailable within `PATIENCE` seconds, never a hanging page.
SQL errors hide their parameters, so that nothing anybody typed can end up in a log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

import directory.verifying.after_change  # noqa: F401 - listens to every RecordedSession
from directory.clock import Clock
from directory.errors import DirectoryUnavailable
from directory.history import Author, RecordedSession
from directory.searching.indexing import follow

PATIENCE = 2
"""Seconds to wait for a lock or a server before giving up."""

follow(RecordedSession)


def writing_engine(url: str, patience: float = PATIENCE) -> Engine:
    """An engine that may change the directory; makes the SQLite file and its folder when they are missing."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, hide_parameters=True, connect_args=_postgres(patience, "off"))
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(address, hide_parameters=True)
    _speak_sqlite(engine, patience, "PRAGMA journal_mode = WAL")
    event.listen(engine, "begin", _begin_immediately)
    return engine


def reading_engine(url: str, patience: float = PATIENCE) -> Engine:
    """An engine through which nothing can be changed; it does not make a database that is not there."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, hide_parameters=True, connect_args=_postgres(patience, "on"))
    pool = None
    if address.database and address.database != ":memory:":
        file = Path(address.database).absolute().as_posix()
        address = address.set(database=f"file:{file}", query={"mode": "rw", "uri": "true"})
        # A kept connection would go on reading a file that was deleted or replaced; a new one costs 1 ms.
        pool = NullPool
    engine = create_engine(address, hide_parameters=True, poolclass=pool)
    _speak_sqlite(engine, patience, "PRAGMA query_only = ON")
    return engine


def _postgres(patience: float, read_only: str) -> dict[str, Any]:
    """How long psycopg waits, and whether the server refuses writing."""
    milliseconds = int(patience * 1000)
    options = f"-c lock_timeout={milliseconds} -c default_transaction_read_only={read_only}"
    return {"connect_timeout": max(2, int(patience)), "options": options}  # libpq takes 2 s at the least


def _speak_sqlite(engine: Engine, patience: float, last_words: str) -> None:
    """Every new connection: wait for locks, keep foreign keys, and leave transactions to us."""

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # else sqlite3 commits before every CREATE TABLE
        connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(last_words)


def _begin_immediately(connection: Connection) -> None:
    """Takes the writing lock at once: two writers then wait for each other instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session to read with; raises DirectoryUnavailable when the database does not answer."""
    with answering(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine, author: Author, clock: Clock) -> Iterator[RecordedSession]:
    """One transaction in which every change is written to the history under the author's name.

    Commits at the end, undoes everything on an error. Raises DirectoryUnavailable.
    """
    with answering(), RecordedSession(engine, author, clock) as session, session.begin():
        yield session


@contextmanager
def answering() -> Iterator[None]:
    """Turns a database that does not answer into DirectoryUnavailable; broken rules pass through."""
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except DBAPIError as error:
        raise DirectoryUnavailable(_reason(error)) from error


def _reason(error: DBAPIError) -> str:
    """The driver's first line, which names no values."""
    said = str(error.orig).strip().splitlines()
    first = said[0] if said else type(error.orig).__name__
    if "locked" in first or "lock timeout" in first:
        return "the directory is locked by another program: try again in a moment"
    if "unable to open" in first:
        return "there is no directory here, or it may not be opened: run `python -m directory init`"
    return f"no answer: {first}"
