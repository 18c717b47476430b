"""The history as staff read it: what one person saved at one moment, row by row, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import ImportBatch, MetadataRow, Service
from directory.past_questions import proposers, undone
from directory.undoing.taking_back import BY_FILES
from staff.past.known import facts_of, look_up
from staff.past.words import field_words, said


@dataclass(frozen=True, slots=True)
class Field:
    """One changed field; `undone` when it has been taken back by itself."""

    change_id: str
    name: str
    before: str
    after: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the directory in one save; `title` is "Ändrad: Telefonnummer"."""

    action: str
    title: str
    change_id: str
    fields: tuple[Field, ...]
    undone: bool


@dataclass(frozen=True, slots=True)
class Save:
    """What was saved at once. `code` and `name` of the service when it is about one.

    `undo_at`: the page that takes all of it back, "" when there is none; `is_import`: a file that came in.
    """

    undo_at: str
    is_import: bool
    at: datetime
    by: str
    came_in: str
    proposer: str
    code: str
    name: str
    rows: tuple[Row, ...]
    undone: bool


def saves(session: Session, told: Sequence[MetadataRow]) -> tuple[Save, ...]:
    """Rows of the history, newest first, put together by who saved what when."""
    teller = _Teller(session, told)
    together = groupby(
        told, key=lambda row: (row.save_id or row.last_action_date, row.updated_by, row.service_id)
    )
    return tuple(teller.save(list(rows)) for _key, rows in together)


class _Teller:
    """Looks up once what the rows of a page point to."""

    def __init__(self, session: Session, told: Sequence[MetadataRow]) -> None:
        ids = {row.id for row in told} | {row.save_id for row in told if row.save_id}
        batches = {row.batch_id for row in told if row.batch_id}
        self.undone = undone(session, ids | batches)
        self.proposers = proposers(session, {row.request_id for row in told if row.request_id})
        about = select(Service.id, Service.code, Service.name).where(
            Service.id.in_({row.service_id for row in told if row.service_id})
        )
        self.services = {key: (code, name) for key, code, name in session.execute(about)}
        self.known = look_up(session, facts_of(told))
        files = select(ImportBatch.id, ImportBatch.file_name).where(ImportBatch.id.in_(batches))
        self.files: dict[str, str] = dict(session.execute(files).tuples().all())

    def save(self, rows: Sequence[MetadataRow]) -> Save:
        """The rows of one save."""
        first = rows[0]
        code, name = self.services.get(first.service_id or "", ("", ""))
        by_row = sorted(
            rows, key=lambda row: (row.resource_type != "service", row.resource_type, row.resource_id)
        )
        together = groupby(by_row, key=lambda row: (row.resource_type, row.resource_id, row.last_action_type))
        file_name = self.files.get(first.batch_id or "", "")
        return Save(
            undo_at=_undo_at(first),
            is_import=first.origin == "import",
            at=first.last_action_date,
            by=said("people", first.updated_by),
            came_in=said("origins", first.origin) + (f" ({file_name})" if file_name else ""),
            proposer=self.proposers.get(first.request_id or "", ""),
            code=code,
            name=name,
            rows=tuple(self._row(list(fields)) for _key, fields in together),
            undone=bool(self.undone & {first.save_id, first.batch_id}),
        )

    def _row(self, rows: Sequence[MetadataRow]) -> Row:
        first = rows[0]
        action, table = first.last_action_type, first.resource_type
        names = {row.field_name for row in rows}
        shown = self.known.shown(table, first.resource_id, action, names)
        return Row(
            action=action,
            title=f"{said('actions', action)}: {self.known.title(table, first.resource_id)}",
            change_id=first.id,
            fields=tuple(
                self._field(row)
                for row in sorted(rows, key=lambda row: row.field_name)
                if row.field_name in shown
            ),
            undone=any(row.id in self.undone for row in rows),
        )

    def _field(self, row: MetadataRow) -> Field:
        before, after = (
            self.known.value(row.resource_type, row.field_name, text)
            for text in (row.previous_value, row.replacement_value)
        )
        name = field_words(row.resource_type, row.field_name)
        return Field(row.id, name, before, after, row.id in self.undone)


def _undo_at(row: MetadataRow) -> str:
    """A file is taken back as a whole import, and the project's own services not at all."""
    if row.origin in BY_FILES:
        return f"/imports/{row.batch_id}/undo" if row.origin == "import" and row.batch_id else ""
    return f"/undo/save/{row.save_id}" if row.save_id else ""
