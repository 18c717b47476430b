"""Pages of the files that have been brought in: who, when, what they changed, and taking one back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.changes import CannotApply
from directory.models import ImportBatch, MetadataRow, Service
from directory.undoing.taking_back import (
    AlreadyUndone,
    NothingToUndo,
    NotTheSame,
    Plan,
    Undone,
    preview_of_batch,
    undo_batch,
)
from staff.page import NotFound, Page
from staff.past.plans import left_told, planned
from staff.past.words import said
from staff.visit import Visit

MOST_SHOWN = 200
MOST_REASON = 500
CHANGED = "Något har ändrats sedan sidan visades. Se igenom på nytt vad som händer."
REFUSED = "Katalogens regler hindrar det: något som redan finns krockar med det som skulle tillbaka."
DONE_BEFORE = "Importen är redan tillbakatagen."


def show_all(visit: Visit) -> Response:
    """The latest first."""
    with visit.desk.reading() as session:
        question = select(ImportBatch).order_by(ImportBatch.at.desc(), ImportBatch.id).limit(MOST_SHOWN)
        return visit.show("importing/all.html", batches=session.scalars(question).all(), said=said)


def show_one(visit: Visit) -> Response:
    """One file: what it did, service by service."""
    with visit.desk.reading() as session:
        batch = _batch(session, visit)
        touched = select(MetadataRow.service_id).where(MetadataRow.batch_id == batch.id).distinct()
        question = select(Service).where(Service.id.in_(touched)).order_by(Service.name).limit(MOST_SHOWN)
        return visit.show(
            "importing/one.html",
            batch=batch,
            services=session.scalars(question).all(),
            said=said,
            can_be_undone=batch.origin == "import" and batch.undone_at is None,
        )


def show_undo(visit: Visit) -> Response:
    """What taking it back would do; nothing is changed."""
    with visit.desk.reading() as session:
        batch = _batch(session, visit)
        try:
            plan = preview_of_batch(session, batch.id)
        except (NothingToUndo, AlreadyUndone):
            return visit.to(f"/imports/{batch.id}")
        return _show_plan(visit, session, plan)


def do_undo(visit: Visit) -> Response:
    """Takes back what was shown."""
    key, shown = visit.request.path_params["batch"], visit.form.text("shown")
    reason = visit.form.text("reason").strip()[:MOST_REASON]
    try:
        with visit.desk.writing(visit.user.email) as session:
            done = undo_batch(session, _batch(session, visit).id, reason=reason, shown=shown or "-")
    except (NothingToUndo, AlreadyUndone):
        return visit.to(f"/imports/{key}")
    except (NotTheSame, CannotApply) as refused:
        changed = isinstance(refused, NotTheSame)
        with visit.desk.reading() as session:
            plan, words = preview_of_batch(session, key), CHANGED if changed else REFUSED
            return _show_plan(visit, session, plan, words, 409 if changed else 422)
    visit.desk.publish()
    return visit.to(f"/imports/{key}", _notice(done))


def _notice(done: Undone) -> str:
    return "saved_and_waiting" if done.requests else "import_undone"


def _show_plan(visit: Visit, session: Session, plan: Plan, refused: str = "", status: int = 200) -> Response:
    """The page that every undo has."""
    steps = planned(session, plan)
    return visit.show(
        "history/undo.html",
        status,
        plan=plan,
        now=[step for step in steps if not step.needs_second][:MOST_SHOWN],
        later=[step for step in steps if step.needs_second][:MOST_SHOWN],
        left=left_told(session, plan.left[:MOST_SHOWN]),
        refused=refused,
        reason=visit.form.text("reason"),
        back=f"/imports/{plan.undoes}",
    )


def _batch(session: Session, visit: Visit) -> ImportBatch:
    batch = session.get(ImportBatch, visit.request.path_params["batch"])
    if batch is None:
        raise NotFound
    return batch


PAGES: tuple[Page, ...] = (
    Page("/imports", get=show_all),
    Page("/imports/{batch}", get=show_one),
    Page("/imports/{batch}/undo", get=show_undo, post=do_undo, get_role="approver", post_role="approver"),
)
