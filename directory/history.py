"""Who changed which field when: every change through a RecordedSession becomes rows in `metadata`.

The rows are written in the same transaction as the change. The database refuses to alter them
afterwards (triggers in the first migration). A bulk UPDATE or DELETE would pass by unseen, so a
RecordedSession refuses those on tables that keep history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from sqlalchemy import Engine, event, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from directory.clock import Clock
from directory.errors import HistoryNeedsAuthor
from directory.models import Attribute, MetadataRow, Model, Service, new_id

Origin = Literal["form", "import", "change_request", "seed"]
UNTOLD = frozenset({"id", "last_modified"})
"""Columns whose changes say nothing: an id never changes, last_modified follows from the rest."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who stands for a change: a mailbox of staff or "seed", how it came in, and its batch."""

    by: str
    origin: Origin
    batch_id: str | None = None


class RecordedSession(Session):
    """A session that cannot change the directory unseen."""

    def __init__(self, engine: Engine, author: Author, clock: Clock) -> None:
        super().__init__(engine)
        self.author = author
        self.clock = clock


@event.listens_for(RecordedSession, "after_flush")
def _record(session: RecordedSession, _context: UOWTransaction) -> None:
    """Writes the rows of one flush, and moves `last_modified` of the services they belong to.

    After and not before the flush: by then defaults and foreign keys are filled in, and the old
    values are still there.
    """
    now = session.clock()
    rows = [_row(session.author, now, change) for change in _changes(session)]
    if not rows:
        return
    if not session.author.by:
        raise HistoryNeedsAuthor("a change to the directory needs a name to stand for it")
    connection = session.connection()
    connection.execute(insert(MetadataRow), rows)
    touched = {row["service_id"] for row in rows} - {None}
    connection.execute(update(Service).where(Service.id.in_(touched)).values(last_modified=now))


@event.listens_for(RecordedSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    """A bulk change would leave no history."""
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and mapper.class_.keeps_history:
        raise HistoryNeedsAuthor("change rows one by one: a bulk change leaves no history")


@dataclass(frozen=True, slots=True)
class _Change:
    """One field of one row, before and after, as text."""

    row: Model
    action: str
    field: str
    before: str
    after: str


def _changes(session: Session) -> Iterator[_Change]:
    """What this flush did to tables that keep history."""
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("create", session.new),
        ("update", session.dirty),
        ("delete", session.deleted),
    )
    for action, rows in groups:
        for row in rows:
            if isinstance(row, Model) and row.keeps_history:
                yield from _field_changes(row, action)


def _field_changes(row: Model, action: str) -> Iterator[_Change]:
    """The fields of one row that got another value."""
    state = inspect(row)
    for column in state.mapper.column_attrs:
        if column.key in UNTOLD:
            continue
        value = as_text(getattr(row, column.key))
        if action == "update":
            replaced = state.attrs[column.key].history.deleted
            before = as_text(replaced[0]) if replaced else value
        else:
            before, value = ("", value) if action == "create" else (value, "")
        if before != value:
            yield _Change(row, action, column.key, before, value)


def _row(author: Author, now: datetime, change: _Change) -> dict[str, Any]:
    """The change as a row of `metadata`."""
    return {
        "id": new_id(),
        "resource_id": change.row.id,
        "resource_type": change.row.__tablename__,
        "last_action_date": now,
        "last_action_type": change.action,
        "field_name": change.field,
        "previous_value": change.before,
        "replacement_value": change.after,
        "updated_by": author.by,
        "origin": author.origin,
        "service_id": service_of(change.row),
        "batch_id": author.batch_id,
    }


def service_of(row: Model) -> str | None:
    """The service whose history a row belongs to, when it belongs to one."""
    if isinstance(row, Service):
        return row.id
    if isinstance(row, Attribute):
        return row.link_id if row.link_entity == "service" else None
    found: str | None = getattr(row, "service_id", None)
    return found


def as_text(value: object) -> str:
    """A value as history keeps it: NULL is "", times are ISO, yes and no are "true" and "false"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value)


def of_service(session: Session, service_id: str) -> tuple[MetadataRow, ...]:
    """Everything that has happened to a service and what hangs on it, newest first."""
    question = (
        select(MetadataRow)
        .where(MetadataRow.service_id == service_id)
        .order_by(MetadataRow.last_action_date.desc(), MetadataRow.resource_type, MetadataRow.field_name)
    )
    return tuple(session.scalars(question))


def touched_by_people(session: Session) -> frozenset[str]:
    """Ids of services that anybody but the seed has changed: the seed leaves those alone."""
    question = select(MetadataRow.service_id).where(MetadataRow.origin != "seed").distinct()
    return frozenset(service_id for service_id in session.scalars(question) if service_id)
