"""Checking one service, point by point, and an approver's list of what waits for a second person."""

from __future__ import annotations

from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.calendar_se import local
from directory.history import RecordedSession
from directory.models import Service, StaffUser, Verification
from directory.models.staff_work import OUTCOMES
from directory.verifying import (
    METHODS,
    Attempt,
    CheckRefused,
    Refusal,
    approve,
    assign,
    attempts,
    class_of,
    decide,
    fingerprint,
    note,
    points,
    send_back,
    submitted,
    undecided,
    vouch,
    waiting_one,
)
from directory.verifying.rounds import open_check, service_named
from staff.accounts.members import ROLES
from staff.page import NotFound, Page
from staff.pages.queue import standing_words
from staff.visit import Visit

Faults = dict[str, str]
NOTHING = Attempt("", "")
MOST_NOTES = 2000

REFUSED: dict[Refusal, tuple[str, str]] = {
    Refusal.UNTICKED: (
        "points",
        "Bocka för varje uppgift som stämmer. Alla måste vara förbockade för att intyga.",
    ),
    Refusal.PENDING_CHANGES: (
        "points",
        "Ett ändringsförslag väntar på godkännande. Det måste avgöras först.",
    ),
    Refusal.CHANGED_MEANWHILE: ("points", "Uppgifterna har ändrats under tiden. Se igenom dem som de är nu."),
    Refusal.NOT_CONFIRMED: ("outcome", "Välj Allt stämmer eller Ändrat och stämmer nu för att intyga."),
    Refusal.SAME_PERSON: ("act", "Någon annan än den som gjorde kontrollen behöver avgöra det här."),
    Refusal.NOT_WAITING: ("act", "Det här är redan avgjort."),
    Refusal.NO_METHOD: ("method", "Välj hur du kontrollerade."),
    Refusal.NO_REASON: ("reason", "Skriv varför, så att nästa försök blir rätt."),
}
"""Where on the page a refusal belongs, and what it says."""


def show(visit: Visit) -> Response:
    """What there is to check, with no tick from last time."""
    return _form(visit, 200, {}, NOTHING)


def check(visit: Visit) -> Response:
    """Does what the pressed button says."""
    act, attempt = visit.form.text("act"), _attempt(visit)
    faults = _faults(act, attempt)
    if faults:
        return _form(visit, 422, faults, attempt)
    try:
        with visit.desk.writing(visit.user.email) as session:
            notice, back = _do(visit, session, _service(session, visit), act, attempt)
    except CheckRefused as refused:
        if refused.refusal is Refusal.CHANGED_MEANWHILE:
            attempt = Attempt(attempt.method, attempt.outcome, notes=attempt.notes)
        return _form(visit, 422, _told(refused), attempt)
    visit.desk.publish()
    return visit.to(back, notice)


def show_undecided(visit: Visit) -> Response:
    """Everything that waits for an approver."""
    return _undecided(visit, 200, {})


def settle(visit: Visit) -> Response:
    """An approver's yes, no, or decision about a service."""
    code, act = visit.form.text("code"), visit.form.text("act")
    try:
        with visit.desk.writing(visit.user.email) as session:
            service = service_named(session, code)
            if service is None:
                raise NotFound
            notice = _settled(visit, session, service, act)
    except CheckRefused as refused:
        field, words = REFUSED[refused.refusal]
        return _undecided(visit, 422, {f"{code}-{field if field == 'reason' else 'act'}": words})
    visit.desk.publish()
    return visit.to("/verifications", notice)


def _settled(visit: Visit, session: RecordedSession, service: Service, act: str) -> str:
    """Raises CheckRefused; NotFound for a button that is not on the page."""
    reason = visit.form.text("reason")[:MOST_NOTES]
    if act == "approve":
        approve(session, service, visit.desk.assurer_email)
        return "check_approved"
    if act == "send_back":
        send_back(session, service, reason)
        return "sent_back"
    if act in ("hide", "keep", "close"):
        decide(session, service, cast(Literal["hide", "keep", "close"], act), reason)
        return "decided"
    raise NotFound


def _do(
    visit: Visit, session: RecordedSession, service: Service, act: str, attempt: Attempt
) -> tuple[str, str]:
    """The notice and the page to go on to. Raises CheckRefused; NotFound for a button that is not there."""
    here = f"/service/{service.code}/verify"
    if act == "vouch":
        made = vouch(session, service, attempt, visit.desk.assurer_email)
        return ("saved_and_assured" if made.state == "approved" else "handed_in"), "/queue"
    if act == "save":
        made = note(session, service, attempt)
        return ("handed_in" if made.state == "submitted" else "attempt_noted"), here
    if act == "no_answer":
        note(session, service, Attempt(attempt.method or "phone", "no answer", notes=attempt.notes))
        return "attempt_noted", "/queue"
    if act in ("take", "leave"):
        assign(session, service, visit.user.email if act == "take" else None)
        return "assigned", here
    if act == "give" and visit.user.may("approver") and visit.form.text("to") in _colleagues(session):
        assign(session, service, visit.form.text("to"))
        return "assigned", here
    raise NotFound


def _attempt(visit: Visit) -> Attempt:
    form = visit.form
    return Attempt(
        method=form.text("method"),
        outcome=form.text("outcome"),
        ticks=frozenset(form.texts("tick")),
        notes=form.text("notes"),
        seen=form.text("seen"),
    )


def _faults(act: str, attempt: Attempt) -> Faults:
    """What is missing before anything is tried."""
    faults: Faults = {}
    if act in ("vouch", "save") and attempt.method not in METHODS:
        faults["method"] = REFUSED[Refusal.NO_METHOD][1]
    if act in ("vouch", "save") and attempt.outcome not in OUTCOMES:
        faults["outcome"] = "Välj vad kontrollen gav."
    if len(attempt.notes) > MOST_NOTES:
        faults["notes"] = f"Anteckningen är för lång: högst {MOST_NOTES} tecken."
    return faults


def _told(refused: CheckRefused) -> Faults:
    """The refusal at its field, and at each tick box that is empty."""
    field, words = REFUSED[refused.refusal]
    empty = dict.fromkeys(sorted(refused.unticked), "Inte förbockad.")
    return {field: words, **empty}


def _form(visit: Visit, status: int, faults: Faults, attempt: Attempt) -> Response:
    with visit.desk.reading() as session:
        service = _service(session, visit)
        row = waiting_one(session, local(visit.desk.clock()).date(), service.code)
        return visit.show(
            "verification/check.html",
            status,
            service=service,
            row=row,
            points=points(service),
            seen=fingerprint(service),
            attempts=attempts(session, service.id),
            open_check=open_check(session, service.id),
            waits=submitted(session, service.id),
            colleagues=_colleagues(session) if visit.user.may("approver") else (),
            standing=standing_words(),
            needs_second=class_of(session, service.id) == "A",
            faults=faults,
            typed=attempt,
            methods=METHODS,
            outcomes=OUTCOMES,
        )


def _undecided(visit: Visit, status: int, faults: Faults) -> Response:
    with visit.desk.reading() as session:
        cases = []
        for one in undecided(session):
            service = service_named(session, one.code)
            assert service is not None
            cases.append((one, points(service), _tried(session, service), class_of(session, service.id)))
        return visit.show("verification/undecided.html", status, cases=cases, faults=faults)


def _tried(session: Session, service: Service) -> tuple[Verification, ...]:
    return attempts(session, service.id, 3)


def _service(session: Session, visit: Visit) -> Service:
    found = service_named(session, visit.request.path_params["code"])
    if found is None:
        raise NotFound
    return found


def _colleagues(session: Session) -> tuple[str, ...]:
    """Those who may check a service."""
    may_check = ROLES[ROLES.index("editor") :]
    question = select(StaffUser.email).where(StaffUser.active.is_(True), StaffUser.role.in_(may_check))
    return tuple(session.scalars(question.order_by(StaffUser.email)))


PAGES: tuple[Page, ...] = (
    Page("/service/{code}/verify", get=show, post=check),
    Page("/verifications", get=show_undecided, post=settle, get_role="approver", post_role="approver"),
)
