"""Builders for the keeping part of the directory: clocks, authors, rows, files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from directory.clock import STOCKHOLM, Clock
from directory.database import writing, writing_engine
from directory.history import Author, RecordedSession
from directory.importing import Applied, apply, preview, start_batch
from directory.models import Model, Organization, Service
from directory.seeding import SEED_AUTHOR, seed

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=STOCKHOLM)
STAFF = Author(by="katalogen@example.org", origin="form")
IMPORTER = Author(by="katalogen@example.org", origin="import")
LEAST = {"code": "min-mottagning", "name_sv": "Min mottagning", "organization": "Min förening"}
"""The least that a row of an import must say."""


def stopped_at(moment: datetime) -> Clock:
    """A clock that stands still."""
    return lambda: moment


def seeded(url: str) -> str:
    """The same address, when the whole seed has been brought in there."""
    engine = writing_engine(url)
    with writing(engine, SEED_AUTHOR, stopped_at(MORNING)) as session:
        seed(session)
    engine.dispose()
    return url


def a_service_row(code: str = "min-mottagning", **values: Any) -> Service:
    """A service with an organisation of its own, not yet in any session."""
    organization = Organization(name=f"Föreningen {code}")
    return Service(**{"code": code, "name": "Min mottagning", "organization": organization, **values})


def keep(engine: Engine, *rows: Model, by: Author = STAFF, now: datetime = MORNING) -> None:
    """Puts rows into the directory in one transaction."""
    with writing(engine, by, stopped_at(now)) as session:
        session.add_all(rows)


def service_of(session: RecordedSession, code: str) -> Service:
    """The service with this code."""
    return session.scalars(select(Service).where(Service.code == code)).one()


def a_file(folder: Path, *rows: Mapping[str, str], name: str = "tjanster.csv", separator: str = ",") -> Path:
    """A services file whose columns are those of the first row."""
    lines = [list(rows[0]), *[list(row.values()) for row in rows]]
    quoted = (separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    path = folder / name
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    return path


def bring_in(engine: Engine, path: Path, by: Author = IMPORTER) -> Applied:
    """Imports a file as `python -m directory import` does."""
    with writing(engine, by, stopped_at(MORNING)) as session:
        return apply(session, preview(path), start_batch(session, path.name))
