"""From the rows of a service to the draft that its form is filled with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.critical import shared_places
from directory.editing.draft import DAYS, FIELDS, LINES, TICKS, Draft, Line, plain
from directory.editing.parts import CELLS, ENGLISH, PLAIN, TEXTS, shown, source_text
from directory.editing.weeks import Span, write_day
from directory.models import Address, Schedule, Service, ServiceAtLocation, Translation, lasting_id
from directory.verification import ReviewClass

TICKED_BY: Mapping[str, str] = {"audiences": "audience", "genders": "gender", "categories": "category"}
RANKED_BY: Mapping[str, str] = {"need": "need", "last": "last_resort"}
"""Beginning of a box's name -> the kind of tie that it holds the rank of."""

_WEEK = ("attending_type", "open_on_holidays", "valid_from", "valid_to", "description", "notes")
_SOURCE = ("source", "source_date", "source_url")
English = Mapping[tuple[str, str], Translation]
"""(row id, column) -> its English."""


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of a service in the session, as a draft's lines name them.

    `shared`: places where other services are too, and the strictest class of those.
    """

    service: Service
    english: English = field(default_factory=dict)
    shared: Mapping[str, ReviewClass] = field(default_factory=dict)

    def week_rows(self) -> dict[str, list[Schedule]]:
        """The weekly schedules, by the line of the form that shows them."""
        weeks: dict[str, list[Schedule]] = {}
        for row in self.service.schedules:
            if row.freq == "WEEKLY":
                weeks.setdefault(week_id(row), []).append(row)
        return weeks


def held(session: Session, service: Service) -> Held:
    """The service with its English, read anew."""
    rows = session.scalars(
        select(Translation).where(Translation.service_id == service.id, Translation.language == "en")
    )
    english = {(row.resource_id, row.field_name): row for row in rows}
    return Held(service, english, shared_places(session, service))


def week_id(row: Schedule) -> str:
    """Schedules with all but days and hours in common are one line of the form."""
    return lasting_id("week", *(getattr(row, name) for name in (*_WEEK, *_SOURCE)))


def address_of(place: ServiceAtLocation) -> Address | None:
    """The place's address that the form shows."""
    return next(iter(place.location.addresses), None)


def draft_of(here: Held) -> Draft:
    """The service as its form shows it."""
    service, texts = here.service, _english_of(here)
    fields = dict.fromkeys(FIELDS, "")
    for name, box in TEXTS.items():
        fields[f"{name}_sv"] = shown(getattr(service, box.column))
        fields[f"{name}_en"] = texts(service.id, box.column)
    fields |= {name: shown(getattr(service, box.column)) for name, box in PLAIN.items()}
    fields |= {"organization": service.organization.name, **_source(service), **_ranks(service)}
    return Draft(
        {name: plain(text) for name, text in fields.items()},
        _ticks(service),
        {name: tuple(_lines(here, name)) for name in LINES},
    )


def empty_draft() -> Draft:
    """The form of a service that is not there yet."""
    fields = {**dict.fromkeys(FIELDS, ""), "status": "active", "anonymous": "unknown"}
    return Draft(fields, {name: frozenset() for name in TICKS}, dict.fromkeys(LINES, ()))


def _english_of(here: Held) -> Any:
    def english(row_id: str, column: str) -> str:
        found = here.english.get((row_id, column))
        return found.value if found else ""

    return english


def _source(row: Any) -> dict[str, str]:
    return {"source": source_text(row), "source_date": row.source_date or ""}


def _ranks(service: Service) -> dict[str, str]:
    beginnings = {kind: beginning for beginning, kind in RANKED_BY.items()}
    return {
        f"{beginnings[tie.link_type]}-{tie.term.code}": str(tie.rank or 1)
        for tie in service.attributes
        if tie.link_type in beginnings
    }


def _ticks(service: Service) -> dict[str, frozenset[str]]:
    tied = {
        name: frozenset(tie.term.code for tie in service.attributes if tie.link_type == kind)
        for name, kind in TICKED_BY.items()
    }
    return {
        **tied,
        "areas": frozenset(area.uri for area in service.areas),
        "languages": frozenset(language.code for language in service.languages),
        "still_holds": frozenset(),
    }


def _lines(here: Held, name: str) -> Iterator[Line]:
    """The lines of one list."""
    if name == "hours":
        yield from (_week(line_id, rows) for line_id, rows in here.week_rows().items())
    elif name == "places":
        yield from (_place(place) for place in here.service.places)
    elif name == "exceptions":
        for row in here.service.exceptions:
            spans = [(row.opens_at, row.closes_at)] if row.opens_at and row.closes_at else []
            yield _line(here, name, row, hours=write_day(spans))
    else:
        rows: Iterable[Any] = getattr(here.service, "urls" if name == "links" else name)
        yield from (_line(here, name, row) for row in rows)


def _line(here: Held, name: str, row: Any, **more: str) -> Line:
    """A row with its own boxes, its English and its source."""
    cells = {cell: shown(getattr(row, box.column)) for cell, box in CELLS[name].items()} | more
    if name in ENGLISH:
        box, column = ENGLISH[name]
        cells[f"{box}_en"] = _english_of(here)(row.id, column)
    if name == "links" and row.kind == "email":
        cells["url"] = cells["url"].removeprefix("mailto:")
    return _ordered(name, row.id, cells | (_source(row) if "source" in LINES[name] else {}))


def _week(line_id: str, rows: list[Schedule]) -> Line:
    """One week of opening hours; days that several rows give are shown together."""
    first = rows[0]
    cells = {cell: shown(getattr(first, box.column)) for cell, box in CELLS["hours"].items()}
    days = {name: write_day(spans_on(rows, day)) for day, name in enumerate(DAYS, start=1)}
    return _ordered("hours", line_id, cells | days | _source(first))


def spans_on(rows: Iterable[Schedule], day: int) -> frozenset[Span]:
    """The periods that these rows give one weekday."""
    return frozenset((row.opens_at, row.closes_at) for row in rows if day in row.weekdays)


def _place(place: ServiceAtLocation) -> Line:
    """A place with the first of its addresses."""
    address = address_of(place)
    cells = {"visibility": place.location.visibility, "directions": place.location.transportation or ""}
    if address is not None:
        cells |= {"street": address.address_1, "postal_code": address.postal_code, "city": address.city}
        cells |= _source(address)
    return _ordered("places", place.id, cells)


def _ordered(name: str, line_id: str, cells: Mapping[str, str]) -> Line:
    return Line(line_id, {cell: plain(cells.get(cell, "")) for cell in LINES[name]})
