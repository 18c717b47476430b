"""What an approver decides: checks that were handed in, and services that do not answer or have closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.calendar_se import local
from directory.history import RecordedSession
from directory.models import Service, Verification
from directory.verification import ReviewClass
from directory.verifying.assuring import assure, changed_since, reopen_reports
from directory.verifying.classes import class_of
from directory.verifying.refusals import CheckRefused, Refusal
from directory.verifying.rounds import MOST_SILENCES, hold, open_check, open_or_new, silences, submitted
from directory.verifying.standing_sql import silence

Decision = Literal["hide", "keep", "close"]
STATUS_BY_DECISION = {"hide": "inactive", "close": "defunct"}
"""What the service becomes; "keep" leaves it as it is, with its date growing old."""
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Undecided:
    """A service that waits for an approver: a check handed in, or `silent` attempts without an answer."""

    code: str
    name: str
    check: Verification | None
    silent: int = 0


def undecided(session: Session) -> tuple[Undecided, ...]:
    """What waits for an approver, MOST_LISTED of a kind: the checks that were handed in first."""
    handed_in = session.execute(
        select(Service.code, Service.name, Verification)
        .join(Verification, Verification.service_id == Service.id)
        .where(Verification.state == "submitted")
        .order_by(Verification.ended_at, Service.code)
        .limit(MOST_LISTED)
    )
    waiting = tuple(Undecided(code, name, check) for code, name, check in handed_in)
    return waiting + _silent(session, {one.code for one in waiting})


def approve(session: RecordedSession, service: Service, mailbox: str | None = None) -> None:
    """Assures the service as of the day of the check. Raises CheckRefused.

    Of class A somebody else than the one who made the check. A fact that was changed after the check was
    handed in makes it worthless.
    """
    hold(session, service)
    check = _handed_in(session, service)
    made_at = _ended_at(check)
    if check.outcome == "closed":
        raise CheckRefused(Refusal.NOT_CONFIRMED)
    _require_second(session, service, check)
    if changed_since(session, service, made_at):
        raise CheckRefused(Refusal.CHANGED_MEANWHILE)
    assure(session, service, check.checked_fields, local(made_at).date(), mailbox)
    check.state, check.by = "approved", session.author.by


def send_back(session: RecordedSession, service: Service, reason: str) -> None:
    """The check has to be made again, by the same person, from the beginning. Raises CheckRefused."""
    check = _handed_in(session, service)
    if not reason.strip():
        raise CheckRefused(Refusal.NO_REASON)
    check.state, check.by = "sent back", session.author.by
    reopen_reports(session, service.id, _ended_at(check))
    again = open_or_new(session, service.id)
    again.state, again.assigned_to, again.by = "sent back", check.assigned_to, session.author.by
    again.notes, again.started_at = reason.strip(), None


def decide(session: RecordedSession, service: Service, decision: Decision, reason: str = "") -> None:
    """Hides, keeps or closes a service that has not answered three times or says that it has closed.

    Of class A by somebody who did not make the last attempt. Raises CheckRefused.
    """
    hold(session, service)
    check, silent = submitted(session, service.id), silences(session, service.id)
    last = check if check is not None and check.outcome == "closed" else None
    if last is None and len(silent) >= MOST_SILENCES:
        last = silent[0]
    if last is None:
        raise CheckRefused(Refusal.NOT_WAITING)
    _require_second(session, service, last)
    asked = open_check(session, service.id)
    changed_on = asked.due_on if asked else None
    if decision in STATUS_BY_DECISION:
        service.status = STATUS_BY_DECISION[decision]
    _settle(session, service, last, reason)
    session.flush()
    _end_open(session, service, changed_on)


def _settle(session: RecordedSession, service: Service, last: Verification, reason: str) -> None:
    """The matter is closed: the count of silent attempts begins anew."""
    now = session.clock()
    if last.state == "submitted":
        last.state = "sent back"
    session.add(
        Verification(
            service_id=service.id,
            state="approved",
            outcome=last.outcome,
            notes=reason.strip() or None,
            checked_fields=[],
            started_at=now,
            ended_at=now,
            assigned_to=last.assigned_to,
            by=session.author.by,
        )
    )


def _end_open(session: RecordedSession, service: Service, changed_on: date | None) -> None:
    """Nobody has to check any more, unless a fact was changed before that nobody has assured."""
    asked = open_check(session, service.id)
    if asked is not None and changed_on is None:
        asked.state, asked.due_on, asked.ended_at = "approved", None, session.clock()


def _silent(session: Session, but: set[str]) -> tuple[Undecided, ...]:
    """Services that have not answered often enough, those that were tried most often first."""
    tried = silence()
    question = (
        select(Service.code, Service.name, tried.c.silent)
        .join(tried, tried.c.service_id == Service.id)
        .where(tried.c.silent >= MOST_SILENCES, Service.code.not_in(but))
        .order_by(tried.c.silent.desc(), Service.code)
    )
    found = session.execute(question.limit(MOST_LISTED))
    return tuple(Undecided(code, name, None, silent) for code, name, silent in found)


def _handed_in(session: RecordedSession, service: Service) -> Verification:
    check = submitted(session, service.id)
    if check is None:
        raise CheckRefused(Refusal.NOT_WAITING)
    return check


def _require_second(session: RecordedSession, service: Service, check: Verification) -> None:
    if check.assigned_to == session.author.by and class_of(session, service.id) is ReviewClass.A:
        raise CheckRefused(Refusal.SAME_PERSON)


def _ended_at(check: Verification) -> datetime:
    assert check.ended_at is not None, "a check that was handed in has ended"
    return check.ended_at
