"""What the chat does with a service by how long ago it was checked: one table, for the chat and for staff.

`match`, `cards_making` and `fallthrough` act by it; the staff pages show its words (wording.yml, standing.*).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from directory.emergency_lines import PERMANENT
from directory.records import Service
from directory.verification import Review, ReviewState, is_fresh, review, review_class


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`tells_age`: the card opens with "last checked" and its date. `gives_main_number`: the organisation's
    number stands on it too. `may_come_first`: it is offered in its place, and counts as somebody who answers.
    """

    tells_age: bool
    gives_main_number: bool
    may_come_first: bool


_PLAIN = Behaviour(tells_age=False, gives_main_number=False, may_come_first=True)
BEHAVIOUR: Mapping[ReviewState, Behaviour] = {
    ReviewState.VERIFIED: _PLAIN,
    ReviewState.DUE_SOON: _PLAIN,
    ReviewState.DUE: _PLAIN,
    ReviewState.OVERDUE: Behaviour(tells_age=True, gives_main_number=True, may_come_first=True),
    ReviewState.LAPSED: Behaviour(tells_age=True, gives_main_number=True, may_come_first=False),
    ReviewState.UNVERIFIED: _PLAIN,
}
"""Never checked is plain too: what stands there names its source, and doubtful numbers are left out."""


def review_of(service: Service, today: date) -> Review:
    """How a service stands, by what staff have done; reports from visitors do not count here."""
    return review(
        service.assured_date,
        today,
        review_class({*service.needs, *service.last_resort_for}, service.categories),
        interval_days=service.review_interval_days,
        changed_on=service.changed_on,
    )


def behaviour(service: Service, today: date) -> Behaviour:
    """What the chat does with a service today; the permanent lines are always plain."""
    if service.code in PERMANENT or service.assured_date is None:
        return _PLAIN
    return BEHAVIOUR[review_of(service, today).state]


def assured_on(service: Service, today: date) -> date | None:
    """The day on which staff vouched for all that the card shows; None when it is too old or has changed."""
    holds = is_fresh(service.assured_date, today) and service.changed_on is None
    return service.assured_date if holds else None
