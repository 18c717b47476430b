"""A day's opening hours as staff write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.calendar_se import END_OF_DAY
from directory.editing.weeks import DayError, Span, read_day, write_day

MINUTES = st.integers(0, 24 * 60 - 1)


@st.composite
def days(draw: st.DrawFn) -> frozenset[Span]:
    """Periods that do not meet, the last perhaps past midnight."""
    points = sorted(draw(st.sets(MINUTES, max_size=8)))
    spans = [(_at(a), _at(b)) for a, b in zip(points[::2], points[1::2], strict=False)]
    if len(points) % 2 and points[-1] > 0:
        spans.append((_at(points[-1]), _at(draw(st.integers(0, points[-1] - 1)))))
    return frozenset(spans)


def _at(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@given(days())
def test_what_is_written_is_read_as_the_same(spans: frozenset[Span]) -> None:
    """Any day."""
    assert read_day(write_day(spans)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("stängt", ()),
        ("Stängt", ()),
        ("9-12", ((time(9), time(12)),)),
        ("09.00–12.30", ((time(9), time(12, 30)),)),
        ("kl 9:00 - 12:00 och 13-16", ((time(9), time(12)), (time(13), time(16)))),
        ("09:00-12:00, 13:00-16:00", ((time(9), time(12)), (time(13), time(16)))),
        ("22:00-02:00", ((time(22), time(2)),)),
        ("08:00-24:00", ((time(8), END_OF_DAY),)),
        ("dygnet runt", ((time(0), END_OF_DAY),)),
    ],
)
def test_the_ways_that_people_write(text: str, spans: tuple[Span, ...]) -> None:
    """Points, dashes, "kl", "och", 24."""
    assert read_day(text) == frozenset(spans)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nio till tolv", "bad_hours"),
        ("09:00", "bad_hours"),
        ("25:00-26:00", "bad_hours"),
        ("24:30-25:00", "bad_hours"),
        ("09:00-09:00", "same_time_twice"),
        ("09:00-12:00, 11:00-16:00", "hours_overlap"),
        ("09:00-12:00, 09:00-12:00", "hours_overlap"),
        ("22:00-02:00, 23:00-23:30", "hours_overlap"),
    ],
)
def test_what_cannot_be_meant(text: str, fault: str) -> None:
    """Each with its own words."""
    with pytest.raises(DayError) as told:
        read_day(text)
    assert told.value.fault == fault


@given(st.text() | st.text("0123456789:-, .och"))
def test_nothing_else_is_ever_raised(text: str) -> None:
    """Whatever is typed is a day or a DayError."""
    try:
        spans = read_day(text)
    except DayError:
        return
    assert read_day(write_day(spans)) == spans
