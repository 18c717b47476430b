"""The rules of `verification.review` as conditions for the database, so that ten thousand need not be read.

They say the same as the function does: a test compares them service by service.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, Select, and_, case, literal, not_, or_, select, union_all
from sqlalchemy.orm import Session

from directory.models import Attribute, ProblemReport, Service, TaxonomyTerm, Verification
from directory.needs import CRISES
from directory.verification import (
    CEILING_DAYS,
    CLASS_A_CATEGORIES,
    DUE_SOON_DAYS,
    GRACE_DAYS,
    INTERVAL_DAYS,
    ReviewClass,
    ReviewState,
)

Clause = ColumnElement[bool]


def of_class(wanted: ReviewClass) -> Clause:
    """The services that are checked as often as this."""
    ids = union_all(having(("need", "last_resort"), CRISES), having(("category",), CLASS_A_CATEGORIES))
    return Service.id.in_(ids) if wanted is ReviewClass.A else Service.id.not_in(ids)


def having(link_types: Iterable[str], codes: Iterable[str]) -> Select[str]:
    """The ids of services with one of these terms; in this shape an index answers alone."""
    terms = select(TaxonomyTerm.id).where(TaxonomyTerm.code.in_(codes))
    return select(Attribute.link_id).where(
        Attribute.taxonomy_term_id.in_(terms),
        Attribute.link_type.in_(link_types),
        Attribute.link_entity == "service",
    )


def in_state(session: Session, wanted: ReviewState, today: date) -> Clause:
    """The services that stand so today."""
    never = or_(Service.assured_date.is_(None), Service.assured_date > today)
    lapsed = and_(not_(never), Service.assured_date < today - timedelta(CEILING_DAYS))
    if wanted is ReviewState.UNVERIFIED:
        return never
    if wanted is ReviewState.LAPSED:
        return lapsed
    intervals = _intervals(session)
    overdue = _due_by(today - timedelta(GRACE_DAYS + 1), intervals)
    due = or_(_due_by(today, intervals), _reported())
    soon = _due_by(today + timedelta(DUE_SOON_DAYS), intervals)
    counts = and_(not_(never), not_(lapsed))
    return {
        ReviewState.OVERDUE: and_(counts, overdue),
        ReviewState.DUE: and_(counts, due, not_(overdue)),
        ReviewState.DUE_SOON: and_(counts, soon, not_(due)),
        ReviewState.VERIFIED: and_(counts, not_(soon), not_(due)),
    }[wanted]


def _intervals(session: Session) -> frozenset[int]:
    """The lengths that are in use; there are few."""
    own = session.scalars(select(Service.review_interval_days).distinct())
    return frozenset(days for days in own if days) | frozenset(INTERVAL_DAYS.values())


def _due_by(day: date, intervals: frozenset[int]) -> Clause:
    """The services whose day to be checked is this day or earlier.

    No database subtracts days as another does, so each length of interval has its own last day.
    """
    last = {days: literal(day - timedelta(min(days, CEILING_DAYS)), Date) for days in intervals}
    by_class = case(
        (of_class(ReviewClass.A), last[INTERVAL_DAYS[ReviewClass.A]]),
        else_=last[INTERVAL_DAYS[ReviewClass.B]],
    )
    own = [(Service.review_interval_days == days, limit) for days, limit in sorted(last.items())]
    return or_(Service.assured_date <= case(*own, else_=by_class), _changed_by(day))


def _changed_by(day: date) -> Clause:
    """A critical field has held what nobody assured since this day or earlier."""
    waiting = select(Verification.service_id).where(
        Verification.ended_at.is_(None), Verification.due_on.is_not(None), Verification.due_on <= day
    )
    return Service.id.in_(waiting)


def _reported() -> Clause:
    """Visitors have said that something is wrong, and nobody has looked at it yet."""
    return Service.id.in_(select(ProblemReport.service_id).where(ProblemReport.handled_at.is_(None)))
