"""The rows of `verification`: attempts that have ended, and at most one open check of a service.

The open check (no `ended_at`) says who shall do it; `due_on` is set when a change made it due.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from directory.history import RecordedSession
from directory.models import Service, Verification

MOST_SILENCES = 3
"""After so many attempts without an answer an approver decides."""


def open_check(session: Session, service_id: str) -> Verification | None:
    """The check that somebody is to make; None when nobody has been asked."""
    return next(iter(open_checks(session, service_id)), None)


def open_checks(session: Session, service_id: str) -> tuple[Verification, ...]:
    """All of them: two people may have asked for one at the same moment."""
    question = _of(service_id).where(Verification.ended_at.is_(None)).order_by(Verification.id)
    return tuple(session.scalars(question.execution_options(populate_existing=True)))


def open_or_new(session: RecordedSession, service_id: str) -> Verification:
    """The open check of a service, made when there is none."""
    known = open_check(session, service_id)
    if known is None:
        known = Verification(service_id=service_id, state="assigned", checked_fields=[])
        session.add(known)
    return known


def attempts(session: Session, service_id: str, most: int = 10) -> tuple[Verification, ...]:
    """What has been tried, newest first."""
    question = _of(service_id).where(Verification.outcome.is_not(None), Verification.ended_at.is_not(None))
    return tuple(
        session.scalars(question.order_by(Verification.ended_at.desc(), Verification.id).limit(most))
    )


def submitted(session: Session, service_id: str) -> Verification | None:
    """The check that waits for an approver."""
    question = _of(service_id).where(Verification.state == "submitted")
    return session.scalars(question.order_by(Verification.ended_at.desc())).first()


def silences(session: Session, service_id: str) -> tuple[Verification, ...]:
    """The attempts without an answer since somebody answered or the matter was settled, newest first."""
    settled = _last_answer(session, service_id)
    question = _of(service_id).where(Verification.outcome == "no answer", Verification.state == "assigned")
    if settled is not None:
        question = question.where(Verification.ended_at > settled)
    return tuple(session.scalars(question.order_by(Verification.ended_at.desc())))


def is_answer() -> ColumnElement[bool]:
    """True for a row that ends a run of silence: somebody answered, or an approver has decided."""
    return or_(Verification.state == "approved", Verification.outcome != "no answer")


def _last_answer(session: Session, service_id: str) -> datetime | None:
    mine = Verification.service_id == service_id
    return session.scalar(select(func.max(Verification.ended_at)).where(mine, is_answer()))


def service_named(session: Session, code: str) -> Service | None:
    """The service with this code."""
    return session.scalars(select(Service).where(Service.code == code)).one_or_none()


def hold(session: RecordedSession, service: Service) -> None:
    """From here to the commit nobody else saves this service; what stands there is read anew."""
    session.flush()
    session.execute(select(Service.id).where(Service.id == service.id).with_for_update())
    session.expire_all()


def _of(service_id: str) -> Select[Verification]:
    return select(Verification).where(Verification.service_id == service_id)
