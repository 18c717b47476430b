"""What the API answers: published data only, read anew for every request, some dozen questions a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.clock import STOCKHOLM
from directory.exporting.hsds import service_json
from directory.exporting.hsds_gathering import (
    gather_listed,
    gather_organizations,
    gather_places,
    gather_services,
    gather_tables,
)
from directory.exporting.hsds_nesting import Nest
from directory.exporting.hsds_tables import HSDS_VERSION
from directory.models import Attribute, Location, Organization, Service, ServiceAtLocation, TaxonomyTerm
from staff.hsds_api.pages import cut, page, size_of, skipped
from staff.hsds_api.parameters import Asked

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What an answer is made from."""

    session: Session
    today: date


def about(_desk: Desk, _asked: Asked) -> Answer:
    """What this API is."""
    return {
        "version": HSDS_VERSION,
        "profile": "https://docs.openreferral.org",
        "openapi_url": "openapi.json",
        "description": "Lotsen: services in Stockholm. Texts are Swedish; English stands in x_translations.",
    }


def services(desk: Desk, asked: Asked) -> Answer:
    """A page of the services that are running."""
    wanted = _services(asked)
    total = desk.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = desk.session.execute(
        wanted.add_columns(Service.last_modified)
        .order_by(Service.name, Service.id)
        .offset(skipped(asked))
        .limit(size_of(asked))
    ).all()
    if asked.get("minimal"):
        return page(asked, total, [_minimal(service_id, at) for service_id, at in found])
    return page(
        asked, total, _listed(desk, [service_id for service_id, _ in found], full=bool(asked.get("full")))
    )


def service(desk: Desk, service_id: str) -> Answer | None:
    """One service with everything that hangs on it."""
    found = desk.session.get(Service, service_id)
    if found is None or found.status != "active":
        return None
    return service_json(desk.session, found, today=desk.today)


def organizations(desk: Desk, asked: Asked) -> Answer:
    """A page of the organisations that run a service."""
    wanted = select(Organization.id).where(_runs_something())
    if "search" in asked:
        wanted = wanted.where(_says(asked["search"], Organization.name, Organization.description))
    total = desk.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(Organization.name, Organization.id).offset(skipped(asked)).limit(size_of(asked))
    ids = desk.session.scalars(ordered).all()
    rows = {row["id"]: row for row in gather_organizations(desk.session, ids, desk.today)["organization"]}
    return page(asked, total, [dict(rows[one]) for one in ids])


def organization(desk: Desk, organization_id: str) -> Answer | None:
    """One organisation with its numbers and pages."""
    is_there = desk.session.scalar(
        select(Organization.id).where(Organization.id == organization_id, _runs_something())
    )
    if is_there is None:
        return None
    rows = gather_organizations(desk.session, [organization_id], desk.today)
    return Nest(rows).whole("organization", rows["organization"][0])


def places(desk: Desk, asked: Asked) -> Answer:
    """A page of services at places that visitors may know of."""
    wanted = _places()
    total = desk.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(ServiceAtLocation.id).offset(skipped(asked)).limit(size_of(asked))
    return page(asked, total, _at_places(desk, [tuple(found) for found in desk.session.execute(ordered)]))


def place(desk: Desk, place_id: str) -> Answer | None:
    """One service at one place."""
    found = desk.session.execute(_places().where(ServiceAtLocation.id == place_id)).all()
    return _at_places(desk, [tuple(one) for one in found])[0] if found else None


def taxonomies(desk: Desk, asked: Asked) -> Answer:
    """The vocabularies."""
    rows = gather_tables(desk.session, "taxonomy")["taxonomy"]
    return cut(asked, [dict(row) for row in rows if _hit(asked, str(row["name"]))])


def taxonomy(desk: Desk, taxonomy_id: str) -> Answer | None:
    """One vocabulary."""
    rows = gather_tables(desk.session, "taxonomy")["taxonomy"]
    return next((dict(row) for row in rows if row["id"] == taxonomy_id), None)


def terms(desk: Desk, asked: Asked) -> Answer:
    """The words of the vocabularies."""
    rows = gather_tables(desk.session, "taxonomy", "taxonomy_term")["taxonomy_term"]
    of = asked.get("taxonomy_id")
    found = [row for row in rows if of in (None, row["taxonomy_id"])]
    return cut(asked, [dict(row) for row in found if _hit(asked, f"{row['name']} {row['code']}")])


def term(desk: Desk, term_id: str) -> Answer | None:
    """One word."""
    rows = gather_tables(desk.session, "taxonomy", "taxonomy_term")
    found = next((row for row in rows["taxonomy_term"] if row["id"] == term_id), None)
    return Nest(rows).whole("taxonomy_term", found) if found else None


LISTS: Mapping[str, tuple[Callable[[Desk, Asked], Answer], tuple[str, ...]]] = {
    "services": (
        services,
        (
            "search",
            "page",
            "per_page",
            "taxonomy_term_id",
            "taxonomy_id",
            "organization_id",
            "modified_after",
            "minimal",
            "full",
        ),
    ),
    "organizations": (organizations, ("search", "page", "per_page")),
    "taxonomies": (taxonomies, ("search", "page", "per_page")),
    "taxonomy_terms": (terms, ("search", "page", "per_page", "taxonomy_id")),
    "service_at_locations": (places, ("page", "per_page")),
}  # fmt: skip - the long list is one thing
"""List -> what answers it, and the parameters that it takes."""
DETAILS: Mapping[str, Callable[[Desk, str], Answer | None]] = {
    "services": service,
    "organizations": organization,
    "taxonomies": taxonomy,
    "taxonomy_terms": term,
    "service_at_locations": place,
}


def _services(asked: Asked) -> Select[Any]:
    """The ids of the services that are asked for."""
    wanted = select(Service.id).where(Service.status == "active")
    if "search" in asked:
        texts = (Service.name, Service.alternate_name, Service.description)
        wanted = wanted.where(_says(asked["search"], *texts))
    if "organization_id" in asked:
        wanted = wanted.where(Service.organization_id == asked["organization_id"])
    if "modified_after" in asked:
        midnight = datetime.combine(asked["modified_after"], time.max, STOCKHOLM)
        wanted = wanted.where(Service.last_modified > midnight)
    if "taxonomy_term_id" in asked:
        wanted = wanted.where(_has(Attribute.taxonomy_term_id == asked["taxonomy_term_id"]))
    if "taxonomy_id" in asked:
        ids = select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy_id == asked["taxonomy_id"])
        wanted = wanted.where(_has(Attribute.taxonomy_term_id.in_(ids)))
    return wanted


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Services with such a term."""
    return exists().where(Attribute.link_id == Service.id, Attribute.link_entity == "service", condition)


def _says(words: str, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Rows with these words in a column. SQLite knows no capital Å, so we try the usual spellings."""
    spellings = {words, words.lower(), words.upper(), words.capitalize()}
    return or_(*(column.icontains(one, autoescape=True) for column in columns for one in sorted(spellings)))


def _hit(asked: Asked, text: str) -> bool:
    return asked.get("search", "").casefold() in text.casefold()


def _runs_something() -> ColumnElement[bool]:
    return exists().where(Service.organization_id == Organization.id, Service.status == "active")


def _places() -> Select[str, str]:
    """Services at public places, with the id of the service."""
    return (
        select(ServiceAtLocation.id, ServiceAtLocation.service_id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .where(Service.status == "active", Location.visibility == "public")
    )


def _minimal(service_id: str, at: datetime | None) -> Answer:
    return {"id": service_id, "last_modified": at.isoformat() if at else ""}


def _listed(desk: Desk, ids: list[str], *, full: bool) -> list[Answer]:
    """The services in this order: whole, or with their organisation only."""
    if full:
        rows = gather_services(desk.session, ids, desk.today)
        nest = Nest(rows)
        made = {row["id"]: nest.whole("service", row) for row in rows["service"]}
    else:
        rows = gather_listed(desk.session, ids, desk.today)
        organizations_of = {row["id"]: row for row in rows["organization"]}
        made = {
            row["id"]: {**row, "organization": organizations_of[row["organization_id"]]}
            for row in rows["service"]
        }
    return [made[one] for one in ids]


def _at_places(desk: Desk, found: list[tuple[Any, ...]]) -> list[Answer]:
    """Services at places, each with its place and its service."""
    rows = gather_places(desk.session, [key for key, _ in found], desk.today)
    nest = Nest(rows)
    at = {row["id"]: row for row in rows["service_at_location"]}
    of = {row["id"]: row for row in rows["service"]}
    return [
        nest.whole("service_at_location", at[key]) | {"service": dict(of[key_of])} for key, key_of in found
    ]
