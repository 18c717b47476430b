"""What HSDS has a place for and our tables do not: first links, hours of what never closes, accessibility."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from directory.exporting.hsds_rows import TABLE_OF, Row, Rows, field_of
from directory.models import Model, lasting_id
from directory.models.schedule import WEEKDAYS
from directory.records import Language

MAILTO = "mailto:"


def add_what_follows(rows: Rows, places: Iterable[Model]) -> None:
    """Adds to the rows what follows from them."""
    rows["accessibility"] = list(_accessibility(places))
    rows.setdefault("schedule", []).extend(_always_open(rows.get("service", [])))
    _add_first_links(rows)


def hearable(rows: Rows) -> Iterator[Row]:
    """The translations of fields that leave, by the names that these have in HSDS."""
    held = {str(row["id"]) for table in rows.values() for row in table}
    for row in rows.get("x_translation", []):
        table = TABLE_OF.get(str(row["resource_type"]))
        field = field_of(table, str(row["field_name"])) if table else None
        if table and field and row["resource_id"] in held:
            yield row | {"resource_type": table, "field_name": field}


def spoken(rows: Rows, language: Language) -> Rows:
    """The same rows in one language; what nobody has translated stays Swedish."""
    if language == "sv":
        return rows
    said = {
        (row["resource_type"], row["resource_id"], row["field_name"]): row["value"]
        for row in rows["x_translation"]
        if row["language"] == language
    }
    return {name: [_said(name, row, said) for row in table] for name, table in rows.items()}


def _said(table: str, row: Row, said: dict[Any, Any]) -> Row:
    """One row with the words that there are in the other language."""
    words = {field: said.get((table, row["id"], field), value) for field, value in row.items()}
    return words | {"x_language": "en"} if table == "service" else words


def _accessibility(places: Iterable[Model]) -> Iterator[Row]:
    """Our one text on accessibility as a row of HSDS's table."""
    for place in places:
        text = getattr(place, "accessibility", None)
        if text:
            yield {"id": lasting_id("accessibility", place.id), "location_id": place.id, "description": text}


def always_open_id(service_id: str) -> str:
    """The id of the schedule that says of a service that it never closes."""
    return lasting_id("always-open", service_id)


def _always_open(services: Iterable[Row]) -> Iterator[Row]:
    """Around the clock as HSDS advises to write it; `x_derived` tells it from hours that somebody has set."""
    for service in services:
        if service.get("x_always_open"):
            yield {
                "id": always_open_id(str(service["id"])),
                "service_id": service["id"],
                "freq": "WEEKLY",
                "byday": ",".join(WEEKDAYS),
                "opens_at": "00:00",
                "closes_at": "23:59",
                "x_derived": True,
            }


def _add_first_links(rows: Rows) -> None:
    """HSDS's own url and email of a service: the first page or chat, the first mailbox."""
    services = {row["id"]: row for row in rows.get("service", [])}
    ordered = sorted(
        rows.get("url", []), key=lambda row: (cast("int", row.get("x_sort_order", 0)), row["id"])
    )
    for link in ordered:
        service = services.get(link.get("service_id", ""))
        if service is None:
            continue
        if link.get("x_kind") == "email":
            service.setdefault("email", str(link["url"]).removeprefix(MAILTO))
        else:
            service.setdefault("url", link["url"])
