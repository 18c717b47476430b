"""Need -> services in order, each with its reasons. Pure: the same question always gets the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from directory.calendar_se import local
from directory.contact_points import channels, usable_address, usable_links, usable_phones
from directory.emergency_lines import CHILDREN, DANGER
from directory.fallthrough import guarded, matched, may_answer, next_reachable
from directory.fitting import addresses, fits, is_local, limited_to, meets_in
from directory.needs import AgeGroup, Need
from directory.reasons import Match, Reason, why
from directory.records import Anonymous, Service
from directory.standing import behaviour

__all__ = [
    "AgeGroup",
    "Match",
    "Need",
    "Reason",
    "find",
    "shortlist",
    "usable_address",
    "usable_links",
    "usable_phones",
    "why",
]

_ANONYMITY: Mapping[Anonymous, int] = {"yes": 0, "partly": 1, "unknown": 1, "no": 2}


def find(need: Need, services: Iterable[Service], now: datetime) -> tuple[Match, ...]:
    """The services for a need, best first; there is always one that answers (in a crisis day and night).

    `now` is aware (else ValueError). A service whose check has lapsed stands behind the others, one that is
    not running stands last. In a crisis, one that is closed or has no phone or chat never stands before one
    that has; otherwise it keeps its place and says so.
    """
    asked = need.settled()
    today = local(now).date()
    pool = guarded(services, today)
    offered = [matched(service, asked, now) for service in _offered(asked, pool)]
    running = [match for match in offered if match.service.status == "active"]
    resting = [match for match in offered if match.service.status != "active"]
    running.sort(key=lambda match: _place(match, asked, today))
    resting.sort(key=lambda match: _place(match, asked, today))
    found = [*running, *next_reachable(asked, running, pool, now)]
    found.sort(key=lambda match: not behaviour(match.service, today).may_come_first)
    if asked.is_crisis:
        found.sort(key=lambda match: not may_answer(match, today))
    return (*found, *resting)


def shortlist(matches: Sequence[Match], now: datetime, size: int = 3) -> tuple[Match, ...]:
    """The first few, with one at their end that answers now, and one that surely does (see Match.is_sure).

    The last one makes room for it; but when a line answers some, what cannot be called does: never the first
    one, nor the office of the person's own district.
    """
    today = local(now).date()
    first = tuple(matches[:size])
    answering = [m for m in matches if m.status.open_now and channels(m.service, today)]
    if answering and not any(match in answering for match in first):
        first = (*first[: max(size - 1, 0)], answering[0])
    sure = [match for match in matches if match.is_sure]
    if sure and not any(match in sure for match in first):
        first = (*_but_one(first, today), sure[0])
    return first


def _but_one(first: tuple[Match, ...], today: date) -> tuple[Match, ...]:
    """The same without the last that cannot be called, or else without the last."""
    idle = [m for m in first[1:] if not channels(m.service, today)]
    idle = [match for match in idle if Reason.YOUR_DISTRICT not in match.reasons]
    leaving = (idle or list(first))[-1:]
    return tuple(match for match in first if match not in leaving)


def _offered(need: Need, pool: Mapping[str, Service]) -> list[Service]:
    codes = {code for code, service in pool.items() if need.code in service.needs}
    if need.is_minor:
        codes.add(CHILDREN)
    return [pool[code] for code in sorted(codes - need.exclude) if fits(pool[code], need)]


def _place(match: Match, need: Need, today: date) -> tuple[int | str, ...]:
    """Where a service stands: what keeps alive, then what fits the person, then the directory's rank."""
    service = match.service
    rank = service.needs.get(need.code, 0)  # 0: the children's line, which no need of a child has to name
    can_be_reached = bool(channels(service, today))
    return (
        not (need.is_crisis and service.code == DANGER and rank == 1),
        not (need.is_minor and service.code == CHILDREN),
        not (need.is_minor and can_be_reached and "minor" in service.audiences),
        not (can_be_reached and is_local(service, need)),
        need.gender is not None and bool(limited_to(service)) and need.gender not in limited_to(service),
        not (can_be_reached and addresses(service, need)),
        need.speaks is not None and not meets_in(service, need.speaks),
        _ANONYMITY[service.anonymous] if need.wants_anonymous else 0,
        rank,
        service.code,
    )
