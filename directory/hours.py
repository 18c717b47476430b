"""Is a service open now, when does it close, when does it open: always in Stockholm's wall time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from directory.calendar_se import local, midnight_after
from directory.clock import STOCKHOLM
from directory.hours_words import hours_words, opens_words
from directory.openings import exception_on, holds_on, schedules_for, stretches
from directory.records import Attending, Service

__all__ = ["SEARCHED_DAYS", "OpenStatus", "hours_words", "opens_words", "status"]

SEARCHED_DAYS = 60
"""How far ahead the next opening is looked for; further away it is no help to anybody."""


@dataclass(frozen=True, slots=True)
class OpenStatus:
    """`open_now` None: the hours are not known. `opens` and `closes` are on Stockholm's clock.

    `opens` is the next opening of a closed service, `closes` the end of the present one; either is None
    when it lies further away than SEARCHED_DAYS.
    """

    open_now: bool | None
    opens: datetime | None = None
    closes: datetime | None = None


HOURS_UNKNOWN = OpenStatus(None)


def status(service: Service, now: datetime, attending: Attending | None = None) -> OpenStatus:
    """Open, closed or unknown at `now` (aware, else ValueError), for calling, coming, chatting or anything.

    A night that begins before a closed day ends at midnight.
    """
    here = local(now)
    if not service.exceptions and (service.always_open or not service.schedules):
        return OpenStatus(True) if service.always_open else HOURS_UNKNOWN
    yesterday = here.date() - timedelta(days=1)
    for begins, ends in stretches(service, attending, yesterday, SEARCHED_DAYS + 2):
        if here < begins:
            return _closed(service, attending, here.date(), begins)
        if here < ends:
            return OpenStatus(True, closes=_within_reach(ends, here.date()))
    return _closed(service, attending, here.date(), None)


def _closed(service: Service, attending: Attending | None, today: date, opens: datetime | None) -> OpenStatus:
    if not _known_on(service, attending, today):
        return HOURS_UNKNOWN
    return OpenStatus(False, opens=opens and opens.astimezone(STOCKHOLM))


def _known_on(service: Service, attending: Attending | None, day: date) -> bool:
    if service.always_open or exception_on(service, day) is not None:
        return True
    return any(holds_on(schedule, day) for schedule in schedules_for(service, attending))


def _within_reach(ends: datetime, today: date) -> datetime | None:
    horizon = midnight_after(today + timedelta(days=SEARCHED_DAYS))
    return ends.astimezone(STOCKHOLM) if ends.astimezone(UTC) < horizon else None
