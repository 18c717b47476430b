"""Copies of the whole directory, made and brought back: files that are checked before anybody trusts them.

SQLite's own backup goes on while others read and write, and bringing one back writes into the database that
is open: a file swapped under a running program would go on receiving its changes, and lose them.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from directory.database import PATIENCE, reading_engine
from directory.errors import DirectoryError, DirectoryUnavailable
from directory.schema import SchemaState, schema_state

COUNTED = ("service", "phone", "schedule", "metadata", "verification", "change_request", "staff_user")
_HEADER = b"SQLite format 3\x00"


class BackupFault(DirectoryError):
    """A copy that cannot be made or trusted; the directory is as it was."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: the version of its tables, and how many rows there are of the kinds that count."""

    state: SchemaState
    counts: Mapping[str, int]


def back_up(database: Path, file: Path) -> Contents:
    """A checked copy in a new file that only its owner may read.

    Raises BackupFault, DirectoryUnavailable, OSError when the file is there already or cannot be written.
    """
    if not database.exists():
        raise DirectoryUnavailable("there is no directory here: run `python -m directory init`")
    _make_private(file)
    try:
        _copy(database, file)
        with _opened(file, "rw") as copy:
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        return look_into(file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def look_into(file: Path) -> Contents:
    """Checks a copy from end to end and counts its rows. Raises BackupFault, OSError."""
    with file.open("rb") as opened:
        if opened.read(len(_HEADER)) != _HEADER:
            raise BackupFault(f"{file.name} is not a copy of a directory")
    try:
        counts = _checked(file)
    except sqlite3.Error as error:
        raise BackupFault(f"{file.name} is damaged: {error}") from error
    engine = reading_engine(f"sqlite:///{file}")
    try:
        state = schema_state(engine)
    finally:
        engine.dispose()
    if state not in ("current", "older"):
        raise BackupFault(f"{file.name} holds tables of another kind or of a later version")
    return Contents(state, counts)


def bring_back(file: Path, database: Path, aside: Path) -> Contents:
    """Puts what a copy holds into the directory; what was there is in `aside` first.

    Raises as `back_up`; then the directory is as it was.
    """
    held = look_into(file)
    if database.exists():
        back_up_unchecked(database, aside)
    else:
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _copy(file, database)
    if _checked(database) != held.counts:
        raise BackupFault(f"what came back is not what the copy held: the directory before is in {aside}")
    return held


def back_up_unchecked(database: Path, file: Path) -> None:
    """A copy of a directory that may be damaged: it is put aside as it is."""
    _make_private(file)
    try:
        _copy(database, file)
    except sqlite3.DatabaseError:
        file.write_bytes(database.read_bytes())


def _make_private(file: Path) -> None:
    """An empty new file that only its owner may read; FileExistsError when there is one."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    with closing(
        sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE)
    ) as one:
        yield one


def _copy(source: Path, target: Path) -> None:
    """Every page; the target changes all at once or not at all."""
    with _opened(source, "rw") as here, _opened(target, "rwc") as there:
        here.backup(there, progress=_patient(), sleep=0.05)
        there.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _patient() -> Callable[[int, int, int], None]:
    """Gives up on a lock after PATIENCE: without this, the backup would wait for ever."""
    until = time.monotonic() + PATIENCE

    def progress(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise DirectoryUnavailable("the directory is locked by another program: try again in a moment")

    return progress


def _checked(file: Path) -> Mapping[str, int]:
    """The counts of a database that holds together. Raises BackupFault, sqlite3.Error."""
    with _opened(file, "rw") as opened:
        said = [row[0] for row in opened.execute("PRAGMA integrity_check(3)")]
        if said != ["ok"] or opened.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupFault(
                f"{file.name} is damaged: {said[0] if said != ['ok'] else 'rows point nowhere'}"
            )
        tables = {row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table: opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names of ours
            for table in COUNTED
            if table in tables
        }
