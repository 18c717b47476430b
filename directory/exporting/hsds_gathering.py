"""The directory as HSDS tables: what may leave, from a handful of questions to the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, TypeAlias, cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory.contact_points import may_show
from directory.exporting.hsds_derived import add_what_follows, hearable
from directory.exporting.hsds_history import history
from directory.exporting.hsds_rows import MODELS, Row, Rows, row_of
from directory.exporting.hsds_tables import tables
from directory.models import Attribute, Location, Model, TaxonomyTerm
from directory.models.model import ContactPoint

Found: TypeAlias = "dict[str, dict[str, Model]]"
"""The rows of each table by id."""
_ORDER = ("x_code", "link_type", "x_sort_order", "sort_order", "x_rank", "opens_at", "date_from", "id")
_OF_ORGANIZATIONS = ("organization_identifier", "phone", "url", "contact")


def gather(session: Session) -> Rows:
    """Everything that may leave, with its history, every table sorted."""
    rows = _written({name: _ask(session, name) for name in MODELS})
    rows["metadata"] = sorted(history(session, rows), key=_order)
    return rows


def gather_services(session: Session, ids: Collection[str], today: date | None = None) -> Rows:
    """These services with all that hangs on them, and the organisations and terms that they name.

    With `today`, contact points that a visitor would not be shown on that day are left out.
    """
    found: Found = {"service": _ask(session, "service", "id", ids)}
    for name in MODELS:
        column = "link_id" if name == "attribute" else "service_id"
        if hasattr(MODELS[name], column):
            found[name] = _ask(session, name, column, ids)
    places = _named(found, "service_at_location", "location_id")
    found["location"] = _ask(session, "location", "id", places)
    found["address"] = _ask(session, "address", "location_id", places)
    _add_vocabulary(session, found)
    _add_organizations(session, found)
    if today is not None:
        _keep_what_is_shown(found, today)
    return _written(found)


def gather_listed(session: Session, ids: Collection[str], today: date | None = None) -> Rows:
    """These services, their links and their organisations: what a list needs. `today` as above."""
    found: Found = {
        name: _ask(session, name, key, ids) for name, key in (("service", "id"), ("url", "service_id"))
    }
    found["organization"] = _ask(session, "organization", "id", _named(found, "service", "organization_id"))
    if today is not None:
        _keep_what_is_shown(found, today)
    return _written(found)


def gather_organizations(session: Session, ids: Collection[str], today: date | None = None) -> Rows:
    """These organisations with what hangs on them, but not their services."""
    found: Found = {"organization": _ask(session, "organization", "id", ids)}
    for name in _OF_ORGANIZATIONS:
        found[name] = _ask(session, name, "organization_id", ids)
    if today is not None:
        _keep_what_is_shown(found, today)
    return _written(found)


def gather_places(session: Session, ids: Collection[str], today: date | None = None) -> Rows:
    """These services at places, with the places, the services and the services' links."""
    found: Found = {"service_at_location": _ask(session, "service_at_location", "id", ids)}
    services = _named(found, "service_at_location", "service_id")
    places = _named(found, "service_at_location", "location_id")
    for name, key, values in (
        ("service", "id", services),
        ("url", "service_id", services),
        ("location", "id", places),
        ("address", "location_id", places),
    ):
        found[name] = _ask(session, name, key, values)
    if today is not None:
        _keep_what_is_shown(found, today)
    return _written(found)


def gather_tables(session: Session, *names: str) -> Rows:
    """Whole tables, e.g. the vocabulary."""
    return _written({name: _ask(session, name) for name in names})


def _add_vocabulary(session: Session, found: Found) -> None:
    """The terms that the services have, and their taxonomies."""
    terms = _ask(session, "taxonomy_term", "id", _named(found, "attribute", "taxonomy_term_id"))
    found["taxonomy_term"] = terms
    found["taxonomy"] = {term.taxonomy_id: term.taxonomy for term in cast("Any", terms).values()}


def _add_organizations(session: Session, found: Found) -> None:
    """The organisations that run the services, with what hangs on them."""
    ids = _named(found, "service", "organization_id")
    found["organization"] = _ask(session, "organization", "id", ids)
    for name in _OF_ORGANIZATIONS:
        found[name] = {**found.get(name, {}), **_ask(session, name, "organization_id", ids)}


def _ask(
    session: Session, name: str, column: str = "", values: Collection[str] | None = None
) -> dict[str, Model]:
    """The rows of one table that may leave, all of them or those with one of these values."""
    if values is not None and not values:
        return {}
    question = _question(name)
    if values is not None:
        question = question.where(getattr(MODELS[name], column).in_(values))
    return {row.id: row for row in session.scalars(question)}


def _question(name: str) -> Select[Any]:
    """What of a table may leave."""
    model = MODELS[name]
    question = select(model)
    if model is Attribute:
        return question.where(Attribute.link_entity == "service")
    if model is TaxonomyTerm:
        return question.options(joinedload(TaxonomyTerm.taxonomy))
    if model is Location:
        return question.where(Location.visibility == "public")
    return question


def _named(found: Found, table: str, column: str) -> set[str]:
    """The ids that the rows of a table point to."""
    return {getattr(row, column) for row in found[table].values()}


def _keep_what_is_shown(found: Found, today: date) -> None:
    """Drops the numbers, links and addresses that nobody trusts enough to show."""
    for name, rows in found.items():
        found[name] = {
            key: row
            for key, row in rows.items()
            if not isinstance(row, ContactPoint) or may_show(cast("Any", row), today)
        }


def _written(found: Found) -> Rows:
    """The rows as HSDS writes them, with what follows from them, sorted; every table is there."""
    _drop_what_is_hidden(found)
    rows = {name: [row_of(row) for row in by_id.values()] for name, by_id in found.items()}
    add_what_follows(rows, found.get("location", {}).values())
    rows["x_translation"] = list(hearable(rows))
    return {name: sorted(rows.get(name, []), key=_order) for name in tables()}


def _drop_what_is_hidden(found: Found) -> None:
    """What stands at a place that visitors may not know of goes with the place."""
    public = found.get("location", {})
    for name in ("service_at_location", "address"):
        found[name] = dict(_at(found.get(name, {}), public))


def _at(rows: dict[str, Model], places: dict[str, Model]) -> Iterator[tuple[str, Model]]:
    """The rows that stand at one of these places."""
    return ((key, row) for key, row in rows.items() if getattr(row, "location_id", None) in places)


def _order(row: Row) -> tuple[Any, ...]:
    """As staff have put them, and by id where they have not said."""
    return tuple((name not in row, row.get(name, "")) for name in _ORDER)
