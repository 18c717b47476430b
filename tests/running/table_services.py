"""What a need leads to: who can be reached, and what is shown when the first one is closed or empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal

from directory.catalogue import Catalogue
from directory.clock import STOCKHOLM
from directory.contact_points import channels
from directory.match import Match, Need, find, shortlist
from directory.records import Schedule, Service
from directory.terms import NeedTerm

NOON = datetime(2026, 11, 24, 12, 30, tzinfo=STOCKHOLM)
NIGHT = datetime(2026, 11, 24, 3, 30, tzinfo=STOCKHOLM)
OFFICE_HOURS = Schedule(frozenset({1, 2, 3, 4, 5}), time(9), time(16), open_on_holidays=False)

State = Literal["open", "closed", "hours not known", "no phone or chat"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One card of an answer: the service's code, and whether somebody answers there."""

    code: str
    state: State


@dataclass(frozen=True, slots=True)
class Reach:
    """One need, for somebody of whom nothing else is known."""

    code: str
    offered: int
    reachable: int
    day_and_night: int
    first_is_closed: tuple[Shown, ...]
    first_has_no_contact: tuple[Shown, ...]


def reach(term: NeedTerm, services: Iterable[Service]) -> Reach:
    """How the directory stands for one need: at noon, at night with the first one closed, and without it."""
    catalogue = Catalogue(services)
    pool = catalogue.leading_to(term.code)
    offered = [service for service in pool if term.code in service.needs]
    reachable = [service for service in offered if channels(service, NOON.date())]
    first = _first(term.code, pool)
    return Reach(
        term.code,
        len(offered),
        len(reachable),
        sum(service.always_open for service in reachable),
        _answer(term.code, [_closed(s) if s.code == first else s for s in pool], NIGHT),
        _answer(term.code, [_empty(s) if s.code == first else s for s in pool], NOON),
    )


def _first(code: str, pool: Iterable[Service]) -> str:
    return find(Need(code), pool, NOON)[0].service.code


def _closed(service: Service) -> Service:
    """Open in office hours only."""
    return replace(service, schedules=(OFFICE_HOURS,), exceptions=(), always_open=False)


def _empty(service: Service) -> Service:
    return replace(service, phones=(), links=(), address=None)


def _answer(code: str, pool: Iterable[Service], now: datetime) -> tuple[Shown, ...]:
    shown = shortlist(find(Need(code), pool, now), now)
    return tuple(Shown(match.service.code, _state(match, now)) for match in shown)


def _state(match: Match, now: datetime) -> State:
    if not channels(match.service, now.date()):
        return "no phone or chat"
    if match.status.open_now is None:
        return "hours not known"
    return "open" if match.status.open_now else "closed"
