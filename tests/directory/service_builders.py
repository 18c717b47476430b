"""Hand-made services for the tests of what the directory decides; every number is reserved for fiction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from directory.clock import STOCKHOLM
from directory.records import Address, Attending, Link, Phone, Schedule, Service, Source, Text

NUMBER = "070-174 06 05"
WEEKDAYS = frozenset({1, 2, 3, 4, 5})
EVERY_DAY = frozenset(range(1, 8))


def at(text: str) -> datetime:
    """A Stockholm time from "2026-11-24 12:00"; that day is a Tuesday."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


TUESDAY_NOON = at("2026-11-24 12:00")
TUESDAY_NIGHT = at("2026-11-24 03:00")


def a_phone(number: str = NUMBER, **changes: Any) -> Phone:
    """A number that may be shown."""
    return replace(
        Phone(number, Text("Telefon", "Phone"), "high", Source("example.org", "2024-04-16")), **changes
    )


def a_link(url: str = "https://example.org/", **changes: Any) -> Link:
    """A web page that may be shown; kind="chat" makes it a chat."""
    return replace(Link(url, Text("Webbplats", "Website"), "web", "medium"), **changes)


def an_address(**changes: Any) -> Address:
    """A street address that may be shown."""
    return replace(Address("Exempelgatan 1", "medium"), **changes)


def a_service(code: str = "exempel", *, open_on: str | None = None, rank: int = 1, **changes: Any) -> Service:
    """A line with a phone for partner_violence, open day and night unless `open_on` says "09-16"."""
    made = Service(
        code=code,
        name=Text(f"Namn {code}", f"Name {code}"),
        description=Text("Stöd i samtal.", "Support in talks."),
        organization="Exempel",
        phones=(a_phone(),),
        always_open=open_on is None,
        schedules=(weekly(open_on),) if open_on else (),
        areas=frozenset({"sweden"}),
        needs={"partner_violence": rank},
        source=Source("example.org", "2023"),
    )
    return replace(made, **changes)


def no_contact(code: str = "utan-kontakt", **changes: Any) -> Service:
    """A service of which only the name and the work are known."""
    return a_service(code, **{"phones": (), "always_open": False, **changes})


def weekly(
    hours: str, days: frozenset[int] = EVERY_DAY, attending: Attending = "any", **changes: Any
) -> Schedule:
    """A schedule from "09-16" or "22:00-06:00"."""
    opens, closes = (time.fromisoformat(part if ":" in part else f"{part}:00") for part in hours.split("-"))
    return replace(Schedule(days, opens, closes, attending), **changes)


def day(text: str) -> date:
    """A date from "2026-12-24"."""
    return date.fromisoformat(text)
