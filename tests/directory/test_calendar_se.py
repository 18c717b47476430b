"""Stockholm's clock and holidays."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from directory.calendar_se import instant, is_holiday, local, midnight_after
from tests.directory.service_builders import day


@pytest.mark.parametrize(
    ("date_", "is_one"),
    [
        ("2026-12-24", True),  # julafton, a holiday in practice
        ("2026-06-19", True),  # midsommarafton
        ("2026-12-31", True),  # nyårsafton
        ("2026-06-06", True),  # nationaldagen
        ("2026-04-03", True),  # långfredagen
        ("2026-11-22", False),  # an ordinary Sunday
        ("2026-11-24", False),
    ],
)
def test_holidays_and_eves(date_: str, is_one: bool) -> None:
    """Public holidays and the three eves count, ordinary Sundays do not."""
    assert is_holiday(day(date_)) is is_one


@pytest.mark.parametrize(
    ("date_", "clock", "last", "utc"),
    [
        ("2026-11-24", time(12), False, "2026-11-24 11:00"),
        ("2026-07-01", time(12), False, "2026-07-01 10:00"),
        ("2026-03-29", time(2, 30), False, "2026-03-29 01:00"),  # jumped over: the instant of the jump
        ("2026-03-29", time(2, 30), True, "2026-03-29 01:00"),
        ("2026-10-25", time(2, 30), False, "2026-10-25 00:30"),  # shown twice: first
        ("2026-10-25", time(2, 30), True, "2026-10-25 01:30"),  # and last
    ],
)
def test_wall_time_becomes_one_instant(date_: str, clock: time, last: bool, utc: str) -> None:
    """Also on the two nights when the clock is moved."""
    assert instant(day(date_), clock, last=last) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_day_ends_at_stockholm_midnight() -> None:
    """In winter that is an hour before UTC's."""
    assert midnight_after(day("2026-11-24")) == datetime(2026, 11, 24, 23, tzinfo=UTC)


def test_a_naive_clock_is_refused() -> None:
    """A time without a zone could be anybody's."""
    with pytest.raises(ValueError, match="aware"):
        local(datetime(2026, 11, 24, 12))
