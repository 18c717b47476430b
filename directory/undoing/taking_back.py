"""Taking back what was done: one change, one save, a whole import. An undo is a change like any other.

First a plan is shown (`preview_of_...`), then the same plan is carried out (`undo_...`). What somebody has
changed since is left as it is and listed. What needs a second person becomes a change request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.changes import ChangeFault, Proposed, keeping_the_rules, propose
from directory.following import leader
from directory.history import RecordedSession
from directory.models import ImportBatch, MetadataRow, Model, Service, Translation
from directory.undoing.leaning import rows_by_key
from directory.undoing.plan import Left, Plan, Step
from directory.undoing.steps import plan_of
from directory.values import put, restore, texts_of

__all__ = [
    "BY_FILES",
    "AlreadyUndone",
    "Left",
    "NotTheSame",
    "NothingToUndo",
    "Plan",
    "Step",
    "Undone",
    "preview_of_batch",
    "preview_of_change",
    "preview_of_save",
    "undo_batch",
    "undo_change",
    "undo_save",
]


_WITH_LISTS = frozenset({"service", "location"})
_COMES_ALONG = frozenset({"organization", "location", "address"})
"""Tables whose rows may have come with a service and belong to no service of their own."""
BY_FILES = frozenset({"import", "seed"})


class NothingToUndo(ChangeFault):
    """The history holds no such change, save or import."""


class AlreadyUndone(ChangeFault):
    """The import has been taken back before."""


class NotTheSame(ChangeFault):
    """The directory has changed since the plan was shown; the new plan comes along."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the directory has changed since this was shown")
        self.plan = plan


@dataclass(frozen=True, slots=True)
class Undone:
    """What was done at once, the ids of the requests that wait for a second person, and what was left."""

    steps: tuple[Step, ...]
    requests: tuple[str, ...]
    left: tuple[Left, ...]


def preview_of_change(session: Session, change_id: str) -> Plan:
    """What it means to take back one changed field, or one row that was made or taken away.

    `change_id` is the id of a row of the history. With a row go its translations of the same save, with a
    field those that follow from it. Raises NothingToUndo.
    """
    change = session.get(MetadataRow, change_id)
    if change is None:
        raise NothingToUndo("the history holds no such change")
    if change.last_action_type == "update":
        rows = [row for row in _same_save(session, change) if _is_of(row, change)]
        return plan_of(session, rows, change.id, whole_import=False)
    rows = [row for row in _same_save(session, change) if row.last_action_type == change.last_action_type]
    if change.resource_type == Service.__tablename__:
        rows = [row for row in rows if _comes_with(row, change.resource_id)]
    else:
        words = {
            row.resource_id
            for row in rows
            if row.resource_type == Translation.__tablename__
            and row.field_name == "resource_id"
            and change.resource_id in (row.previous_value, row.replacement_value)
        }
        rows = [row for row in rows if row.resource_id in {change.resource_id, *words}]
    return plan_of(session, rows, change.id, whole_import=False)


def preview_of_save(session: Session, save_id: str) -> Plan:
    """What it means to take back all that was saved at once. Raises NothingToUndo.

    A file that came in is taken back as an import, by those who may, and the project's own services never.
    """
    rows = _told(session, MetadataRow.save_id == save_id)
    if not rows or any(row.origin in BY_FILES for row in rows):
        raise NothingToUndo("the history holds no such save, or a file came in with it")
    return plan_of(session, rows, save_id, whole_import=False)


def preview_of_batch(session: Session, batch_id: str) -> Plan:
    """What it means to take back a whole import. Raises NothingToUndo, AlreadyUndone."""
    _batch(session, batch_id)
    return plan_of(session, _told(session, MetadataRow.batch_id == batch_id), batch_id, whole_import=True)


def undo_change(session: RecordedSession, change_id: str, *, reason: str = "", shown: str = "") -> Undone:
    """Carries out `preview_of_change`; `shown` is the fingerprint of the plan that was confirmed.

    Raises NothingToUndo, NotTheSame, changes.CannotApply; then nothing has been changed.
    """
    return _undo(session, preview_of_change(session, change_id), reason, shown)


def undo_save(session: RecordedSession, save_id: str, *, reason: str = "", shown: str = "") -> Undone:
    """Carries out `preview_of_save`; as `undo_change`."""
    return _undo(session, preview_of_save(session, save_id), reason, shown)


def undo_batch(session: RecordedSession, batch_id: str, *, reason: str = "", shown: str = "") -> Undone:
    """Carries out `preview_of_batch` and notes on the import who took it back; as `undo_change`.

    Raises AlreadyUndone too.
    """
    batch = _batch(session, batch_id, hold=True)
    done = _undo(session, preview_of_batch(session, batch_id), reason, shown)
    batch.undone_at, batch.undone_by = session.clock(), session.author.by
    session.flush()
    return done


def _undo(session: RecordedSession, plan: Plan, reason: str, shown: str) -> Undone:
    """The plan's steps under the name of the session's author."""
    if shown and shown != plan.fingerprint:
        raise NotTheSame(plan)
    with session.acting("undo", undoes=plan.undoes), keeping_the_rules(session):
        _carry_out(session, plan)
    session.expire_all()  # lists of rows that have come or gone would be the old ones
    requests = tuple(propose(session, _proposed(step), reason).id for step in plan.for_two)
    return Undone(plan.direct, requests, plan.left)


def _carry_out(session: RecordedSession, plan: Plan) -> None:
    """Rows that others hang on come first and go last. Raises NotTheSame when somebody has just been here."""
    order = {table.name: place for place, table in enumerate(Model.metadata.sorted_tables)}
    steps = sorted(plan.direct, key=lambda step: order[step.resource_type])
    there = rows_by_key(session, [step.key for step in steps], hold=True)
    if any(_has_moved(step, there.get(step.key)) for step in steps):
        raise NotTheSame(plan)
    for _table, some in groupby(steps, key=lambda step: step.resource_type):
        created = [step for step in some if step.action == "create"]
        session.add_all(restore(step.resource_type, step.resource_id, step.after) for step in created)
        session.flush()
    for step in steps:
        if step.action == "update":
            put(there[step.key], step.after)
    session.flush()
    for _table, some in groupby(reversed(steps), key=lambda step: step.resource_type):
        with session.no_autoflush:  # one flush a table, not one a row
            for step in some:
                if step.action == "delete":
                    if step.resource_type in _WITH_LISTS:
                        session.refresh(there[step.key])  # its lists still hold what has just gone
                    session.delete(there[step.key])
        session.flush()


def _has_moved(step: Step, row: Model | None) -> bool:
    """True when a row is no longer as the plan saw it."""
    now = texts_of(row) if row is not None else {}
    return (row is None) != (step.action == "create") or any(
        now[name] != text for name, text in step.before.items()
    )


def _proposed(step: Step) -> Proposed:
    return Proposed(
        step.action, step.resource_type, step.resource_id, step.service_id, step.before, step.after
    )


def _comes_with(row: MetadataRow, service_id: str) -> bool:
    """True for what was made with a service; what others lean on stays anyway."""
    return row.service_id == service_id or (row.service_id is None and row.resource_type in _COMES_ALONG)


def _is_of(row: MetadataRow, change: MetadataRow) -> bool:
    """True for what the save did to the same field, and to those that follow from it (e164 from number)."""
    one, other = ((told.resource_type, told.resource_id, told.last_action_type) for told in (row, change))
    field = (
        row.field_name if row.field_name == change.field_name else leader(row.resource_type, row.field_name)
    )
    return one == other and field == change.field_name


def _batch(session: Session, batch_id: str, *, hold: bool = False) -> ImportBatch:
    """The import, when it can be taken back; held, so that nobody else takes it back meanwhile."""
    question = select(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.origin == "import")
    batch = session.scalar(question.with_for_update() if hold else question)
    if batch is None:
        raise NothingToUndo("no import has this id")
    if batch.undone_at is not None:
        raise AlreadyUndone("this import has been taken back before")
    return batch


def _same_save(session: Session, change: MetadataRow) -> Sequence[MetadataRow]:
    """All that was saved at once with a change; the oldest rows are known by their moment and author."""
    if change.save_id is not None:
        return _told(session, MetadataRow.save_id == change.save_id)
    then = MetadataRow.last_action_date == change.last_action_date
    return _told(session, then, MetadataRow.updated_by == change.updated_by)


def _told(session: Session, *which: ColumnElement[bool]) -> Sequence[MetadataRow]:
    """Rows of the history, oldest first."""
    order = (MetadataRow.seq, MetadataRow.last_action_date, MetadataRow.id)
    return session.scalars(select(MetadataRow).where(*which).order_by(*order)).all()
