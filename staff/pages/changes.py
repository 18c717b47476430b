"""Changes that wait for a second person: proposed by one, approved or rejected by another."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.changes import (
    AlreadyDecided,
    CannotApply,
    ChangeFault,
    SamePerson,
    Stale,
    UnknownRequest,
    approve,
    pending,
    reject,
    request_of,
    stale_fields,
    withdraw,
)
from directory.models import ChangeRequest, Service
from directory.past_questions import decided
from staff.page import NotFound, Page
from staff.past.plans import compared, differing
from staff.past.words import field_words, means, said
from staff.visit import Visit

MOST_REASON = 500
REFUSED: dict[type[ChangeFault], str] = {
    AlreadyDecided: "Förslaget är redan avgjort.",
    SamePerson: "Du kan inte godkänna ditt eget förslag. Någon annan behöver göra det.",
    Stale: "Uppgiften har ändrats sedan förslaget lades fram. Avvisa det och lägg fram ett nytt.",
    CannotApply: "Katalogens regler hindrar ändringen, till exempel för att det som den hör till är borta.",
}
NOT_YOURS = "Bara den som lade fram förslaget kan ta tillbaka det."


def show_all(visit: Visit) -> Response:
    """Those that wait, oldest first, then those that were decided last."""
    with visit.desk.reading() as session:
        waiting, done = pending(session), decided(session)
        return visit.show(
            "changes/all.html",
            waiting=waiting,
            decided=done,
            services=_services(session, [*waiting, *done]),
            said=said,
            field_words=field_words,
        )


def show_one(visit: Visit) -> Response:
    """Before and after side by side, and what it means for visitors."""
    return _form(visit, 200)


def decide(visit: Visit) -> Response:
    """Approves or rejects, as the pressed button says."""
    act, reason = visit.form.text("act"), visit.form.text("reason").strip()[:MOST_REASON]
    if act not in ("approve", "reject"):
        return _form(visit, 422)
    if act == "reject" and not reason:
        return _form(visit, 422, {"reason": "Skriv varför, så att den som föreslog det vet."})
    key = visit.request.path_params["key"]
    try:
        with visit.desk.writing(visit.user.email) as session:
            (approve if act == "approve" else reject)(session, key, reason)
    except UnknownRequest:
        raise NotFound from None
    except ChangeFault as fault:
        return _form(visit, 409, {"act": REFUSED[type(fault)]})
    if act == "approve":
        visit.desk.publish()
    return visit.to("/changes", "approved" if act == "approve" else "rejected")


def take_back(visit: Visit) -> Response:
    """The proposer changes their mind."""
    try:
        with visit.desk.writing(visit.user.email) as session:
            withdraw(session, visit.request.path_params["key"])
    except UnknownRequest:
        raise NotFound from None
    except ChangeFault as fault:
        words = NOT_YOURS if isinstance(fault, SamePerson) else REFUSED[type(fault)]
        return _form(visit, 409, {"act": words})
    return visit.to("/changes", "withdrawn")


def _form(visit: Visit, status: int, faults: dict[str, str] | None = None) -> Response:
    with visit.desk.reading() as session:
        try:
            request = request_of(session, visit.request.path_params["key"])
        except UnknownRequest:
            raise NotFound from None
        stale = stale_fields(session, request) if request.state == "pending" else ()
        return visit.show(
            "changes/one.html",
            status,
            request=request,
            service=_services(session, [request]).get(request.service_id or ""),
            fields=compared(session, request),
            stale=differing(session, request, stale),
            own=request.submitted_by.strip().casefold() == visit.user.email.strip().casefold(),
            means=means(request.action, request.resource_type),
            said=said,
            faults=faults or {},
            reason=visit.form.text("reason"),
        )


def _services(session: Session, requests: Iterable[ChangeRequest]) -> dict[str, Service]:
    """The services that requests are about, by id."""
    ids = {request.service_id for request in requests if request.service_id}
    return {one.id: one for one in session.scalars(select(Service).where(Service.id.in_(ids)))}


PAGES: tuple[Page, ...] = (
    Page("/changes", get=show_all),
    Page("/changes/{key}", get=show_one, post=decide, post_role="approver"),
    Page("/changes/{key}/withdraw", post=take_back, post_role="editor"),
)
