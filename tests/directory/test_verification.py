"""When a service must be checked again."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import verification
from directory.verification import (
    CLASS_A_CATEGORIES,
    INTERVAL_DAYS,
    Review,
    ReviewClass,
    ReviewState,
    is_fresh,
    review,
    review_class,
)

TODAY = date(2026, 11, 24)
SEED_TERMS = Path(verification.__file__).parent / "seed" / "terms.csv"


def _assured(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


@pytest.mark.parametrize(
    ("days_ago", "a_state", "b_state"),
    [
        (0, "verified", "verified"),
        (68, "verified", "verified"),
        (69, "due_soon", "verified"),
        (89, "due_soon", "verified"),
        (90, "due", "verified"),
        (120, "due", "verified"),
        (121, "overdue", "verified"),
        (159, "overdue", "due_soon"),
        (180, "overdue", "due"),
        (211, "overdue", "overdue"),
        (365, "overdue", "overdue"),
        (366, "lapsed", "lapsed"),
        (-1, "unverified", "unverified"),
    ],
)
def test_the_state_by_age(days_ago: int, a_state: str, b_state: str) -> None:
    """90 or 180 days, a warning of 21, a grace of 30, and nothing counts for more than a year."""
    assert review(_assured(days_ago), TODAY, ReviewClass.A).state == a_state
    assert review(_assured(days_ago), TODAY, ReviewClass.B).state == b_state


def test_nobody_has_ever_assured_it() -> None:
    """Imports always land here."""
    assert review(None, TODAY, ReviewClass.A) == Review(ReviewState.UNVERIFIED, None)


def test_the_due_date() -> None:
    """Counted from the day on which it was assured."""
    assert review(TODAY, TODAY, ReviewClass.A).due_on == date(2027, 2, 22)
    assert review(TODAY, TODAY, ReviewClass.A, interval_days=30).due_on == date(2026, 12, 24)
    assert review(TODAY, TODAY, ReviewClass.A, interval_days=1000).due_on == date(2027, 11, 24)


@pytest.mark.parametrize(("days_ago", "state"), [(0, "due"), (75, "due"), (130, "overdue")])
def test_a_reported_problem_makes_it_due_at_once(days_ago: int, state: str) -> None:
    """And never makes an overdue one look better."""
    assert review(_assured(days_ago), TODAY, ReviewClass.A, problem_reported=True).state == state


@pytest.mark.parametrize(
    ("assured_ago", "changed_ago", "state"),
    [(40, 0, "due"), (40, 30, "due"), (40, 31, "overdue"), (130, 0, "overdue"), (366, 0, "lapsed")],
)
def test_a_critical_change_makes_it_due_on_that_day(assured_ago: int, changed_ago: int, state: str) -> None:
    """And it ages like any other: what staff changed and never checked is overdue after 30 days."""
    found = review(_assured(assured_ago), TODAY, ReviewClass.A, changed_on=_assured(changed_ago))
    assert found.state == state


@pytest.mark.parametrize(
    ("needs", "categories", "expected"),
    [
        (["sexual_assault"], [], "A"),
        (["partner_violence", "shelter_tonight"], [], "A"),
        (["partner_violence"], [], "B"),
        (["partner_violence"], ["violence_helpline"], "A"),
        ([], ["information", "police"], "A"),
        ([], ["information"], "B"),
        ([], [], "B"),
    ],
)
def test_the_class(needs: list[str], categories: list[str], expected: str) -> None:
    """What somebody in danger may lean on is checked twice as often."""
    assert review_class(needs, categories) == expected


def test_the_categories_are_those_of_the_directory() -> None:
    """A code that no service can have would let a helpline pass as class B."""
    with SEED_TERMS.open(encoding="utf-8", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file) if row["taxonomy"] == "category"}
    assert known >= CLASS_A_CATEGORIES


@given(st.integers(0, 800), st.sampled_from(list(ReviewClass)), st.integers(1, 500) | st.none())
def test_a_state_never_gets_better_with_time(age: int, of_class: ReviewClass, interval: int | None) -> None:
    """Day by day towards overdue, then too old to count."""
    order = ["verified", "due_soon", "due", "overdue", "lapsed"]
    states = [
        order.index(review(_assured(days), TODAY, of_class, interval_days=interval).state)
        for days in (age, age + 1)
    ]
    assert states == sorted(states)


def test_fresh_is_what_counts_on_a_card() -> None:
    """A year, both ends included, and nothing from the future."""
    assert [is_fresh(_assured(days), TODAY) for days in (-1, 0, 365, 366)] == [False, True, True, False]
    assert not is_fresh(None, TODAY)
    assert INTERVAL_DAYS[ReviewClass.A] < INTERVAL_DAYS[ReviewClass.B]


@given(
    st.integers(-400, 800), st.sampled_from(list(ReviewClass)), st.integers(0, 800) | st.none(), st.booleans()
)
def test_a_change_or_a_report_never_makes_a_service_look_better(
    age: int, of_class: ReviewClass, changed_ago: int | None, reported: bool
) -> None:
    """And never reaches one that nobody has assured, or that was assured "tomorrow"."""
    order = ["verified", "due_soon", "due", "overdue", "lapsed", "unverified"]
    plain = review(_assured(age), TODAY, of_class)
    changed_on = None if changed_ago is None else _assured(changed_ago)
    marked = review(_assured(age), TODAY, of_class, changed_on=changed_on, problem_reported=reported)
    assert order.index(marked.state) >= order.index(plain.state)
    assert (marked.state == "unverified") is (age < 0)
