"""Keeps the index of services (models/service_index.py) true, in the transaction of every change.

A change is followed from the row that changed to the services that show it: a new name of an organisation
touches all its services. What is written past the program is not followed; `mend` finds it at the next start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, delete, event, insert, inspect, or_, select, update
from sqlalchemy.orm import Session, UOWTransaction

from directory.folding import in_one, name_key
from directory.models import (
    Address,
    Attribute,
    DirectoryEdition,
    Location,
    Model,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    ServiceIndex,
    TaxonomyTerm,
    Translation,
    Verification,
    new_id,
)
from directory.models.service_index import THE_ONE

Touched = dict[str, set[str]]
"""What was touched ("service", "organization", "location", "term", or "all") -> its ids."""

_LEADS = {
    "service_id": "service",
    "link_id": "service",
    "organization_id": "organization",
    "location_id": "location",
}
_AT_ONCE = 500


def follow(kind: type[Session]) -> None:
    """From now on every session of this kind keeps the index."""
    event.listen(kind, "after_flush", _note)
    event.listen(kind, "before_commit", _keep_up)
    event.listen(kind, "after_rollback", _forget)


def refresh(connection: Connection, service_ids: Iterable[str]) -> None:
    """Makes the rows of these services anew, in a new edition."""
    ids = sorted(service_ids)
    edition = _next_edition(connection)
    for some in _batches(ids):
        rows = [{**row, "edition": edition} for row in _rows(connection, some)]
        connection.execute(delete(ServiceIndex).where(ServiceIndex.id.in_(some)))
        if rows:
            connection.execute(insert(ServiceIndex), rows)


def mend(connection: Connection) -> None:
    """Makes every row anew that is not as it should be."""
    asked = select(ServiceIndex.id, ServiceIndex.words, ServiceIndex.name_key)
    kept = {key: (words, name) for key, words, name in connection.execute(asked)}
    stale = [
        row["id"]
        for some in _batches(sorted(connection.scalars(select(Service.id))))
        for row in _rows(connection, some)
        if kept.get(row["id"]) != (row["words"], row["name_key"])
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
        for some in _batches(sorted(ids))
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


def _rows(connection: Connection, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows as they should be, without the edition."""
    texts, numbers = _texts(connection, ids), _numbers(connection, ids)
    asked = (
        select(Service.id, Service.name, Service.alternate_name, Service.code)
        .add_columns(Organization.name.label("organization"), Organization.alternate_name.label("called"))
        .join(Organization, Organization.id == Service.organization_id)
        .where(Service.id.in_(ids))
    )
    for row in connection.execute(asked):
        own = (row.name, row.alternate_name, row.code, row.organization, row.called)
        words = in_one([*filter(None, own), *texts.get(row.id, ())], numbers.get(row.id, ()))
        yield {"id": row.id, "words": words, "name_key": name_key(row.name)}


def _texts(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[str]]:
    """Names in other languages, and where the services are."""
    found: dict[str, list[str]] = defaultdict(list)
    named = select(Translation.resource_id, Translation.value).where(
        Translation.resource_id.in_(ids), Translation.field_name.in_(("name", "alternate_name"))
    )
    placed = (
        select(
            ServiceAtLocation.service_id, Location.name, Address.address_1, Address.postal_code, Address.city
        )
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(ServiceAtLocation.service_id.in_(ids))
    )
    for question in (named, placed):
        for key, *values in connection.execute(question):
            found[key] += filter(None, values)
    return found


def _numbers(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[str]]:
    """Phone numbers of the services and of their organisations; postal codes, which are typed like them."""
    found: dict[str, list[str]] = defaultdict(list)
    own = or_(Phone.service_id == Service.id, Phone.organization_id == Service.organization_id)
    called = (
        select(Service.id, Phone.number)
        .join(Phone, own)
        .where(Service.id.in_(ids))
        .order_by(Service.id, Phone.sort_order, Phone.id)
    )
    placed = (
        select(ServiceAtLocation.service_id, Address.postal_code)
        .join(Address, Address.location_id == ServiceAtLocation.location_id)
        .where(ServiceAtLocation.service_id.in_(ids))
        .order_by(Address.id)
    )
    for question in (called, placed):
        for key, number in connection.execute(question):
            found[key].append(number)
    return found


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at a time as a database takes in one question."""
    rest = iter(ids)
    while some := tuple(islice(rest, _AT_ONCE)):
        yield some
