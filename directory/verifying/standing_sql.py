"""How every service stands, worked out by the database: the same rule as `verification.review`, for a queue.

The rule stands twice because ten thousand services have to be sorted by it; the tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Subquery, and_, case, func, literal, or_, select

from directory.models import ProblemReport, Service, ServiceIndex, Verification
from directory.verification import (
    CEILING_DAYS,
    DUE_SOON_DAYS,
    GRACE_DAYS,
    INTERVAL_DAYS,
    ReviewClass,
    ReviewState,
)
from directory.verifying.days import days_between
from directory.verifying.rounds import is_answer


@dataclass(frozen=True, slots=True)
class Standing:
    """Columns of one question to the database; `source` is what they are selected from."""

    source: Any
    of_class: ColumnElement[str]
    state: ColumnElement[str]
    days_past_due: ColumnElement[int | None]
    changed_on: ColumnElement[date | None]
    reports: ColumnElement[int]
    work: ColumnElement[str]
    assigned_to: ColumnElement[str | None]
    silent: ColumnElement[int]


def standing(today: date) -> Standing:
    """The columns as of a day."""
    told, asked, handed_in, silence = _reports(), _open(), _submitted(), _silences()
    of_class = func.coalesce(ServiceIndex.of_class, ReviewClass.B.value)
    reports = func.coalesce(told.c.reports, 0)
    past = _past_due(today, of_class, asked.c.due_on, reports)
    joined = (
        select(Service.id)
        .outerjoin(ServiceIndex, ServiceIndex.id == Service.id)
        .outerjoin(told, told.c.service_id == Service.id)
        .outerjoin(asked, asked.c.service_id == Service.id)
        .outerjoin(handed_in, handed_in.c.service_id == Service.id)
        .outerjoin(silence, silence.c.service_id == Service.id)
    )
    source = joined.get_final_froms()[0]
    return Standing(
        source=source,
        of_class=of_class,
        state=_state(today, past),
        days_past_due=past,
        changed_on=asked.c.due_on,
        reports=reports,
        work=case(
            (handed_in.c.service_id.is_not(None), "submitted"),
            (asked.c.state == "sent back", "sent back"),
            (asked.c.assigned_to.is_not(None), "assigned"),
            else_="",
        ),
        assigned_to=asked.c.assigned_to,
        silent=func.coalesce(silence.c.silent, 0),
    )


def _today(today: date) -> ColumnElement[date]:
    return literal(today, Date)


def _past_due(
    today: date, of_class: ColumnElement[str], changed_on: Any, reports: ColumnElement[int]
) -> ColumnElement[int | None]:
    """Days since the service fell due, negative before; NULL when nobody has ever assured it."""
    own = func.nullif(Service.review_interval_days, 0)
    usual = case(
        (of_class == ReviewClass.A.value, INTERVAL_DAYS[ReviewClass.A]), else_=INTERVAL_DAYS[ReviewClass.B]
    )
    wanted = func.coalesce(own, usual)
    interval = case((wanted > CEILING_DAYS, CEILING_DAYS), else_=wanted)
    by_age = days_between(_today(today), Service.assured_date) - interval
    by_change = days_between(_today(today), changed_on)
    past = case((by_change > by_age, by_change), else_=by_age)
    return case((and_(reports > 0, past < 0), 0), else_=past)


def _state(today: date, past: ColumnElement[int | None]) -> ColumnElement[str]:
    age = days_between(_today(today), Service.assured_date)
    return case(
        (or_(age.is_(None), age < 0), ReviewState.UNVERIFIED.value),
        (age > CEILING_DAYS, ReviewState.LAPSED.value),
        (past > GRACE_DAYS, ReviewState.OVERDUE.value),
        (past >= 0, ReviewState.DUE.value),
        (past >= -DUE_SOON_DAYS, ReviewState.DUE_SOON.value),
        else_=ReviewState.VERIFIED.value,
    )


def _reports() -> Subquery:
    """Open reports by service."""
    return (
        select(ProblemReport.service_id, func.sum(ProblemReport.count).label("reports"))
        .where(ProblemReport.handled_at.is_(None))
        .group_by(ProblemReport.service_id)
        .subquery("told")
    )


def _open() -> Subquery:
    """The open check of each service that has one."""
    return (
        select(
            Verification.service_id,
            func.min(Verification.due_on).label("due_on"),
            func.max(Verification.assigned_to).label("assigned_to"),
            func.max(Verification.state).label("state"),
        )
        .where(Verification.ended_at.is_(None))
        .group_by(Verification.service_id)
        .subquery("asked")
    )


def _submitted() -> Subquery:
    """Services with a check that waits for an approver."""
    question = select(Verification.service_id).where(Verification.state == "submitted").distinct()
    return question.subquery("handed_in")


def _silences() -> Subquery:
    """How often each service has not answered since somebody last did."""
    answered = (
        select(Verification.service_id, func.max(Verification.ended_at).label("at"))
        .where(is_answer())
        .group_by(Verification.service_id)
        .subquery("answered")
    )
    return (
        select(Verification.service_id, func.count().label("silent"))
        .outerjoin(answered, answered.c.service_id == Verification.service_id)
        .where(Verification.outcome == "no answer", Verification.state == "assigned")
        .where(or_(answered.c.at.is_(None), Verification.ended_at > answered.c.at))
        .group_by(Verification.service_id)
        .subquery("silence")
    )
