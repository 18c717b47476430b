"""Opening hours as stretches of time: a service's schedules and exceptions laid out on the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from directory.calendar_se import END_OF_DAY, instant, is_holiday, midnight_after
from directory.records import Attending, Schedule, ScheduleException, Service

Stretch = tuple[datetime, datetime]
"""From one UTC instant to another, the end not included."""


def schedules_for(service: Service, attending: Attending | None) -> tuple[Schedule, ...]:
    """The schedules that tell when one may call, come or chat; all of them for None."""
    if attending is None:
        return service.schedules
    return tuple(s for s in service.schedules if s.attending in (attending, "any"))


def holds_on(schedule: Schedule, day: date) -> bool:
    """True when the schedule says anything about the day; outside valid_from and valid_to nobody knows."""
    return (schedule.valid_from or day) <= day <= (schedule.valid_to or day)


def exception_on(service: Service, day: date) -> ScheduleException | None:
    """The exception that rules the day: of several, the one for the fewest days."""
    ruling = [e for e in service.exceptions if e.date_from <= day <= e.date_to]
    return min(ruling, key=lambda e: e.date_to - e.date_from, default=None)


def is_closed(exception: ScheduleException) -> bool:
    """True when the exception gives no hours."""
    return exception.opens_at is None and exception.closes_at is None


def stretch_on(day: date, opens_at: time, closes_at: time) -> Stretch:
    """The stretch that begins on a day; it may end on the next."""
    if closes_at == END_OF_DAY:
        return instant(day, opens_at), midnight_after(day)
    ends_on = day if closes_at > opens_at else day + timedelta(days=1)
    return instant(day, opens_at), instant(ends_on, closes_at, last=True)


def stretches(service: Service, attending: Attending | None, first: date, days: int) -> Iterator[Stretch]:
    """The stretches that begin on `days` days from `first`, in order, run together where they touch."""
    schedules = schedules_for(service, attending)
    running: Stretch | None = None
    for offset in range(days):
        for begins, ends in sorted(_on_day(service, schedules, first + timedelta(days=offset))):
            if running is None:
                running = begins, ends
            elif begins <= running[1]:
                running = running[0], max(running[1], ends)
            else:
                yield running
                running = begins, ends
    if running is not None:
        yield running


def _on_day(service: Service, schedules: tuple[Schedule, ...], day: date) -> list[Stretch]:
    exception = exception_on(service, day)
    if exception is not None:
        return _exceptional(exception, day)
    if service.always_open:
        return [stretch_on(day, time.min, END_OF_DAY)]
    weekly = (_weekly(service, s, day) for s in schedules if _begins_on(s, day))
    return [(begins, ends) for begins, ends in weekly if begins < ends]


def _begins_on(schedule: Schedule, day: date) -> bool:
    return holds_on(schedule, day) and day.isoweekday() in schedule.days and _works_on(schedule, day)


def _weekly(service: Service, schedule: Schedule, day: date) -> Stretch:
    """A night ends at midnight when the next day is closed or has hours of its own."""
    begins, ends = stretch_on(day, schedule.opens_at, schedule.closes_at)
    next_day = day + timedelta(days=1)
    goes_on = _works_on(schedule, next_day) and exception_on(service, next_day) is None
    return begins, ends if goes_on else min(ends, midnight_after(day))


def _works_on(schedule: Schedule, day: date) -> bool:
    return schedule.open_on_holidays or not is_holiday(day)


def _exceptional(exception: ScheduleException, day: date) -> list[Stretch]:
    if is_closed(exception):
        return []
    begins, ends = stretch_on(day, exception.opens_at or time.min, exception.closes_at or END_OF_DAY)
    return [(begins, ends)] if begins < ends else []
