"""The same directory in hard times: old, empty, closed, moved away, or all verified at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from directory.records import Service
from tests.directory.service_builders import WEEKDAYS, a_phone, weekly

DAY = date(2026, 12, 22)
LONG_AGO = DAY - timedelta(days=400)
AWAY = frozenset({"malmo"})


def untouched(service: Service) -> Service:
    """As it is, which nobody has checked."""
    return service


def old(service: Service) -> Service:
    """Assured more than a year ago and never again: the city has wound the directory down."""
    phones = tuple(replace(phone, verified_on=LONG_AGO) for phone in service.phones)
    links = tuple(replace(link, verified_on=LONG_AGO) for link in service.links)
    return replace(service, phones=phones, links=links, assured_date=LONG_AGO)


def doubted(service: Service) -> Service:
    """Nothing on it is more than remembered."""
    phones = tuple(replace(phone, confidence="low", verified_on=None) for phone in service.phones)
    links = tuple(replace(link, confidence="low", verified_on=None) for link in service.links)
    return replace(service, phones=phones, links=links, confidence="low")


def emptied(service: Service) -> Service:
    """No number, no page, no door."""
    return replace(service, phones=(), links=(), address=None)


def resting(service: Service) -> Service:
    """Closed for a while."""
    return replace(service, status="temporarily closed")


def gone(service: Service) -> Service:
    """Closed for good."""
    return replace(service, status="defunct")


def away(service: Service) -> Service:
    """For another municipality only."""
    return replace(service, areas=AWAY)


def verified(service: Service) -> Service:
    """With a number that staff have checked, answered in office hours only."""
    phone = a_phone(confidence="low", verified_on=DAY)
    hours = weekly("09-16", WEEKDAYS, open_on_holidays=False)
    return replace(
        service, phones=(phone,), schedules=(hours,), exceptions=(), always_open=False, assured_date=DAY
    )


def awake(service: Service) -> Service:
    """With a number that answers day and night."""
    phone = a_phone(confidence="low", verified_on=DAY)
    return replace(service, phones=(phone,), schedules=(), always_open=True, assured_date=DAY)


TIMES: Mapping[str, Callable[[Service], Service]] = {
    made.__name__: made for made in (untouched, old, doubted, emptied, resting, gone, away, verified, awake)
}
