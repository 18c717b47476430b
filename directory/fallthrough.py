"""Nobody is left without somebody who answers: the lines that stand fast, and the way down to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from directory.calendar_se import local
from directory.contact_points import channels, contact_status, usable_phones
from directory.emergency_lines import PERMANENT, fallbacks, lines
from directory.fitting import fits, surely_fits
from directory.needs import Need
from directory.reasons import Match, reasons_for
from directory.records import Service
from directory.standing import behaviour


def guarded(services: Iterable[Service], today: date) -> dict[str, Service]:
    """Services by code, among them every emergency line, each of them with a number."""
    by_code = {service.code: service for service in services}
    return by_code | {code: _guard(by_code.get(code), line, today) for code, line in lines().items()}


def matched(service: Service, need: Need, now: datetime) -> Match:
    """The service with its reasons and its status at `now`."""
    status, today = contact_status(service, now), local(now).date()
    match = Match(service, reasons_for(service, need, status, today), status)
    return replace(match, is_sure=answers(match, need, today))


def may_answer(match: Match, today: date) -> bool:
    """True when there is a phone or a chat that is not known to be closed."""
    return match.status.open_now is not False and bool(channels(match.service, today))


def answers(match: Match, need: Need, today: date) -> bool:
    """True when somebody surely answers: in a crisis day and night, otherwise now.

    A number that nobody has checked for a year is not sure, and neither is a line for women, for men or for
    children when nobody knows who writes: a man who did not say so is left alone with a line for women.
    """
    if not channels(match.service, today) or not match.status.open_now:
        return False
    if not behaviour(match.service, today).may_come_first or not surely_fits(match.service, need):
        return False
    return match.service.always_open or not need.is_crisis


def next_reachable(
    need: Need, taken: Iterable[Match], pool: Mapping[str, Service], now: datetime
) -> tuple[Match, ...]:
    """What must follow the services already taken so that somebody answers; empty when one of them does.

    First the directory's last resorts for the need, then the constants. What did not fit is passed over,
    unless nothing else is left.
    """
    today = local(now).date()
    seen = list(taken)
    added: list[Match] = []
    for service in _ladder(need, pool):
        if any(match.is_sure for match in seen):
            break
        if channels(service, today) and service.code not in {match.service.code for match in seen}:
            seen.append(matched(service, need, now))
            added.append(seen[-1])
    return tuple(added)


def _ladder(need: Need, pool: Mapping[str, Service]) -> Iterator[Service]:
    last_resorts = [s for s in pool.values() if need.code in s.last_resort_for and fits(s, need)]
    last_resorts.sort(key=lambda s: (s.last_resort_for[need.code], s.code))
    constants = [pool[code] for code in fallbacks(need.code) if fits(pool[code], need)]
    steps = [*last_resorts, *constants]
    yield from (service for service in steps if service.code not in need.exclude)
    yield from constants


def _guard(service: Service | None, line: Service, today: date) -> Service:
    if service is None:
        return line
    if line.code not in PERMANENT:
        return service if usable_phones(service, today) else _as_offered(line, service)
    return replace(
        _as_offered(line, service),
        name=service.name,
        description=service.description,
        links=service.links,
        languages=service.languages,
        interpreters=service.interpreters,
        audiences=service.audiences | {"everyone"},
        what_happens=service.what_happens or line.what_happens,
        assured_date=service.assured_date,
        alert=None,
    )


def _as_offered(line: Service, service: Service) -> Service:
    return replace(
        line,
        needs=service.needs,
        last_resort_for=service.last_resort_for,
        alert=service.alert,
        alert_until=service.alert_until,
    )
