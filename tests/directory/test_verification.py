"""When a service must be checked again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.verification import (
    INTERVAL_DAYS,
    Review,
    ReviewClass,
    ReviewState,
    is_fresh,
    review,
    review_class,
)

TODAY = date(2026, 11, 24)


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
        (366, "unverified", "unverified"),
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
    ("needs", "category", "expected"),
    [
        (["sexual_assault"], "", "A"),
        (["partner_violence", "shelter_tonight"], "", "A"),
        (["partner_violence"], "", "B"),
        (["partner_violence"], "violence helpline", "A"),
        ([], "police", "A"),
        ([], "information", "B"),
        ([], "", "B"),
    ],
)
def test_the_class(needs: list[str], category: str, expected: str) -> None:
    """What somebody in danger may lean on is checked twice as often."""
    assert review_class(needs, category) == expected


@given(st.integers(0, 800), st.sampled_from(list(ReviewClass)), st.integers(1, 500) | st.none())
def test_a_state_never_gets_better_with_time(age: int, of_class: ReviewClass, interval: int | None) -> None:
    """Day by day towards overdue, then unverified."""
    order = ["verified", "due_soon", "due", "overdue", "unverified"]
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
