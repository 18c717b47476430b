"""The critical facts of one service as staff check them, each number and the hours with a tick box."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from directory.hours_text import OtherDays, Period, write_other_days, write_week
from directory.models import Address, Phone, Schedule, Service, Url
from directory.models.model import Sourced
from directory.terms import terms
from directory.verifying.critical import WHO

PointKind = Literal["name", "status", "phone", "link", "hours", "address", "who", "languages"]


@dataclass(frozen=True, slots=True)
class Point:
    """One critical fact of a service. `words` are its lines as staff read them; `key` names its tick box."""

    key: str
    kind: PointKind
    words: tuple[str, ...]
    source: str = ""
    source_url: str = ""
    verified_on: date | None = None


def points(service: Service) -> tuple[Point, ...]:
    """The critical facts that the service has, in the order of checking. Name and status always."""
    found = (
        Point("name", "name", (service.name,)),
        Point("status", "status", (service.status,)),
        *(_at(f"phone:{row.id}", "phone", row, _phone_words(row), row.verified_on) for row in service.phones),
        *(_at(f"link:{row.id}", "link", row, (row.url,), row.verified_on) for row in service.urls),
        Point("hours", "hours", tuple(_hours(service))),
        *_addresses(service),
        Point("who", "who", tuple(_who(service))),
        Point("languages", "languages", tuple(_languages(service))),
    )
    return tuple(point for point in found if any(point.words))


def fingerprint(service: Service) -> str:
    """The same for the same facts: tells whether what somebody ticked is still what stands there."""
    said = "\n".join(f"{point.key}={point.words}" for point in points(service))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def contact_rows(service: Service) -> Mapping[str, Phone | Url | Address]:
    """The rows behind the tick boxes that have a date of their own, by key."""
    rows: dict[str, Phone | Url | Address] = {f"phone:{row.id}": row for row in service.phones}
    rows |= {f"link:{row.id}": row for row in service.urls}
    return rows | {f"address:{row.id}": row for place in service.places for row in place.location.addresses}


def _at(key: str, kind: PointKind, row: Sourced, words: tuple[str, ...], verified_on: date | None) -> Point:
    source = ", ".join(part for part in (row.source, row.source_date) if part)
    return Point(key, kind, words, source, row.source_url or "", verified_on)


def _phone_words(row: Phone) -> tuple[str, ...]:
    return tuple(part for part in (row.number, row.description) if part)


def _addresses(service: Service) -> Iterator[Point]:
    for place in service.places:
        for row in place.location.addresses:
            town = f"{row.postal_code} {row.city}".strip()
            street = ", ".join(part for part in (row.attention, row.address_1, row.address_2, town) if part)
            words = (street, "visas" if place.location.visibility == "public" else "visas inte")
            yield _at(f"address:{row.id}", "address", row, words, row.verified_on)


_ATTENDING: Mapping[str, str] = {"phone": "telefon", "visit": "besök", "chat": "chatt", "any": ""}


def _hours(service: Service) -> Iterator[str]:
    """A line for each way to come in touch, as staff write hours in a spreadsheet."""
    if service.always_open:
        yield "dygnet runt"
    for attending, words in _ATTENDING.items():
        rows = [row for row in service.schedules if row.attending_type == attending]
        periods = [_period(row) for row in rows if row.freq == "WEEKLY"]
        if periods:
            yield f"{words} {write_week(periods)}".strip()
        for row in rows:
            if row.freq != "WEEKLY":
                yield f"{words} varje månad {row.byday} {row.opens_at:%H:%M}-{row.closes_at:%H:%M}".strip()
    if service.exceptions:
        yield write_other_days(
            OtherDays(e.date_from, e.date_to, e.opens_at, e.closes_at) for e in service.exceptions
        )
    if service.hours_note:
        yield service.hours_note


def _period(row: Schedule) -> Period:
    return Period(
        row.weekdays, row.opens_at, row.closes_at, row.open_on_holidays, row.valid_from, row.valid_to
    )


def _who(service: Service) -> Iterator[str]:
    limits = (("från", service.minimum_age), ("till och med", service.maximum_age))
    ages = [f"{words} {age} år" for words, age in limits if age is not None]
    if ages:
        yield ", ".join(ages)
    if service.eligibility_description:
        yield service.eligibility_description
    named = sorted(row.term.name for row in service.attributes if row.link_type in WHO)
    if named:
        yield ", ".join(named)
    areas = sorted(area.name or _area_names().get(area.uri, area.uri) for area in service.areas)
    if areas:
        yield ", ".join(areas)


@cache
def _area_names() -> Mapping[str, str]:
    """What the vocabulary calls each area."""
    return {term.code: term.name_sv for term in terms() if term.taxonomy == "area"}


def _languages(service: Service) -> Iterator[str]:
    codes = sorted(language.code for language in service.languages)
    if codes:
        yield ", ".join(codes)
    if service.interpretation_services:
        yield service.interpretation_services
