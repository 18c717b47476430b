"""The same hours asked of opening-hours-py, a reader of OpenStreetMap's notation (development only)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from directory.calendar_se import is_holiday
from directory.hours import status
from directory.records import Schedule
from tests.directory.service_builders import a_service, at, weekly

opening_hours = pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")

_DAYS = ("", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@pytest.mark.parametrize("hours", ["09-16", "22-06", "16:30-23:59", "00-02", "07-21"])
@pytest.mark.parametrize("days", ["12345", "67", "3", "1234567", "47"])
@pytest.mark.parametrize("on_holidays", [True, False])
def test_another_reader_agrees(hours: str, days: str, on_holidays: bool) -> None:
    """Every half hour of three weeks around Christmas, of midsummer week, and of an ordinary week.

    One difference is meant: the morning after a holiday's night that never began is closed here, open there.
    """
    schedule = weekly(hours, frozenset(map(int, days)), open_on_holidays=on_holidays)
    service = a_service(schedules=(schedule,), always_open=False)
    theirs = opening_hours.OpeningHours(_osm(schedule), country="SE")
    for start, length in (("2026-12-21 00:00", 21), ("2026-06-15 00:00", 8), ("2026-11-23 00:00", 7)):
        for now in _half_hours(at(start), length):
            said = theirs.is_open(now.replace(tzinfo=None)) and not _morning_after(schedule, now)
            assert status(service, now).open_now is said, f"{_osm(schedule)} at {now:%Y-%m-%d %H:%M}"


def _morning_after(schedule: Schedule, now: datetime) -> bool:
    over_midnight = schedule.closes_at <= schedule.opens_at
    never_began = not schedule.open_on_holidays and is_holiday(now.date() - timedelta(days=1))
    return over_midnight and never_began and now.time() < schedule.closes_at


def _half_hours(start: datetime, days: int) -> list[datetime]:
    return [start + timedelta(minutes=30 * step) for step in range(days * 48)]


def _osm(schedule: Schedule) -> str:
    until = "24:00" if schedule.closes_at.minute == 59 else f"{schedule.closes_at:%H:%M}"
    rule = f"{','.join(_DAYS[d] for d in sorted(schedule.days))} {schedule.opens_at:%H:%M}-{until}"
    return rule if schedule.open_on_holidays else f"{rule}; PH off"
