"""One row of every table that keeps history, all about one service, and a service of class A."""

from __future__ import annotations

from sqlalchemy import Engine

from directory.database import writing
from directory.history import RecordedSession
from directory.models import Taxonomy, TaxonomyTerm
from directory.models.model import new_id
from directory.values import KEEPERS, put, texts_of
from tests.directory.builders import MORNING, STAFF, stopped_at

OLD, NEW = "070-174 06 05", "070-174 06 06"
ROWS: dict[str, dict[str, str]] = {
    "organization": {"name": "Föreningen"},
    "organization_identifier": {
        "organization_id": "organization",
        "identifier_type": "orgnr",
        "identifier": "1",
    },
    "service": {"organization_id": "organization", "code": "jour", "name": "Jouren"},
    "contact": {"service_id": "service", "title": "Samordnare"},
    "phone": {"service_id": "service", "number": OLD},
    "url": {"service_id": "service", "url": "https://example.org", "kind": "chat"},
    "schedule": {"service_id": "service", "byday": "MO", "opens_at": "09:00:00", "closes_at": "17:00:00"},
    "schedule_exception": {"service_id": "service", "date_from": "2026-12-24", "date_to": "2026-12-24"},
    "language": {"service_id": "service", "code": "sv"},
    "service_area": {"service_id": "service", "uri": "sweden"},
    "location": {"name": "Huset", "latitude": "59.25"},
    "service_at_location": {"service_id": "service", "location_id": "location"},
    "address": {"location_id": "location", "address_1": "Exempelgatan 1"},
    "what_happens": {"service_id": "service", "kind": "what", "text": "Någon svarar."},
    "taxonomy_term": {"taxonomy_id": "taxonomy", "code": "extra", "name": "Extra"},
    "attribute": {"link_id": "service", "link_type": "category", "taxonomy_term_id": "term"},
    "translation": {
        "resource_type": "service",
        "resource_id": "service",
        "service_id": "service",
        "field_name": "name",
        "language": "en",
        "value": "The line",
        "source_last_modified": "2026-11-24T08:00:00+00:00",
    },
}  # fmt: skip - one line a row
"""Table -> fields; the id of each row is the table's name, the term's is "term"."""
OTHER_VALUE: dict[str, tuple[str, str]] = {
    "organization": ("description", "Ny text"),
    "organization_identifier": ("identifier", "2"),
    "service": ("always_open", "true"),
    "contact": ("title", "Mottagningen"),
    "phone": ("number", NEW),
    "url": ("url", "https://chatt.example.org"),
    "schedule": ("closes_at", "16:30:00"),
    "schedule_exception": ("date_to", "2026-12-25"),
    "language": ("note", "Med tolk"),
    "service_area": ("name", "Hela landet"),
    "location": ("latitude", "59.125"),
    "service_at_location": ("description", "Ring på"),
    "address": ("address_1", "Exempelgatan 2"),
    "what_happens": ("text", "Någon ringer upp."),
    "taxonomy_term": ("sort_order", "7"),
    "attribute": ("rank", "2"),
    "translation": ("source_last_modified", "2026-11-25T08:00:00.000001+00:00"),
}
"""Table -> a field and another value of it."""
Words = dict[str, dict[str, str]]


def furnish(engine: Engine, *, category: str = "health") -> None:
    """One row of every table. The category says whether the service is of class A ("shelter") or B."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.add(Taxonomy(id="taxonomy", name="category"))
        session.add(TaxonomyTerm(id="term", taxonomy_id="taxonomy", code=category, name=category))
        session.flush()
        for table, texts in ROWS.items():
            add(session, table, table, **texts)


def add(session: RecordedSession, table: str, row_id: str | None = None, **texts: str) -> str:
    """A new row; returns its id."""
    row = KEEPERS[table](id=row_id or new_id())
    put(row, texts)
    session.add(row)
    session.flush()
    return row.id


def change(engine: Engine, table: str, row_id: str | None = None, **texts: str) -> str:
    """Sets fields of one row in a save of its own; returns the save's id."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        put(session.get_one(KEEPERS[table], row_id or table), texts)
        return session.save_id


def drop(engine: Engine, table: str, row_id: str | None = None) -> str:
    """Deletes one row in a save of its own; returns the save's id."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.delete(session.get_one(KEEPERS[table], row_id or table))
        return session.save_id


def all_texts(engine: Engine) -> Words:
    """Everything that the tables which keep history hold: "table id" -> its fields."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return {
            f"{table} {row.id}": texts_of(row)
            for table, kind in KEEPERS.items()
            for row in session.query(kind).all()
        }
