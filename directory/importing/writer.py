"""The pen of an import: sets values, adds and removes rows of one service, knows whether anything changed."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select

from directory.history import RecordedSession
from directory.models import Model, Translation, lasting_id

Row = TypeVar("Row", bound=Model)


class Writer:
    """Writes one service. `changed` is True once anything is other than it was."""

    def __init__(self, session: RecordedSession, service_id: str) -> None:
        self.session = session
        self.service_id = service_id
        self.changed = False

    def put(self, row: Model, **values: Any) -> bool:
        """Sets the values that are not None; True when one of them was another before."""
        other = {name: value for name, value in values.items() if value not in (None, getattr(row, name))}
        for name, value in other.items():
            setattr(row, name, value)
        self.changed = self.changed or bool(other)
        return bool(other)

    def find_or_add(self, kind: type[Row], row_id: str, /, **values: Any) -> Row:
        """The row with this id; made with these values when it is not there."""
        found = self.session.get(kind, row_id)
        return found if found is not None else self.add(kind(id=row_id, **values))

    def add(self, row: Row) -> Row:
        """A new row, flushed so that rows that point to it can follow."""
        self.session.add(row)
        self.session.flush()
        self.changed = True
        return row

    def remove(self, row: Model) -> None:
        """Takes a value out of a list; the history keeps what it was."""
        self.session.delete(row)
        self.changed = True

    def translate(self, row: Model, field: str, english: str | None) -> None:
        """The English of one field. New English counts as made from the Swedish of this moment."""
        if english is None:
            return
        found = self.session.scalar(
            select(Translation).where(
                Translation.resource_id == row.id,
                Translation.field_name == field,
                Translation.language == "en",
            )
        )
        now = self.session.clock()
        if found is None:
            self.add(
                Translation(
                    id=lasting_id("translation", row.id, field, "en"),
                    resource_type=row.__tablename__,
                    resource_id=row.id,
                    field_name=field,
                    language="en",
                    value=english,
                    source_last_modified=now,
                    service_id=self.service_id or None,
                )
            )
        elif found.value != english:
            self.put(found, value=english, source_last_modified=now)
