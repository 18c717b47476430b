"""What the index says of each service: its words, what it is sorted by, how often it is to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from directory.models import (
    Address,
    Attribute,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    Translation,
)
from directory.searching.folding import in_one, name_key
from directory.verification import review_class

_AT_ONCE = 500


def batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at a time as a database takes in one question."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def index_rows(connection: Connection, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows as they should be, without the edition."""
    texts, numbers = _texts(connection, ids), _numbers(connection, ids)
    needs, categories = (_codes(connection, ids, types) for types in (("need", "last_resort"), ("category",)))
    asked = (
        select(Service.id, Service.name, Service.alternate_name, Service.code)
        .add_columns(Organization.name.label("organization"), Organization.alternate_name.label("called"))
        .join(Organization, Organization.id == Service.organization_id)
        .where(Service.id.in_(ids))
    )
    for row in connection.execute(asked):
        own = (row.name, row.alternate_name, row.code, row.organization, row.called)
        words = in_one([*filter(None, own), *texts.get(row.id, ())], numbers.get(row.id, ()))
        of_class = review_class(needs.get(row.id, ()), categories.get(row.id, ()))
        yield {"id": row.id, "words": words, "name_key": name_key(row.name), "of_class": of_class.value}


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


def _codes(connection: Connection, ids: Sequence[str], types: Sequence[str]) -> Mapping[str, list[str]]:
    """The terms that the services are tied to in one of these ways."""
    found: dict[str, list[str]] = defaultdict(list)
    tied = (
        select(Attribute.link_id, TaxonomyTerm.code)
        .join(Attribute.term)
        .where(Attribute.link_entity == "service", Attribute.link_id.in_(ids), Attribute.link_type.in_(types))
    )
    for key, code in connection.execute(tied):
        found[key].append(code)
    return found
