"""Making a check: who shall do it, what was tried, and handing it in.

Class B: "Spara och intyga" assures at once, an editor's word is enough. Class A: it is handed in, and moves
no date before somebody else with the right to approve has said yes (deciding.py). That a service has closed
is always handed in: taking it away is no less grave than a wrong number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.calendar_se import local
from directory.history import RecordedSession
from directory.models import Service, Verification
from directory.verification import ReviewClass
from directory.verifying.assuring import assure, require_assurable, settle_reports
from directory.verifying.classes import class_of
from directory.verifying.points import fingerprint
from directory.verifying.refusals import CheckRefused, Refusal
from directory.verifying.rounds import hold, open_check, open_or_new, submitted

METHODS = ("phone", "email", "web", "visit", "chat")
CONFIRMING = frozenset({"confirmed", "changed"})
"""Outcomes after which somebody can vouch for the whole."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody did: `ticks` are keys of points that hold, `seen` the fingerprint of what they saw."""

    method: str
    outcome: str
    ticks: frozenset[str] = field(default_factory=frozenset)
    notes: str = ""
    seen: str = ""


def assign(session: RecordedSession, service: Service, to: str | None) -> Verification:
    """Gives the check to somebody, or back to nobody. What was sent back stays so until it is made again."""
    check = open_or_new(session, service.id)
    check.assigned_to, check.by = to, session.author.by
    check.started_at = check.started_at or session.clock()
    return check


def note(session: RecordedSession, service: Service, attempt: Attempt) -> Verification:
    """ "Spara" and "Ingen svarade": the attempt is kept, and no date moves.

    Of a service that has closed an approver decides. Raises CheckRefused.
    """
    state = "submitted" if attempt.outcome == "closed" else "assigned"
    if state == "submitted":
        _replace_submitted(session, service)
    return _ended(session, service, attempt, state)


def vouch(
    session: RecordedSession, service: Service, attempt: Attempt, mailbox: str | None = None
) -> Verification:
    """ "Spara och intyga": assures a service of class B, hands in one of class A. Raises CheckRefused."""
    if attempt.outcome not in CONFIRMING:
        raise CheckRefused(Refusal.NOT_CONFIRMED)
    hold(session, service)
    if attempt.seen != fingerprint(service):
        raise CheckRefused(Refusal.CHANGED_MEANWHILE)
    require_assurable(session, service, attempt.ticks)
    _replace_submitted(session, service)
    needs_second = class_of(session, service.id) is ReviewClass.A
    check = _ended(session, service, attempt, "submitted" if needs_second else "approved")
    settle_reports(session, service.id, session.clock())
    if not needs_second:
        assure(session, service, attempt.ticks, local(session.clock()).date(), mailbox)
    return check


def _ended(session: RecordedSession, service: Service, attempt: Attempt, state: str) -> Verification:
    """The attempt as a row of its own. Raises CheckRefused when nobody says how it was made."""
    if attempt.method not in METHODS:
        raise CheckRefused(Refusal.NO_METHOD)
    asked, now = open_check(session, service.id), session.clock()
    check = Verification(
        service_id=service.id,
        state=state,
        method=attempt.method,
        outcome=attempt.outcome,
        notes=attempt.notes.strip() or None,
        checked_fields=sorted(attempt.ticks),
        started_at=asked.started_at if asked and asked.started_at else now,
        ended_at=now,
        assigned_to=session.author.by,
        by=session.author.by,
    )
    session.add(check)
    return check


def _replace_submitted(session: RecordedSession, service: Service) -> None:
    """A newer check stands for an older one that nobody had decided on."""
    older = submitted(session, service.id)
    if older is not None:
        older.state = "sent back"
