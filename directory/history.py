"""Who changed which field when: every change through a RecordedSession becomes rows in `metadata`.

The rows are written in the same transaction as the change. The database refuses to alter them
afterwards (triggers in the first migration). A bulk UPDATE or DELETE would pass by unseen, so a
RecordedSession refuses those on tables that keep history. What is written past the program, at the
database's own prompt, is told by triggers (migration 0004): they are silent only while a RecordingMark
stands, which it does inside the flushes of this module and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Literal

from sqlalchemy import Engine, delete, event, func, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from directory.clock import Clock
from directory.errors import HistoryNeedsAuthor
from directory.models import (
    Address,
    Attribute,
    Location,
    MetadataRow,
    Model,
    RecordingMark,
    Service,
    ServiceAtLocation,
    new_id,
)

Origin = Literal["form", "import", "change_request", "seed", "undo"]
UNTOLD = frozenset({"id", "last_modified"})
"""Columns whose changes say nothing: an id never changes, last_modified follows from the rest."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who stands for a change: a mailbox of staff or "seed", how it came in, and its batch.

    `request_id`: the change request that it carries out; `undoes`: the save or batch that it takes back.
    """

    by: str
    origin: Origin
    batch_id: str | None = None
    request_id: str | None = None
    undoes: str | None = None


class RecordedSession(Session):
    """A session that cannot change the directory unseen. `save_id` is another for each transaction."""

    def __init__(self, engine: Engine, author: Author, clock: Clock) -> None:
        super().__init__(engine)
        self.author = author
        self.clock = clock
        self.save_id = new_id()

    @contextmanager
    def acting(
        self, origin: Origin, *, request_id: str | None = None, undoes: str | None = None
    ) -> Iterator[None]:
        """What is done inside came in this way, under the same name."""
        before = self.author
        self.author = replace(before, origin=origin, request_id=request_id, undoes=undoes)
        try:
            yield
        finally:
            self.author = before


@event.listens_for(RecordedSession, "after_commit")
def _begin_another_save(session: RecordedSession) -> None:
    """What follows a commit is another save."""
    session.save_id = new_id()


@event.listens_for(RecordedSession, "before_flush")
def _hush_triggers(session: RecordedSession, _context: UOWTransaction, _instances: object) -> None:
    """This flush tells its own history, better than the triggers could: they would not know who it was."""
    session.connection().execute(insert(RecordingMark).values(id=session.save_id))


@event.listens_for(RecordedSession, "after_flush")
def _record(session: RecordedSession, _context: UOWTransaction) -> None:
    """Writes the rows of one flush, and moves `last_modified` of the services they belong to.

    After and not before the flush: by then defaults and foreign keys are filled in, and the old
    values are still there.
    """
    connection = session.connection()
    connection.execute(delete(RecordingMark))
    changes = tuple(_changes(session))
    if not changes:
        return
    if not session.author.by:
        raise HistoryNeedsAuthor("a change to the directory needs a name to stand for it")
    now, places = session.clock(), _services_of_places(session, changes)
    first = (session.scalar(select(func.max(MetadataRow.seq))) or 0) + 1
    rows = [_row(session, now, change, places) for change in changes]
    connection.execute(insert(MetadataRow), [{**row, "seq": first + n} for n, row in enumerate(rows)])
    touched = {row["service_id"] for row in rows}.union(*places.values()) - {None}
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
            past = state.attrs[column.key].history
            # Set now and never before: the row was made a moment ago, with nothing in this field.
            never_set = "" if past.added else value
            before = as_text(past.deleted[0]) if past.deleted else never_set
        else:
            before, value = ("", value) if action == "create" else (value, "")
        if before != value:
            yield _Change(row, action, column.key, before, value)


Places = dict[str, frozenset[str]]
"""Ids of locations -> ids of the services that are given there."""


def _services_of_places(session: Session, changes: Iterable[_Change]) -> Places:
    """The services of the changed places and addresses, also of those that this flush takes away."""
    wanted = {place for change in changes if (place := _place_of(change.row))}
    if not wanted:
        return {}
    asked = select(ServiceAtLocation.location_id, ServiceAtLocation.service_id).where(
        ServiceAtLocation.location_id.in_(wanted)
    )
    ties = set(session.connection().execute(asked).tuples())
    gone = (row for row in session.deleted if isinstance(row, ServiceAtLocation))
    ties |= {(row.location_id, row.service_id) for row in gone}
    return {place: frozenset(service for where, service in ties if where == place) for place in wanted}


def _place_of(row: Model) -> str | None:
    """The location that a row is or describes."""
    if isinstance(row, Location):
        return row.id
    return row.location_id if isinstance(row, Address) else None


def _row(session: RecordedSession, now: datetime, change: _Change, places: Places) -> dict[str, Any]:
    """The change as a row of `metadata`. What happens to a place of one service belongs to that service."""
    author = session.author
    alone = places.get(_place_of(change.row) or "", frozenset())
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
        "service_id": next(iter(alone)) if len(alone) == 1 else service_of(change.row),
        "batch_id": author.batch_id,
        "save_id": session.save_id,
        "request_id": author.request_id,
        "undoes": author.undoes,
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
        .order_by(MetadataRow.seq.desc(), MetadataRow.last_action_date.desc(), MetadataRow.field_name)
    )
    return tuple(session.scalars(question))


def touched_by_people(session: Session) -> frozenset[str]:
    """Ids of services that anybody but the seed has changed: the seed leaves those alone."""
    question = select(MetadataRow.service_id).where(MetadataRow.origin != "seed").distinct()
    return frozenset(service_id for service_id in session.scalars(question) if service_id)
