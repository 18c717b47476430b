"""Tests of opening hours as a line in a spreadsheet."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours_text import (
    HoursError,
    OtherDays,
    Period,
    read_other_days,
    read_week,
    write_other_days,
    write_week,
)

NINE, FOUR = time(9), time(16)
WORKDAYS = frozenset(range(1, 6))
NOTES = st.none() | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1).map(
    str.strip
).filter(bool)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DATES = st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1))
PERIODS = st.builds(
    Period,
    st.frozensets(st.integers(1, 7), min_size=1),
    TIMES,
    TIMES,
    st.booleans(),
    DATES,
    DATES,
    NOTES,
)  # fmt: skip - one line an argument


@given(st.lists(PERIODS))
def test_a_week_that_was_written_is_read_as_it_was(periods: list[Period]) -> None:
    """Whatever the hours, the dates and the note."""
    assert set(read_week(write_week(periods))) == set(periods)


def test_what_is_said_twice_is_written_once() -> None:
    """Nothing forbids two equal rows, and a line with both would be read as one."""
    period, closed = Period(WORKDAYS, NINE, FOUR), OtherDays(date(2026, 1, 1), date(2026, 1, 1))
    assert write_week([period, period]) == write_week([period])
    assert write_other_days([closed, closed]) == write_other_days([closed])


@st.composite
def exceptions(draw: st.DrawFn) -> OtherDays:
    """Closed, or other hours, on one day or more."""
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    opens, closes = draw(st.tuples(TIMES, TIMES) | st.just((None, None)))
    return OtherDays(first, last, opens, closes, draw(NOTES))


@given(st.lists(exceptions()))
def test_other_days_that_were_written_are_read_as_they_were(several: list[OtherDays]) -> None:
    """Whatever the dates, the hours and the reason."""
    several = [one for one in several if one.date_from.year > 999]
    assert set(read_other_days(write_other_days(several))) == set(several)


def test_a_week_is_written_as_people_do() -> None:
    """Days that share their hours stand together."""
    lunch = [Period(WORKDAYS, NINE, time(12), False), Period(WORKDAYS, time(13), FOUR, False)]
    saturday = Period(frozenset({6, 7}), time(10), time(23, 59), valid_from=date(2026, 6, 1), note="a]b")
    assert write_week([saturday, *lunch]) == (
        "mån-fre 09:00-12:00 13:00-16:00 ej helgdagar; lör,sön 10:00-23:59 från 2026-06-01 [a]]b]"
    )


@pytest.mark.parametrize(
    ("line", "days", "hours"),
    [
        ("mån–fre 9–16", WORKDAYS, (NINE, FOUR)),
        ("Måndag - Fredag kl 09.00 - 16.00", WORKDAYS, (NINE, FOUR)),
        ("mån, tis, ons, tors och fre 9:00-16:00", WORKDAYS, (NINE, FOUR)),
        ("vardagar: 09-16", WORKDAYS, (NINE, FOUR)),
        ("fre-mån 22-06", frozenset({5, 6, 7, 1}), (time(22), time(6))),
        ("alla dagar 00:00-24:00", frozenset(range(1, 8)), (time.min, time(23, 59))),
        ("måndagar 9-16\n", frozenset({1}), (NINE, FOUR)),
        ("lör\xa010:00-14:00;", frozenset({6}), (time(10), time(14))),
    ],
)
def test_hours_are_read_as_people_write_them(
    line: str, days: frozenset[int], hours: tuple[time, time]
) -> None:
    """Long and short names, dots and dashes."""
    (period,) = read_week(line)
    assert (period.days, period.opens_at, period.closes_at) == (days, *hours)


@pytest.mark.parametrize(
    "line",
    [
        "kvällar",
        "mån-fre",
        "09-16",
        "mån 25:00-26:00",
        "mon 09-16",
        "mån 9-16 ibland",
        "mån 9-16 från 2026-02-30",
    ],
)  # fmt: skip - one list
def test_hours_that_are_not_understood_are_refused_and_named(line: str) -> None:
    """Guessing would send somebody to a closed door."""
    with pytest.raises(HoursError) as told:
        read_week(f"tis 10-12; {line}")
    assert told.value.part == line


@pytest.mark.parametrize(
    "line", ["2026-12-24", "julafton stängt", "2026-12-26 till 2026-12-24 stängt", "2026-13-01 stängt"]
)
def test_other_days_that_are_not_understood_are_refused(line: str) -> None:
    """A date, and closed or hours."""
    with pytest.raises(HoursError):
        read_other_days(line)


@given(st.text(max_size=40))
def test_no_line_whatever_makes_it_fall_over(line: str) -> None:
    """It is read or refused."""
    for read in (read_week, read_other_days):
        with suppress(HoursError):
            read(line)
