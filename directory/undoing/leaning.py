"""Which rows point to which: what would hang in the air if a row went, and what a row needs to hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from directory.models import Attribute, Model, Service, ServiceAtLocation, Translation
from directory.undoing.plan import Key
from directory.values import KEEPERS, Texts

_AT_ONCE = 400
"""Ids in one question; SQLite takes no more than some hundreds in old versions."""


def rows_by_key(session: Session, keys: Iterable[Key], *, hold: bool = False) -> dict[Key, Model]:
    """The rows that are there, a question a table; held, nobody else can change them before the commit."""
    found: dict[Key, Model] = {}
    for table, ids in _by_table(keys).items():
        kind = KEEPERS[table]
        for some in portions(ids):
            asked = select(kind).where(kind.id.in_(some))
            if hold:
                asked = asked.with_for_update().execution_options(populate_existing=True)
            for row in session.scalars(asked):
                found[table, row.id] = row
    return found


def leaning_on(session: Session, keys: Iterable[Key]) -> dict[Key, set[Key]]:
    """The rows of any table that point to these."""
    found: dict[Key, set[Key]] = defaultdict(set)
    for table, ids in _by_table(keys).items():
        for pointing, column in _pointers_to(table):
            for some in portions(ids):
                asked = select(pointing.c.id, column).where(column.in_(some))
                for row_id, to in session.execute(asked):
                    found[table, to].add((pointing.name, row_id))
    return found


def hangs_on(resource_type: str, texts: Texts) -> tuple[Key, ...]:
    """The rows of tables that keep history which a row points to."""
    table = Model.metadata.tables[resource_type]
    return tuple(
        (key.column.table.name, texts[key.parent.name])
        for key in table.foreign_keys
        if texts.get(key.parent.name) and key.column.table.name in KEEPERS
    )


def services_of(session: Session, key: Key, texts: Texts) -> Sequence[Service]:
    """The services that a row is a fact about: its own, those at its place, those of its organisation."""
    service_id = texts.get("service_id") or texts.get("link_id")
    if key[0] == "service" or service_id:
        found = session.get(Service, service_id or key[1])
        return [found] if found else []
    place = key[1] if key[0] == "location" else texts.get("location_id")
    if place:
        there = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id == place)
        return session.scalars(select(Service).where(Service.id.in_(there))).all()
    owner = key[1] if key[0] == "organization" else texts.get("organization_id")
    return session.scalars(select(Service).where(Service.organization_id == owner)).all() if owner else []


def _pointers_to(table: str) -> Iterator[tuple[Table, Column[str]]]:
    """Columns that hold ids of this table, with or without a foreign key; not those that go along with it."""
    for pointing in Model.metadata.sorted_tables:
        for key in pointing.foreign_keys:
            if key.column.table.name == table and key.ondelete != "CASCADE":
                yield pointing, key.parent
    for kind, name in ((Translation, "resource_id"), (Attribute, "link_id")):
        pointing = Model.metadata.tables[kind.__tablename__]
        yield pointing, pointing.c[name]


def _by_table(keys: Iterable[Key]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for table, row_id in keys:
        if table in KEEPERS:
            found[table].append(row_id)
    return found


def portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many ids as fit into one question."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
