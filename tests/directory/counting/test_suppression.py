"""Nobody can work out what is not shown: a computer tries, with the equations of everything that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.counting.figures import Asked, Month, shown_month
from directory.counting.suppression import FEWEST, Group, grouped, inside, showable
from directory.needs import CRISES

FIRST = date(2026, 9, 28)
DAYS = tuple(FIRST + timedelta(days=number) for number in range(70))
COUNTS = st.one_of(st.just(0), st.integers(0, 12), st.integers(5, 60))
NEEDS = ("", "suicide_risk", "shelter_tonight", "sells_sex", "addiction")
LANGUAGES = ("sv", "en", "other")
OUTCOMES = ("answered", "asked_back", "not_understood", "no_contact", "danger")


def possible(need: str, outcome: str) -> bool:
    """What a reader knows without any figure: who asks back has no need, and danger is a crisis."""
    if outcome in ("asked_back", "not_understood"):
        return need == ""
    if outcome == "danger":
        return need in CRISES
    return need not in CRISES and (outcome == "answered" or need != "")


Row = np.ndarray[Any, np.dtype[np.float64]]
CELLS = tuple(cell for cell in product(NEEDS, LANGUAGES, OUTCOMES) if possible(cell[0], cell[2]))


@given(st.dictionaries(st.sampled_from("abcdef"), COUNTS))
def test_what_is_hidden_cannot_be_subtracted_from_the_sum(cells: dict[str, int]) -> None:
    """It is nothing, or at least ten from at least two; or nothing is shown at all."""
    shown = showable(cells)
    hidden = [count for key, count in cells.items() if key not in shown and count]
    assert all(count >= FEWEST and cells[key] == count for key, count in shown.items())
    assert not hidden or not shown or (len(hidden) > 1 and sum(hidden) >= FEWEST)


def test_the_smallest_is_hidden_for_the_sake_of_a_small_one() -> None:
    """And only when it must be."""
    assert showable({"a": 30, "b": 12, "c": 4}) == {"a": 30}
    assert showable({"a": 30, "b": 7, "c": 4}) == {"a": 30}
    assert showable({"a": 30, "b": 12}) == {"a": 30, "b": 12}
    assert showable({"a": 30, "b": 12, "c": 6, "d": 7}, [("b", "c")]) == {"a": 30}
    # "b" is hidden for the sake of "a"; who knows b + d must not get "b", and with it "a"
    assert showable({"a": 3, "b": 12, "c": 40, "d": 50}, [("b", "d")]) == {"c": 40}


def rank(rows: Iterable[Row]) -> int:
    """How many of the equations say something new."""
    held = list(rows)
    return int(np.linalg.matrix_rank(np.array(held))) if held else 0


def follows(wanted: Row, rows: list[Row]) -> bool:
    """True when the equations give this sum away."""
    return rank([*rows, wanted]) == rank(rows)


def a_month(counts: Mapping[tuple[str, str, str], int]) -> Month:
    """What is shown of these turns."""
    needs: Counter[Asked] = Counter()
    languages: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for (need, language, outcome), count in counts.items():
        needs[Asked(need, outcome != "no_contact")] += count
        languages[language] += count
        outcomes[outcome] += count
    return shown_month(FIRST, needs, languages, outcomes, is_running=False)  # type: ignore[arg-type] # words of the test


def sums(month: Month) -> tuple[dict[object, Row], set[object]]:
    """Every figure that a month can have, as a row of an equation; and which of them are shown."""
    every: dict[object, Row] = {}
    for need, contact in product(NEEDS[1:], (True, False)):
        every[Asked(need, contact)] = np.array(
            [cell[0] == need and (cell[2] != "no_contact") == contact for cell in CELLS], dtype=float
        )
    for language in LANGUAGES:
        every[language] = np.array([cell[1] == language for cell in CELLS], dtype=float)
    for outcome in OUTCOMES:
        every[outcome] = np.array([cell[2] == outcome for cell in CELLS], dtype=float)
    return every, {*month.needs, *month.languages, *month.outcomes}


@settings(max_examples=150)
@given(st.lists(COUNTS, min_size=len(CELLS), max_size=len(CELLS)))
def test_no_hidden_figure_of_a_month_follows_from_the_shown_ones(values: list[int]) -> None:
    """Also for one who knows the sum of all, the sum without a need, and that every danger is a crisis."""
    counts = dict(zip(CELLS, values, strict=True))
    every, shown = sums(a_month(counts))
    rows = [every[name] for name in shown]
    rows.append(np.ones(len(CELLS)))
    rows.append(np.array([cell[0] == "" for cell in CELLS], dtype=float))
    for name, row in every.items():
        true = int(row @ np.array(values))
        if name not in shown and 0 < true < FEWEST and shown:
            assert not follows(row, rows), name


def test_the_computer_does_find_what_is_given_away() -> None:
    """The control: without the smallest hidden too, one small need follows from the others."""
    rows = [np.array([1.0, 1, 1]), np.array([1.0, 0, 0]), np.array([0.0, 1, 0])]
    assert follows(np.array([0.0, 0, 1]), rows)
    assert not follows(np.array([0.0, 0, 1]), rows[:2])


def test_a_running_month_is_told_in_tens() -> None:
    """The difference of two mornings is not a night's visitors."""
    needs = {Asked("sells_sex", True): 29, Asked("addiction", True): 12, Asked("buys_sex", False): 31}
    month = shown_month(FIRST, needs, {"sv": 72}, {"answered": 41, "no_contact": 31}, is_running=True)
    assert month.needs == {asked: count - count % 10 for asked, count in needs.items()}
    assert (month.languages, month.outcomes) == ({"sv": 70}, {"answered": 40, "no_contact": 30})


by_day = st.lists(COUNTS, min_size=len(DAYS), max_size=len(DAYS)).map(
    lambda counts: dict(zip(DAYS, counts, strict=True))
)


@given(by_day)
def test_the_course_is_made_of_groups_that_are_never_small(counts: dict[date, int]) -> None:
    """Each day at most once; a small day always together with another one; a large month is all there."""
    groups = grouped(counts)
    days = [day for group in groups for day in group.days]
    assert len(days) == len(set(days))
    for group in groups:
        assert group.count == sum(counts[day] for day in group.days) >= FEWEST
        assert len({day.month for day in group.days}) == 1
        assert len(group.days) > 1 or counts[min(group.days)] >= FEWEST
    for number in {day.month for day in DAYS}:
        of_month = sum(count for day, count in counts.items() if day.month == number)
        told = sum(group.count for group in groups if min(group.days).month == number)
        assert told == (of_month if of_month >= FEWEST else 0)


@settings(max_examples=40)
@given(by_day)
@example(dict.fromkeys(DAYS, 9))
@example({**dict.fromkeys(DAYS, 11), DAYS[3]: 4})
def test_no_small_day_week_or_month_follows_from_the_course(counts: dict[date, int]) -> None:
    """From all days, weeks and months together."""
    groups, periods = grouped(counts), list(all_periods())
    rows = [row_of(groups, period) for period in periods]
    rows = [row for row in rows if row.any()]
    for period in periods:
        wanted = np.array([period[0] <= day <= period[1] for day in DAYS], dtype=float)
        wanted[[counts[day] == 0 for day in DAYS]] = 0
        if 0 < sum(count for day, count in counts.items() if period[0] <= day <= period[1]) < FEWEST:
            assert not follows(wanted, rows)


def all_periods() -> Iterable[tuple[date, date]]:
    """Every day, week and month."""
    yield from ((day, day) for day in DAYS)
    yield from ((day, day + timedelta(days=6)) for day in DAYS if day.weekday() == 0)
    for first in (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)):
        yield first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def row_of(groups: Iterable[Group], period: tuple[date, date]) -> Row:
    """The days that the figure of a period sums up."""
    within = [group for group in groups if inside([group], *period)]
    return np.array([any(day in group.days for group in within) for day in DAYS], dtype=float)
