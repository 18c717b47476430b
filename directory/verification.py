"""When a service must be checked again, and how far it has come: derived from dates alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directory.needs import CRISES

CEILING_DAYS = 365
"""Older than this, an assurance counts as none at all."""
DUE_SOON_DAYS = 21
GRACE_DAYS = 30

CLASS_A_CATEGORIES = frozenset(
    {
        "emergency",
        "police",
        "social_services",
        "violence_helpline",
        "shelter",
        "mental_health",
        "prostitution_support",
    }
)
"""Categories (codes of seed/terms.csv) where a wrong number can cost a life: lines, shelters, police, social
emergency, and the city's own unit."""


class ReviewClass(StrEnum):
    """How often a service is checked: A every 90 days, B every 180."""

    A = "A"
    B = "B"


class ReviewState(StrEnum):
    """How far a service is from its next check."""

    VERIFIED = "verified"
    DUE_SOON = "due_soon"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    UNVERIFIED = "unverified"


INTERVAL_DAYS: Mapping[ReviewClass, int] = {ReviewClass.A: 90, ReviewClass.B: 180}


@dataclass(frozen=True, slots=True)
class Review:
    """Where one service stands; `due_on` is None when nobody has ever assured it."""

    state: ReviewState
    due_on: date | None


def review_class(need_codes: Iterable[str], categories: Iterable[str] = ()) -> ReviewClass:
    """A for what somebody in danger may lean on: offered or last resort in a crisis, or such a category."""
    if CRISES.isdisjoint(need_codes) and CLASS_A_CATEGORIES.isdisjoint(categories):
        return ReviewClass.B
    return ReviewClass.A


def is_fresh(assured: date | None, today: date) -> bool:
    """True when the assurance counts: made, not in the future, and not older than CEILING_DAYS."""
    return assured is not None and 0 <= (today - assured).days <= CEILING_DAYS


def review(
    assured: date | None,
    today: date,
    of_class: ReviewClass,
    *,
    interval_days: int | None = None,
    changed_on: date | None = None,
    problem_reported: bool = False,
) -> Review:
    """The state of a service on a day.

    `interval_days` is the service's own interval when it has one, never longer than CEILING_DAYS.
    `changed_on` is the day on which a critical field got another value that nobody has assured: the service
    is due from then on. A reported problem makes it due at once, but does not age: what visitors press can
    put a service on the staff's table, and never move it in the chat.
    """
    if assured is None or assured > today:
        return Review(ReviewState.UNVERIFIED, None)
    due_on = assured + timedelta(min(interval_days or INTERVAL_DAYS[of_class], CEILING_DAYS))
    due_on = min(due_on, changed_on or due_on)
    if problem_reported:
        due_on = min(due_on, today)
    if not is_fresh(assured, today):
        return Review(ReviewState.LAPSED, due_on)
    return Review(_state((today - due_on).days), due_on)


def _state(days_past_due: int) -> ReviewState:
    if days_past_due > GRACE_DAYS:
        return ReviewState.OVERDUE
    if days_past_due >= 0:
        return ReviewState.DUE
    return ReviewState.DUE_SOON if days_past_due >= -DUE_SOON_DAYS else ReviewState.VERIFIED
