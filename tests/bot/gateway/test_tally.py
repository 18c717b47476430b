"""The tally: whole days leave it, small ones wait, and it cannot grow."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.tally import FEWEST, MOST_DAYS, Tally
from directory.counting.counts import Cell, Turn

DAY = date(2026, 11, 24)
ASKED = Turn("sells_sex", "sv", "answered")
LOST = Turn("", "en", "not_understood")


def a_tally(*turns: Turn) -> Tally:
    """A tally that has counted these."""
    tally = Tally()
    for turn in turns:
        tally.count(turn)
    return tally


def test_nothing_leaves_before_the_day_is_over() -> None:
    """Between two days a reader of the database sees nothing new."""
    assert a_tally(*[ASKED] * 50).waiting == {}


def test_a_day_leaves_as_sums() -> None:
    """Twelve of one and three of another; no order, no times."""
    tally = a_tally(*[ASKED] * 12, *[LOST] * 3)
    tally.close(DAY)
    assert tally.waiting == {Cell(DAY, *ASKED): 12, Cell(DAY, *LOST): 3}


def test_too_few_turns_wait_for_a_later_day() -> None:
    """One visitor on a quiet site must not be a row of their own."""
    tally = a_tally(*[ASKED] * (FEWEST - 1))
    tally.close(DAY)
    assert tally.waiting == {}
    tally.count(LOST)
    later = DAY + timedelta(days=3)
    tally.close(later)
    assert tally.waiting == {Cell(later, *ASKED): 9, Cell(later, *LOST): 1}


@given(st.lists(st.lists(st.sampled_from([ASKED, LOST]), max_size=15), max_size=8))
def test_every_date_that_leaves_has_at_least_ten_turns(days: list[list[Turn]]) -> None:
    """And of all that was counted at most nine are missing."""
    tally = Tally()
    for number, turns in enumerate(days):
        for turn in turns:
            tally.count(turn)
        tally.close(DAY + timedelta(days=number))
    by_day: dict[date, int] = {}
    for cell, count in tally.waiting.items():
        by_day[cell.on] = by_day.get(cell.on, 0) + count
    assert all(count >= FEWEST for count in by_day.values())
    assert 0 <= sum(map(len, days)) - sum(by_day.values()) < FEWEST


def test_what_was_written_is_not_written_again() -> None:
    """What came meanwhile is."""
    tally = a_tally(*[ASKED] * 10)
    tally.close(DAY)
    taken = tally.waiting
    for _ in range(10):
        tally.count(ASKED)
    tally.close(DAY)
    tally.written(taken)
    assert tally.waiting == {Cell(DAY, *ASKED): 10}


def test_a_database_that_never_answers_fills_no_memory() -> None:
    """The oldest days are forgotten."""
    tally = Tally()
    for number in range(MOST_DAYS + 5):
        for _ in range(FEWEST):
            tally.count(ASKED)
        tally.close(DAY + timedelta(days=number))
    assert len(tally.waiting) == MOST_DAYS
    assert min(cell.on for cell in tally.waiting) == DAY + timedelta(days=5)
