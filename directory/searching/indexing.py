"""Keeps the index of services (models/service_index.py) true, in the transaction of every change.

A change is followed from the row that changed to the services that show it: a new name of an organisation
touches all its services. What is written past the program is not followed; `mend` finds it at the next start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Select, delete, event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction

from directory.models import (
    Attribute,
    DirectoryEdition,
    Location,
    Model,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceIndex,
    TaxonomyTerm,
    Translation,
    Verification,
    new_id,
)
from directory.models.service_index import THE_ONE
from directory.searching.index_rows import batches, index_rows

Touched = dict[str, set[str]]
"""What was touched ("service", "organization", "location", "term", or "all") -> its ids."""

_LEADS = {
    "service_id": "service",
    "link_id": "service",
    "organization_id": "organization",
    "location_id": "location",
}


def follow(kind: type[Session]) -> None:
    """From now on every session of this kind keeps the index."""
    event.listen(kind, "after_flush", _note)
    event.listen(kind, "before_commit", _keep_up)
    event.listen(kind, "after_rollback", _forget)


def refresh(connection: Connection, service_ids: Iterable[str]) -> None:
    """Makes the rows of these services anew, in a new edition."""
    ids = sorted(service_ids)
    edition = _next_edition(connection)
    for some in batches(ids):
        rows = [{**row, "edition": edition} for row in index_rows(connection, some)]
        connection.execute(delete(ServiceIndex).where(ServiceIndex.id.in_(some)))
        if rows:
            connection.execute(insert(ServiceIndex), rows)


def mend(connection: Connection) -> None:
    """Makes every row anew that is not as it should be."""
    asked = select(ServiceIndex.id, ServiceIndex.words, ServiceIndex.name_key, ServiceIndex.of_class)
    kept = {row["id"]: dict(row) for row in connection.execute(asked).mappings()}
    stale = [
        row["id"]
        for some in batches(sorted(connection.scalars(select(Service.id))))
        for row in index_rows(connection, some)
        if kept.get(row["id"]) != row
    ]
    if stale:
        refresh(connection, stale)


def _note(session: Session, _context: UOWTransaction) -> None:
    """Remembers what one flush touched."""
    touched: Touched = session.info.setdefault("touched", defaultdict(set))
    changed = (row for row in session.dirty if session.is_modified(row))
    for row in (*session.new, *changed, *session.deleted):
        if isinstance(row, Verification) or (isinstance(row, Model) and row.keeps_history):
            for kind, key in _leads(row):
                touched[kind].add(key)


def _keep_up(session: Session) -> None:
    """Brings the index up to what this transaction has done. Inside a savepoint it waits for the end."""
    if session.in_nested_transaction():
        return
    session.flush()
    touched: Touched = session.info.pop("touched", {})
    connection = session.connection()
    ids = _services(connection, touched)
    if ids:
        refresh(connection, ids)
    elif touched.get("service"):
        _next_edition(connection)


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("touched", None)


def _leads(row: Model) -> Iterator[tuple[str, str]]:
    """What a row belongs to, now and before this flush; itself, when others belong to it."""
    own = {Service: "service", Organization: "organization", Location: "location", TaxonomyTerm: "term"}
    if type(row) in own:
        yield own[type(row)], row.id
        if not isinstance(row, Location):
            return
    found = [(kind, key) for name, kind in _LEADS.items() for key in _values(row, name)]
    yield from found
    if isinstance(row, Translation) and not found and row.resource_type != TaxonomyTerm.__tablename__:
        yield "all", row.resource_id


def _values(row: Model, name: str) -> Iterator[str]:
    """The value of a column, and the one that it had before."""
    state = inspect(row)
    if name in state.mapper.column_attrs:
        values = (getattr(row, name), *(state.attrs[name].history.deleted or ()))
        yield from (value for value in values if value)


def _services(connection: Connection, touched: Touched) -> set[str]:
    """The services that are there and that show something of what was touched."""
    return {
        key
        for kind, ids in touched.items()
        for some in batches(sorted(ids))
        for key in connection.execute(_asking(kind, some)).scalars()
    }


def _asking(kind: str, ids: Sequence[str]) -> Select[str]:
    """Which services show these."""
    of_terms = select(Attribute.link_id).where(
        Attribute.link_entity == "service", Attribute.taxonomy_term_id.in_(ids)
    )
    there = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(ids))
    return {
        "service": select(Service.id).where(Service.id.in_(ids)),
        "organization": select(Service.id).where(Service.organization_id.in_(ids)),
        "location": there,
        "term": of_terms,
        "all": select(Service.id),
    }[kind]


def _next_edition(connection: Connection) -> int:
    """The number of this transaction's edition, which nobody else can get until it has ended."""
    grown = (
        update(DirectoryEdition)
        .values(number=DirectoryEdition.number + 1, mark=new_id())
        .returning(DirectoryEdition.number)
    )
    number = connection.scalar(grown)
    if number is None:
        connection.execute(insert(DirectoryEdition).values(id=THE_ONE, number=1, mark=new_id()))
        return 1
    return int(number)
