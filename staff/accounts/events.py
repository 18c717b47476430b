"""What was done to whose account: written once, shown to admins, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import StaffEvent

COMMAND_LINE = "command line"


def note(session: Session, now: datetime, by: str, about: str, what: str, detail: str = "") -> None:
    """One row; `what` is one of directory.models.staff_accounts.EVENTS. No secret goes into `detail`."""
    session.add(StaffEvent(at=now, by=by, about=about, what=what, detail=detail))


def latest(session: Session, most: int = 100, about: str | None = None) -> tuple[StaffEvent, ...]:
    """The newest events, of everybody or about one account."""
    question = select(StaffEvent).order_by(StaffEvent.at.desc(), StaffEvent.id).limit(most)
    if about is not None:
        question = question.where(StaffEvent.about == about)
    return tuple(session.scalars(question))
