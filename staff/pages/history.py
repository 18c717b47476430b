"""What has happened to the directory, and taking it back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.changes import CannotApply
from directory.history import RecordedSession
from directory.models import MetadataRow, Service
from directory.models.past import ORIGINS
from directory.past_questions import Answer, Asked, ask, people
from directory.undoing.taking_back import (
    NothingToUndo,
    NotTheSame,
    Plan,
    Undone,
    preview_of_change,
    preview_of_save,
    undo_change,
    undo_save,
)
from staff.page import NotFound, Page
from staff.past.known import stands_for_itself
from staff.past.plans import PlannedStep, left_told, planned
from staff.past.saves import saves
from staff.past.words import field_words, said
from staff.visit import Visit

PREVIEWS: dict[str, Callable[[Session, str], Plan]] = {"change": preview_of_change, "save": preview_of_save}
UNDOES: dict[str, Callable[..., Undone]] = {"change": undo_change, "save": undo_save}
MOST_REASON = 500


def of_one(visit: Visit) -> Response:
    """Everything that has happened to one service and what hangs on it."""
    with visit.desk.reading() as session:
        service = session.scalar(select(Service).where(Service.code == visit.request.path_params["code"]))
        if service is None:
            raise NotFound
        asked = Asked(service_id=service.id, field=visit.request.query_params.get("field", ""))
        answer = ask(session, asked, _page(visit))
        return visit.show(
            "history/service.html",
            service=service,
            saves=saves(session, answer.rows),
            answer=answer,
            asked=asked,
            fields=_fields(session, service.id),
            more=_more(visit, answer),
        )


def of_all(visit: Visit) -> Response:
    """What has happened lately, by whom and how."""
    told = visit.request.query_params
    first, last = (_day(told.get(name, "")) for name in ("first", "last"))
    faults = {
        name: "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-11-24."
        for name, day in (("first", first), ("last", last))
        if told.get(name) and day is None
    }
    asked = Asked(by=told.get("by", ""), origin=told.get("origin", ""), first=first, last=last)
    with visit.desk.reading() as session:
        answer = ask(session, asked, _page(visit))
        return visit.show(
            "history/all.html",
            422 if faults else 200,
            saves=saves(session, answer.rows),
            answer=answer,
            asked=asked,
            typed={name: told.get(name, "") for name in ("first", "last")},
            faults=faults,
            people=[(one, said("people", one)) for one in people(session)],
            origins=[(origin, said("origins", origin)) for origin in ORIGINS],
            more=_more(visit, answer),
        )


def show_undo(visit: Visit) -> Response:
    """What an undo would do; nothing is changed."""
    what, key = _what(visit)
    with visit.desk.reading() as session:
        try:
            plan = PREVIEWS[what](session, key)
        except NothingToUndo:
            raise NotFound from None
        return _show_plan(visit, session, plan)


def do_undo(visit: Visit) -> Response:
    """Carries out what was shown."""
    what, key = _what(visit)
    reason = visit.form.text("reason").strip()[:MOST_REASON]
    shown = visit.form.text("shown")
    try:
        with visit.desk.writing(visit.user.email) as session:
            back = _back(session, key)
            done = UNDOES[what](session, key, reason=reason, shown=shown or "-")
    except NothingToUndo:
        raise NotFound from None
    except (NotTheSame, CannotApply) as refused:
        return _refused(visit, what, key, changed=isinstance(refused, NotTheSame))
    if done.steps:
        visit.desk.publish()
    return visit.to(back, _notice(done))


def _refused(visit: Visit, what: str, key: str, *, changed: bool) -> Response:
    """The page again, with what stands now."""
    with visit.desk.reading() as session:
        words = (
            "Något har ändrats sedan sidan visades. Se igenom på nytt vad som händer."
            if changed
            else "Katalogens regler hindrar det: något som redan finns krockar med det som skulle tillbaka."
        )
        return _show_plan(visit, session, PREVIEWS[what](session, key), words, status=409 if changed else 422)


def _show_plan(
    visit: Visit, session: Session, plan: Plan, refused: str = "", *, status: int = 200
) -> Response:
    steps: tuple[PlannedStep, ...] = planned(session, plan)
    return visit.show(
        "history/undo.html",
        status,
        plan=plan,
        now=[step for step in steps if not step.needs_second],
        later=[step for step in steps if step.needs_second],
        left=left_told(session, plan.left),
        refused=refused,
        reason=visit.form.text("reason"),
        back=_back(session, _what(visit)[1]),
    )


def _notice(done: Undone) -> str:
    if done.steps and done.requests:
        return "saved_and_waiting"
    if done.requests:
        return "sent_for_approval"
    return "undone" if done.steps else "nothing_changed"


def _what(visit: Visit) -> tuple[str, str]:
    """Whether a change or a save is meant, and its id."""
    what = visit.request.path_params["what"]
    if what not in PREVIEWS:
        raise NotFound
    return what, visit.request.path_params["key"]


def _back(session: Session | RecordedSession, key: str) -> str:
    """The history that a change belongs to."""
    question = (
        select(Service.code)
        .join(MetadataRow, MetadataRow.service_id == Service.id)
        .where((MetadataRow.id == key) | (MetadataRow.save_id == key))
        .limit(1)
    )
    code = session.scalar(question)
    return f"/service/{code}/history" if code else "/history"


def _fields(session: Session, service_id: str) -> list[tuple[str, str]]:
    """The fields that have ever changed, with their words; where those are the same, with their tables."""
    question = (
        select(MetadataRow.field_name, MetadataRow.resource_type)
        .where(MetadataRow.service_id == service_id)
        .distinct()
    )
    named: dict[str, set[str]] = defaultdict(set)
    tables: dict[str, set[str]] = defaultdict(set)
    for name, table in session.execute(question):
        if stands_for_itself(table, name):
            named[name].add(field_words(table, name))
            tables[name].add(said("tables", table))
    told = {name: " / ".join(sorted(words)) for name, words in named.items()}
    again = Counter(told.values())
    full = {
        name: words if again[words] == 1 else f"{words} ({', '.join(sorted(tables[name]))})"
        for name, words in told.items()
    }
    return sorted(full.items(), key=lambda one: one[1])


def _page(visit: Visit) -> int:
    asked = visit.request.query_params.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 1


def _more(visit: Visit, answer: Answer) -> dict[str, str]:
    """Addresses of the newer and the older page; "" where there is none."""
    kept = {key: value for key, value in visit.request.query_params.items() if key != "page"}
    steps = {"newer": answer.page - 1, "older": answer.page + 1}
    return {
        name: "?" + urlencode({**kept, "page": page}) if 1 <= page <= answer.pages else ""
        for name, page in steps.items()
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


PAGES: tuple[Page, ...] = (
    Page("/service/{code}/history", get=of_one),
    Page("/history", get=of_all),
    Page("/undo/{what}/{key}", get=show_undo, post=do_undo, get_role="editor", post_role="editor"),
)
