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


def standing(today: date, only: str | None = None) -> Standing:
    """The columns as of a day; `only` is the code of the one service that is asked for."""
    told, rounds = _reports(only), _rounds(only)
    of_class = func.coalesce(ServiceIndex.of_class, ReviewClass.B.value)
    reports = func.coalesce(told.c.reports, 0)
    past = _past_due(today, of_class, rounds.c.due_on, reports)
    joined = (
        select(Service.id)
        .outerjoin(ServiceIndex, ServiceIndex.id == Service.id)
        .outerjoin(told, told.c.service_id == Service.id)
        .outerjoin(rounds, rounds.c.service_id == Service.id)
    )
    return Standing(
        source=joined.get_final_froms()[0],
        of_class=of_class,
        state=_state(today, past),
        days_past_due=past,
        changed_on=rounds.c.due_on,
        reports=reports,
        work=case(
            (rounds.c.submitted == 1, "submitted"),
            (rounds.c.state == "sent back", "sent back"),
            (rounds.c.assigned_to.is_not(None), "assigned"),
            else_="",
        ),
        assigned_to=rounds.c.assigned_to,
    )


def silence() -> Subquery:
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


def _reports(only: str | None) -> Subquery:
    """Open reports by service."""
    question = select(ProblemReport.service_id, func.sum(ProblemReport.count).label("reports"))
    question = question.where(ProblemReport.handled_at.is_(None), *_of(ProblemReport.service_id, only))
    return question.group_by(ProblemReport.service_id).subquery("told")


def _rounds(only: str | None) -> Subquery:
    """The open check of each service, and whether one waits for an approver, in one walk."""
    is_open = Verification.ended_at.is_(None)
    question = select(
        Verification.service_id,
        func.min(case((is_open, Verification.due_on))).label("due_on"),
        func.max(case((is_open, Verification.assigned_to))).label("assigned_to"),
        func.max(case((is_open, Verification.state))).label("state"),
        func.max(case((Verification.state == "submitted", 1), else_=0)).label("submitted"),
    ).where(or_(is_open, Verification.state == "submitted"), *_of(Verification.service_id, only))
    return question.group_by(Verification.service_id).subquery("rounds")


def _of(service_id: Any, only: str | None) -> tuple[ColumnElement[bool], ...]:
    if only is None:
        return ()
    return (service_id == select(Service.id).where(Service.code == only).scalar_subquery(),)
