"""The queue: which services to check, in the order in which they should be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Any, Literal

from sqlalchemy import Date, Select, case, func, literal, select
from sqlalchemy.orm import Session

from directory.models import ChangeRequest, ProblemReport, Service, Verification
from directory.verification import ReviewClass, ReviewState
from directory.verifying.standing_sql import Standing, silence, standing

PAGE = 50
NOBODY = "-"
"""As assignee: services that nobody has been asked to check."""
SHOWN = ("active", "temporarily closed")

_ORDER = (ReviewState.UNVERIFIED, ReviewState.DUE, ReviewState.DUE_SOON, ReviewState.VERIFIED)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which services; None takes all. `hidden` shows those that are resting instead of those in the chat."""

    of_class: ReviewClass | None = None
    state: ReviewState | None = None
    assignee: str | None = None
    reported: bool = False
    silent: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """One service in the queue. `work` is "" when nobody has begun; `reports` by field."""

    code: str
    name: str
    of_class: ReviewClass
    state: ReviewState
    assured_date: date | None
    due_on: date | None
    changed_on: date | None
    assigned_to: str | None
    work: Literal["", "assigned", "submitted", "sent back"]
    silent: int = 0
    attempts: int = 0
    last_outcome: str | None = None
    reports: Mapping[str, int] | None = None
    pending_changes: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, and how many services the filter leaves."""

    rows: tuple[Waiting, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def waiting(session: Session, today: date, chosen: Filter | None = None, page: int = 1) -> Queue:
    """A page of the queue: a problem reported on class A first, then overdue, reported, never checked, due.

    Within each class A goes before B and what is longest overdue before the rest.
    """
    by, chosen = standing(today), chosen or Filter()
    question = _where(_columns(by, today), by, chosen)
    total = session.scalar(_count(by, chosen)) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    ordered = question.order_by(*_order(by)).limit(PAGE).offset((page - 1) * PAGE)
    return Queue(_filled(session, session.execute(ordered).all()), total, page)


def waiting_one(session: Session, today: date, code: str) -> Waiting | None:
    """How one service stands; None when there is no such service."""
    question = _columns(standing(today, code), today).where(Service.code == code)
    found = _filled(session, session.execute(question).all())
    return found[0] if found else None


def counts(session: Session, today: date) -> Mapping[tuple[ReviewClass, ReviewState], int]:
    """How many services stand how; those that the chat does not offer are not counted."""
    by = standing(today)
    each = select(by.of_class.label("of_class"), by.state.label("state")).select_from(by.source)
    inner = each.where(Service.status.in_(SHOWN)).subquery()
    question = select(inner.c.of_class, inner.c.state, func.count()).group_by(inner.c.of_class, inner.c.state)
    return {(ReviewClass(c), ReviewState(s)): number for c, s, number in session.execute(question)}


def _columns(by: Standing, today: date) -> Select[*tuple[Any, ...]]:
    return select(
        Service.id,
        Service.code,
        Service.name,
        Service.assured_date,
        by.of_class.label("of_class"),
        by.state.label("state"),
        by.days_past_due.label("days_past_due"),
        by.changed_on.label("changed_on"),
        by.assigned_to.label("assigned_to"),
        by.work.label("work"),
        literal(today, Date).label("today"),
    ).select_from(by.source)


def _where(question: Select[*tuple[Any, ...]], by: Standing, chosen: Filter) -> Select[*tuple[Any, ...]]:
    question = question.where(Service.status == "inactive" if chosen.hidden else Service.status.in_(SHOWN))
    if chosen.of_class:
        question = question.where(by.of_class == chosen.of_class.value)
    if chosen.state:
        question = question.where(by.state == chosen.state.value)
    if chosen.assignee:
        is_theirs = (
            by.assigned_to.is_(None) if chosen.assignee == NOBODY else by.assigned_to == chosen.assignee
        )
        question = question.where(is_theirs)
    if chosen.reported:
        question = question.where(by.reports > 0)
    if chosen.silent:
        question = question.where(Service.id.in_(select(silence().c.service_id)))
    return question


def _count(by: Standing, chosen: Filter) -> Select[*tuple[Any, ...]]:
    """How many there are; the whole queue is counted without asking how each of them stands."""
    asks_nothing = Filter(hidden=chosen.hidden) == chosen
    counted = select(func.count()).select_from(Service if asks_nothing else by.source)
    return _where(counted, by, chosen)


def _order(by: Standing) -> tuple[Any, ...]:
    is_a = by.of_class == ReviewClass.A.value
    urgency = case(
        (is_a & (by.reports > 0), 0),
        (by.state.in_((ReviewState.OVERDUE.value, ReviewState.LAPSED.value)), 1),
        (by.reports > 0, 2),
        *((by.state == state.value, 3 + place) for place, state in enumerate(_ORDER)),
    )
    oldest = func.coalesce(by.days_past_due, 0).desc()
    return urgency, by.of_class, by.reports.desc(), oldest, Service.name, Service.code


def _filled(session: Session, rows: Iterable[Any]) -> tuple[Waiting, ...]:
    """The rows of one page with what was tried, reported and proposed."""
    rows = list(rows)
    ids = [row.id for row in rows]
    tried, reports, changes = _tried(session, ids), _reports(session, ids), _pending(session, ids)
    return tuple(
        replace(
            _waiting(row),
            attempts=len(tried.get(row.id, ())),
            last_outcome=next((outcome for outcome, _ in tried.get(row.id, ())), None),
            silent=_silent(tried.get(row.id, ())),
            reports=reports.get(row.id, {}),
            pending_changes=changes.get(row.id, 0),
        )
        for row in rows
    )


def _waiting(row: Any) -> Waiting:
    past = row.days_past_due
    return Waiting(
        code=row.code,
        name=row.name,
        of_class=ReviewClass(row.of_class),
        state=ReviewState(row.state),
        assured_date=row.assured_date,
        due_on=None if past is None or row.state == ReviewState.UNVERIFIED else row.today - timedelta(past),
        changed_on=row.changed_on,
        assigned_to=row.assigned_to,
        work=row.work,
    )


def _silent(tried: Iterable[tuple[str, str]]) -> int:
    """How many of the newest attempts got no answer."""
    return sum(1 for _ in takewhile(lambda one: one == ("no answer", "assigned"), tried))


def _tried(session: Session, ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Outcome and state of each attempt by service, newest first."""
    question = (
        select(Verification.service_id, Verification.outcome, Verification.state)
        .where(Verification.service_id.in_(ids), Verification.outcome.is_not(None))
        .order_by(Verification.ended_at.desc(), Verification.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for service_id, outcome, state in session.execute(question):
        found.setdefault(service_id, []).append((outcome or "", state))
    return found


def _reports(session: Session, ids: list[str]) -> dict[str, dict[str, int]]:
    """Open reports by service and field."""
    question = (
        select(ProblemReport.service_id, ProblemReport.field_name, func.sum(ProblemReport.count))
        .where(ProblemReport.service_id.in_(ids), ProblemReport.handled_at.is_(None))
        .group_by(ProblemReport.service_id, ProblemReport.field_name)
        .order_by(ProblemReport.service_id, ProblemReport.field_name)
    )
    found: dict[str, dict[str, int]] = {}
    for service_id, field, count in session.execute(question):
        found.setdefault(service_id, {})[field] = count
    return found


def _pending(session: Session, ids: list[str]) -> dict[str, int]:
    """Changes that wait for a second person, by service."""
    question = (
        select(ChangeRequest.service_id, func.count())
        .where(ChangeRequest.service_id.in_(ids), ChangeRequest.state == "pending")
        .group_by(ChangeRequest.service_id)
    )
    return {service_id: count for service_id, count in session.execute(question) if service_id}
