"""Stockholm's clock and Sweden's holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

import holidays

from directory.clock import STOCKHOLM

END_OF_DAY = time(23, 59)
"""How HSDS writes midnight at the end of a day; read literally it would close a line for its last minute."""


def local(now: datetime) -> datetime:
    """The same instant on Stockholm's clock. ValueError for a naive datetime: nobody knows what it means."""
    if now.utcoffset() is None:
        raise ValueError("the clock must be aware of its time zone")
    return now.astimezone(STOCKHOLM)


@lru_cache(maxsize=8192)
def instant(day: date, at: time, *, last: bool = False) -> datetime:
    """The UTC instant when Stockholm's wall clock shows `at`; `last` takes the second of a repeated hour.

    A time that the clock jumps over in spring becomes the instant of the jump.
    """
    wall = datetime.combine(day, at, tzinfo=STOCKHOLM)
    found = wall.replace(fold=int(last)).astimezone(UTC)
    if found.astimezone(STOCKHOLM).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    return wall.astimezone(UTC).replace(minute=0, second=0, microsecond=0)  # EU clocks jump on the whole hour


def midnight_after(day: date) -> datetime:
    """The UTC instant when the day ends."""
    return instant(day + timedelta(days=1), time.min)


@cache
def _holidays(year: int) -> frozenset[date]:
    found = holidays.country_holidays(
        "SE", years=year, categories=("public", "de_facto"), include_sundays=False
    )
    return frozenset(found)


def is_holiday(day: date) -> bool:
    """True on Swedish public holidays and on the three eves that are holidays in practice."""
    return day in _holidays(day.year)
