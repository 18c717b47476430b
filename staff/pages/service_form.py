"""One service: everything about it, the form to change it, and its card as the chat shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.calendar_se import local
from directory.changes import pending
from directory.editing.checking import Fault, check, wording
from directory.editing.differences import merge
from directory.editing.draft import LINES, Draft
from directory.editing.drafting import draft_of, empty_draft, held
from directory.editing.saving import Saved, create, save
from directory.history import RecordedSession
from directory.models import Service
from staff.page import NotFound, Page
from staff.past.words import field_words, said
from staff.service_form.card import STYLE
from staff.service_form.choices import choices, offered
from staff.service_form.constant_line import constant_line
from staff.service_form.filled import (
    Filled,
    base_of,
    based_on,
    edition_in,
    edition_of,
    rows_since,
    stale_keys,
    typed,
    with_faults,
    with_theirs,
)
from staff.service_form.preview import previewed
from staff.service_form.sight import seen
from staff.visit import Visit

FORM = "service_form/edit.html"


def show(visit: Visit) -> Response:
    """Everything that staff should see of a service."""
    with visit.desk.reading() as session:
        sight = seen(session, _service(session, visit), visit.desk.clock())
        line = constant_line(sight.service.code)
        return visit.show("service_form/show.html", s=sight, line=line, said=said, field_words=field_words)


def preview(visit: Visit) -> Response:
    """The card in both languages, at a chosen time, for a chosen need."""
    with visit.desk.reading() as session:
        service = _service(session, visit)
        shown = previewed(session, service, visit.request.query_params, visit.desk.clock())
        return visit.show("service_form/preview.html", 422 if shown.faults else 200, p=shown)


def style(_visit: Visit) -> Response:
    """The chat's style for the preview's cards."""
    return Response(STYLE, media_type="text/css")


def edit(visit: Visit) -> Response:
    """The form, filled with what stands now."""
    with visit.desk.reading() as session:
        service = _service(session, visit)
        filled = _filled(session, service)
        return _form(visit, filled, service)


def begin(visit: Visit) -> Response:
    """The form of a new service."""
    with visit.desk.reading() as session:
        return _form(visit, based_on(Filled(empty_draft(), offered(session)), empty_draft()))


def change(visit: Visit) -> Response:
    """Saves, or adds or takes away a line of the form."""
    draft = typed(visit.form)
    moved = _moved(draft, visit.form.text("do"))
    if moved is not None:
        with visit.desk.reading() as session:
            service = _service(session, visit)
            return _form(visit, _again(visit, _filled(session, service), moved), service)
    with visit.desk.writing(visit.user.email) as session:
        outcome = _save(visit, session, _service(session, visit, for_update=True), draft)
    return _after(visit, outcome) if isinstance(outcome, Saved) else outcome


def add(visit: Visit) -> Response:
    """A new service, or another line of its form."""
    draft = typed(visit.form)
    moved = _moved(draft, visit.form.text("do"))
    if moved is not None:
        with visit.desk.reading() as session:
            return _form(visit, based_on(Filled(moved, offered(session)), empty_draft()))
    try:
        with visit.desk.writing(visit.user.email) as session:
            outcome = _create(visit, session, draft)
    except IntegrityError:  # somebody took the same code at the same moment
        with visit.desk.reading() as session:
            return _refused(visit, Filled(draft, offered(session)), (Fault("code", wording()["code_taken"]),))
    return _after(visit, outcome) if isinstance(outcome, Saved) else outcome


def _save(visit: Visit, session: RecordedSession, service: Service, draft: Draft) -> Saved | Response:
    """What was saved, or the form with what keeps it from being saved."""
    here = held(session, service)
    now = draft_of(here)
    filled = _filled(session, service)
    base = base_of(visit.form)
    draft = replace(draft.meant(), fields={**draft.fields, "code": service.code})
    if base is None or base != now:
        merged = merge(base or now, draft, now)
        if base is None or merged.theirs:
            rows = rows_since(session, service.id, edition_in(visit.form) or 0)
            return _form(visit, with_theirs(filled, merged, rows), service, 409)
        draft = merged.draft  # whoever was first wrote the same: the button was pressed twice, say
    faults = check(now, draft, choices(session, draft, filled.lists, new=False), _today(visit))
    if faults:
        return _refused(visit, replace(filled, draft=draft), faults, service)
    return save(session, here, now, draft, visit.form.text("reason").strip()[:500])


def _create(visit: Visit, session: RecordedSession, draft: Draft) -> Saved | Response:
    draft = draft.meant()
    lists = offered(session)
    faults = check(empty_draft(), draft, choices(session, draft, lists, new=True), _today(visit))
    if faults:
        return _refused(visit, based_on(Filled(draft, lists), empty_draft()), faults)
    return create(session, empty_draft(), draft, visit.form.text("reason").strip()[:500])


def _after(visit: Visit, saved: Saved) -> Response:
    """To the service's page, which says what became of the changes."""
    if saved.applied:
        visit.desk.publish()
    notice = {
        (True, False): "saved",
        (True, True): "saved_and_waiting",
        (False, True): "sent_for_approval",
        (False, False): "nothing_changed",
    }[bool(saved.applied), bool(saved.waiting)]
    return visit.to(f"/service/{saved.code}", notice)


def _moved(draft: Draft, do: str) -> Draft | None:
    """The draft with a line more or less, when the button asks for that: "add:phones", "remove:phones:0"."""
    action, _, rest = do.partition(":")
    name, _, number = rest.partition(":")
    if name not in LINES:
        return None
    if action == "add":
        return draft.with_line(name)
    places = {str(at): at for at in range(len(draft.listed(name)))}
    if action == "remove" and number in places:
        return draft.without_line(name, places[number])
    return None


def _service(session: Session, visit: Visit, *, for_update: bool = False) -> Service:
    """The service of the address, held against other writers when it is to be changed. Raises NotFound."""
    question = select(Service).where(Service.code == visit.request.path_params["code"])
    if for_update:
        question = question.with_for_update()
    service = session.scalar(question)
    if service is None:
        raise NotFound
    return service


def _filled(session: Session, service: Service) -> Filled:
    """The form filled with what stands now."""
    here = held(session, service)
    draft = draft_of(here)
    filled = Filled(
        draft,
        offered(session),
        edition=edition_of(session, service.id),
        service_id=service.id,
        stale=stale_keys(session, here.english.values()),
        waiting=pending(session, service.id),
    )
    return based_on(filled, draft)


def _again(visit: Visit, filled: Filled, draft: Draft) -> Filled:
    """The same form with other lines: it remembers what it was first filled with."""
    edition = edition_in(visit.form)
    base = base_of(visit.form) or filled.draft
    told = replace(filled, draft=draft, edition=filled.edition if edition is None else edition)
    return based_on(told, base)


def _refused(
    visit: Visit, filled: Filled, faults: tuple[Fault, ...], service: Service | None = None
) -> Response:
    return _form(visit, with_faults(filled, faults), service, 422)


def _form(visit: Visit, filled: Filled, service: Service | None = None, status: int = 200) -> Response:
    line, reason = constant_line(service.code) if service else None, visit.form.text("reason")
    return visit.show(FORM, status, f=filled, service=service, line=line, reason=reason)


def _today(visit: Visit) -> date:
    return local(visit.desk.clock()).date()


PAGES: tuple[Page, ...] = (
    Page("/services/new", get=begin, post=add, get_role="editor"),
    Page("/service/{code}", get=show),
    Page("/service/{code}/edit", get=edit, post=change, get_role="editor"),
    Page("/service/{code}/preview", get=preview),
    Page("/card.css", get=style),
)
