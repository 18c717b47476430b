"""The rows of services and of all that hangs on them, as plain tuples: much faster than mapped objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.models import (
    Address,
    Attribute,
    Language,
    Location,
    Model,
    Organization,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
    Url,
    WhatHappens,
)

Ids = Sequence[str] | None
"""Of these services; None for all."""
Rows = Mapping[str, Sequence[Row[Any]]]
"""Service id -> rows, whose columns are called as in the models."""
Question = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on services. `terms` have link_type, rank and code; `addresses` are the public ones."""

    phones: Rows
    urls: Rows
    schedules: Rows
    exceptions: Rows
    languages: Rows
    areas: Rows
    what_happens: Rows
    terms: Rows
    addresses: Rows


def services(session: Session, ids: Ids) -> Sequence[Row[Any]]:
    """The rows of services, with `organization_name`."""
    question = select(*_columns(Service), Organization.name.label("organization_name"))
    question = question.join(Organization, Organization.id == Service.organization_id)
    return session.execute(_of(question, Service.id, ids)).all()


def hanging(session: Session, ids: Ids) -> Hanging:
    """Nine questions to the database."""
    return Hanging(
        phones=_rows(session, ids, Phone, Phone.service_id, Phone.sort_order),
        urls=_rows(session, ids, Url, Url.service_id, Url.sort_order),
        schedules=_rows(session, ids, Schedule, Schedule.service_id, Schedule.opens_at),
        exceptions=_rows(
            session, ids, ScheduleException, ScheduleException.service_id, ScheduleException.date_from
        ),
        languages=_rows(session, ids, Language, Language.service_id),
        areas=_rows(session, ids, ServiceArea, ServiceArea.service_id),
        what_happens=_rows(session, ids, WhatHappens, WhatHappens.service_id, WhatHappens.sort_order),
        terms=_terms(session, ids),
        addresses=_addresses(session, ids),
    )


def _rows(
    session: Session, ids: Ids, kind: type[Model], parent: InstrumentedAttribute[Any], *order: Any
) -> Rows:
    """The rows of one table that belong to services, in their order."""
    question = select(parent.label("parent"), *_columns(kind)).where(parent.is_not(None))
    return _grouped(session, _of(question, parent, ids).order_by(*order, kind.id))


def _terms(session: Session, ids: Ids) -> Rows:
    question = (
        select(Attribute.link_id.label("parent"), Attribute.link_type, Attribute.rank, TaxonomyTerm.code)
        .join(Attribute.term)
        .where(Attribute.link_entity == "service")
    )
    return _grouped(session, _of(question, Attribute.link_id, ids))


def _addresses(session: Session, ids: Ids) -> Rows:
    question = (
        select(ServiceAtLocation.service_id.label("parent"), *_columns(Address))
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Address, Address.location_id == Location.id)
        .where(Location.visibility == "public")
    )
    order = (ServiceAtLocation.id, Address.id)
    return _grouped(session, _of(question, ServiceAtLocation.service_id, ids).order_by(*order))


def _grouped(session: Session, question: Question) -> Rows:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(question):
        found[row.parent].append(row)
    return found


def _of(question: Question, key: InstrumentedAttribute[Any], ids: Ids) -> Question:
    return question if ids is None else question.where(key.in_(ids))


def _columns(kind: type[Model]) -> list[InstrumentedAttribute[Any]]:
    return [getattr(kind, column.key) for column in inspect(kind).column_attrs]
