"""Changes of the rows behind the lines of a draft: numbers, links, exceptions, words, places and weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from directory.editing.checking_lines import FACTS, same_fact
from directory.editing.differences import changed_lines, lost_lines
from directory.editing.draft import Draft, Line
from directory.editing.drafting import Held, address_of
from directory.editing.parts import CELLS, ENGLISH, Box, source_values
from directory.editing.planning import Changes, RowChange, delete, lost_rows, translation, update
from directory.editing.planning_weeks import week_changes
from directory.editing.weeks import read_day
from directory.importing.contact_rows import e164
from directory.models import (
    Address,
    Location,
    Model,
    Phone,
    ScheduleException,
    ServiceAtLocation,
    Url,
    WhatHappens,
    new_id,
)

Row = TypeVar("Row", bound=Model)
_KINDS: Mapping[str, type[Model]] = {
    "phones": Phone,
    "links": Url,
    "exceptions": ScheduleException,
    "what_happens": WhatHappens,
}
_NO_LINE = Line("", {})


def line_changes(here: Held, before: Draft, after: Draft) -> Changes:
    """The changes of every list."""
    service = here.service
    rows: dict[str, dict[str, Any]] = {
        "phones": {row.id: row for row in service.phones},
        "links": {row.id: row for row in service.urls},
        "exceptions": {row.id: row for row in service.exceptions},
        "what_happens": {row.id: row for row in service.what_happens},
    }
    for name, known in rows.items():
        yield from lost_rows(here, before, after, name, known)
        for was, line in changed_lines(before, after, name):
            yield from _row_changes(here, name, known.get(line.id), (was or _NO_LINE, line))
    yield from _place_changes(here, before, after)
    yield from week_changes(here, before, after)


def _row_changes(here: Held, name: str, row: Model | None, lines: tuple[Line, Line]) -> Changes:
    """One line of a list that is one row. A line whose row is gone meanwhile becomes a new row."""
    was, line = lines if row is not None else (_NO_LINE, lines[1])
    values = _values(name, was, line)
    if row is None:
        row_id = new_id()
        values["service_id"] = here.service.id
        yield RowChange("create", _KINDS[name], row_id, values)
    else:
        row_id = row.id
        yield from update(row, **values)
    if name in ENGLISH:
        box, column = ENGLISH[name]
        english = line.cells[f"{box}_en"]
        if english != was.cells.get(f"{box}_en", ""):
            yield from translation(here, (_KINDS[name].__tablename__, row_id), column, english)


def _values(name: str, was: Line, line: Line) -> dict[str, Any]:
    """The columns of the boxes that were changed, with what follows from them."""
    values = _boxes(CELLS[name], was, line) | _source(was, line)
    if name == "exceptions":
        values |= _exception(line)
    if name == "links" and line.cells["kind"] == "email":
        values["url"] = f"mailto:{line.cells['url']}"
    if name in FACTS and not (was.cells and same_fact(name, was, line)):
        values |= _trust(name, line)
    return values


def _boxes(boxes: Mapping[str, Box], was: Line, line: Line) -> dict[str, Any]:
    return {
        box.column: box.value(line.cells[cell])
        for cell, box in boxes.items()
        if not was.cells or line.cells[cell] != was.cells[cell]
    }


def _source(was: Line, line: Line) -> dict[str, Any]:
    source = line.cells.get("source", ""), line.cells.get("source_date", "")
    if "source" not in line.cells or source == (
        was.cells.get("source", ""),
        was.cells.get("source_date", ""),
    ):
        return {}
    return dict(source_values(*source))


def _trust(name: str, line: Line) -> dict[str, Any]:
    """A fact that is new here: as good as its source, and checked by nobody. A page is its own source."""
    sourced = line.cells["source"] or (name == "links" and line.cells["kind"] != "email")
    values: dict[str, Any] = {"confidence": "medium" if sourced else "low", "verified_on": None}
    return values | ({"e164": e164(line.cells["number"])} if name == "phones" else {})


def _exception(line: Line) -> dict[str, Any]:
    """One day, when no last day is given; closed, when there are no hours."""
    boxes = CELLS["exceptions"]
    first = boxes["date_from"].value(line.cells["date_from"])
    opens, closes = next(iter(read_day(line.cells["hours"])), (None, None))
    last = boxes["date_to"].value(line.cells["date_to"]) or first
    return {"date_to": last, "opens_at": opens, "closes_at": closes}


def _place_changes(here: Held, before: Draft, after: Draft) -> Changes:
    places = {place.id: place for place in here.service.places}
    for line in lost_lines(before, after, "places"):
        if line.id in places:
            yield from _no_place(here, places[line.id])
    for was, line in changed_lines(before, after, "places"):
        if line.id in places and was is not None:
            yield from _moved(places[line.id], was, line)
        else:
            yield from _new_place(here, line)


def _no_place(here: Held, place: ServiceAtLocation) -> Changes:
    """The place with its addresses: an address that is taken away must not lie about.

    Where others are too, only this service leaves.
    """
    if place.location_id in here.shared:
        yield from delete(place)
        return
    yield from (change for address in place.location.addresses for change in delete(address))
    yield from delete(place)
    yield from delete(place.location)


def _new_place(here: Held, line: Line) -> Changes:
    location_id = new_id()
    place = {"name": here.service.name, **_location(_NO_LINE, line)}
    if not line.cells["street"]:
        place["location_type"] = "virtual"
    yield RowChange("create", Location, location_id, place)
    tie = {"service_id": here.service.id, "location_id": location_id}
    yield RowChange("create", ServiceAtLocation, new_id(), tie)
    yield from _new_address(location_id, line)


def _new_address(location_id: str, line: Line) -> Changes:
    if line.cells["street"]:
        values = {"location_id": location_id, **_address(_NO_LINE, line)}
        yield RowChange("create", Address, new_id(), values)


def _moved(place: ServiceAtLocation, was: Line, line: Line) -> Changes:
    yield from update(place.location, **_location(was, line))
    address = address_of(place)
    if address is None:
        yield from _new_address(place.location_id, line)
    elif not line.cells["street"]:
        yield from delete(address)
    else:
        yield from update(address, **_address(was, line))


def _location(was: Line, line: Line) -> dict[str, Any]:
    return _boxes(_only(("visibility", "directions")), was, line)


def _address(was: Line, line: Line) -> dict[str, Any]:
    values = _boxes(_only(("street", "postal_code", "city")), was, line) | _source(was, line)
    return values if was.cells and same_fact("places", was, line) else values | _trust("places", line)


def _only(cells: tuple[str, ...]) -> dict[str, Box]:
    return {cell: CELLS["places"][cell] for cell in cells}
