"""One service as plain values: what the database holds, ready to be matched and shown.

`directory.reading` makes these from the database; `match`, `hours` and `cards` take them.
They carry no session and no engine, so everything that decides what a visitor sees is a pure
function that a test can call with a hand-made record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

Language = Literal["sv", "en"]
Anonymous = Literal["yes", "partly", "no", "unknown"]
Confidence = Literal["high", "medium", "low", "memory-unverified"]
Attending = Literal["phone", "visit", "chat", "any"]
"""What a schedule is about: calling, coming, chatting, or the service as a whole."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and English; English falls back to Swedish when it is missing."""

    sv: str
    en: str = ""

    def in_(self, language: Language) -> str:
        """The words in one language."""
        return self.en or self.sv if language == "en" else self.sv


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: a short name of the page, and the date the page itself gives.

    `read` is free text because sources are ("2024-04-16", "undated (about 2017)").
    `url` is the address the importer got, shown to staff and never to visitors.
    """

    name: str
    read: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """One number as people write it, e.g. "020-50 50 50"."""

    number: str
    label: Text
    confidence: Confidence
    source: Source | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A web page or a chat of the service; `kind` says which."""

    url: str
    label: Text
    kind: Literal["web", "chat", "email"]
    confidence: Confidence
    source: Source | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A street address that may be shown. Secret addresses are never stored."""

    text: str
    confidence: Confidence
    source: Source | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Weekly opening hours in Stockholm wall time (HSDS schedule, freq WEEKLY).

    `days`: ISO weekdays, 1 = Monday. `closes_at` earlier than or equal to `opens_at` means past
    midnight; `closes_at` 23:59 means to the end of the day. `open_on_holidays` False means closed on
    Swedish public holidays and their eves.
    """

    days: frozenset[int]
    opens_at: time
    closes_at: time
    attending: Attending = "any"
    open_on_holidays: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ScheduleException:
    """Other hours, or closed (both times None), from `date_from` to `date_to` inclusive."""

    date_from: date
    date_to: date
    opens_at: time | None = None
    closes_at: time | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One row of the directory. `code` is the stable key that scripts and tests use.

    `needs`: need code -> rank, 1 is offered first.
    `areas`: district codes, municipality codes, "stockholm_city", "stockholm_county" or "sweden".
    `hours_note`: words for hours that no schedule can hold ("evenings, nights, weekends").
    `always_open` True is 24/7; no schedules, no note and False means that the hours are not known.
    `last_resort_for`: needs that fall through to this service when no better one can be reached.
    `changed_on`: since when a critical field holds a value that nobody has assured; None when all is assured.
    `organization_phones`: the organisation's own numbers, shown when the service's may be old.
    `alert`: what is other than usual for a while, told until the end of `alert_until` (alerts.py).
    """

    code: str
    name: Text
    description: Text
    organization: str
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    confidence: Confidence = "medium"
    phones: tuple[Phone, ...] = ()
    links: tuple[Link, ...] = ()
    address: Address | None = None
    schedules: tuple[Schedule, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    always_open: bool = False
    hours_note: Text | None = None
    areas: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: frozenset[str] = frozenset()
    interpreters: bool = False
    anonymous: Anonymous = "unknown"
    what_happens: tuple[Text, ...] = ()
    needs: Mapping[str, int] = field(default_factory=dict)
    last_resort_for: Mapping[str, int] = field(default_factory=dict)
    source: Source | None = None
    assured_date: date | None = None
    categories: frozenset[str] = frozenset()
    review_interval_days: int | None = None
    changed_on: date | None = None
    organization_phones: tuple[Phone, ...] = ()
    alert: Text | None = None
    alert_until: date | None = None
