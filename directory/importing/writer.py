"""The pen of an import: sets values, adds and removes rows of one service, knows whether anything changed.

What one person's word is not enough for (`of_class` A, see `critical`) is not written but proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from directory.changes import Proposed, pending, propose, timeless
from directory.critical import any_critical, needs_second_person
from directory.history import RecordedSession, as_text
from directory.models import Address, Location, Model, Organization, Service, Translation, lasting_id
from directory.values import filled, texts_of
from directory.verification import ReviewClass

Row = TypeVar("Row", bound=Model)
POINTED_TO = (Organization, Service, Location)
"""What translations and places point to without SQLAlchemy knowing which must be stored first."""


class Writer:
    """Writes one service. `changed` is True once anything is other than it was; proposals change nothing.

    `shared`: places where other services are too, and the strictest class of those.
    """

    def __init__(
        self,
        session: RecordedSession,
        service_id: str,
        of_class: ReviewClass = ReviewClass.B,
        shared: Mapping[str, ReviewClass] | None = None,
    ) -> None:
        self.session = session
        self.service_id = service_id
        self.of_class = of_class
        self._shared = shared or {}
        self.changed = False
        self._held: dict[str, Model] = {}
        self._proposed: dict[str, Proposed] = {}
        self._english: dict[tuple[str, str], Translation] | None = None

    def put(self, row: Model, **values: Any) -> bool:
        """Sets the values that are not None; True when one of them is another now than before."""
        other = {name: value for name, value in values.items() if value not in (None, getattr(row, name))}
        if row.id in self._held:
            self._set(row, other)
            return False
        held = {name: value for name, value in other.items() if self._critical(row, name)}
        if held:
            self._propose_values(row, held)
        now = {name: value for name, value in other.items() if name not in held}
        self._set(row, now)
        self.changed = self.changed or bool(now)
        return bool(now)

    def find_or_add(self, kind: type[Row], row_id: str, /, **values: Any) -> Row:
        """The row with this id; made with these values when it is not there."""
        found = self.session.get(kind, row_id)
        return found if found is not None else self.add(kind(id=row_id, **values))

    def add(self, row: Row, *, harmless: bool = False) -> Row:
        """A new row, flushed when rows point to it by id alone; only held when it is critical.

        `harmless`: no visitor sees anything of the row as it is.
        """
        if not harmless and any_critical(self.of_class, row.__tablename__, filled(texts_of(row))):
            self._held[row.id] = row
            return row
        self.session.add(row)
        if isinstance(row, POINTED_TO):
            self.session.flush()
        self.changed = True
        return row

    def is_new(self, row: Model) -> bool:
        """True for a row that is only held."""
        return row.id in self._held

    def remove(self, row: Model) -> None:
        """Takes a value out of a list; the history keeps what it was."""
        texts = texts_of(row)
        if any_critical(self.of_class, row.__tablename__, filled(texts)):
            self._proposed[row.id] = Proposed(
                "delete", row.__tablename__, row.id, self.service_id, filled(texts), {}
            )
            return
        self.session.delete(row)
        self.changed = True

    def translate(self, row: Model, field: str, english: str | None) -> None:
        """The English of one field. New English counts as made from the Swedish of this moment."""
        if english is None:
            return
        found = self._known_english().get((row.id, field)) or self._asked_for(row.id, field)
        now = self.session.clock()
        if found is None:
            self._known_english()[row.id, field] = self.add(
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

    def propose_all(self, reason: str = "") -> int:
        """Files what needs a second person, except what waits already; how many proposals wait of these."""
        for row in self._held.values():
            texts = filled(texts_of(row))
            self._proposed[row.id] = Proposed("create", row.__tablename__, row.id, self.service_id, {}, texts)
        waiting = pending(self.session, self.service_id) if self._proposed else ()
        known = [(one.action, one.resource_id, timeless(one.after)) for one in waiting]
        for proposed in self._proposed.values():
            if (proposed.action, proposed.resource_id, timeless(proposed.after)) not in known:
                propose(self.session, proposed, reason)
        return len(self._proposed)

    def _critical(self, row: Model, name: str) -> bool:
        """True when one person's word is not enough for this field of the row."""
        if isinstance(row, Translation):
            return any_critical(self.of_class, row.__tablename__, texts_of(row))
        kind = "chat" if name == "kind" else as_text(getattr(row, "kind", "chat"))
        return needs_second_person(self._class_of(row), row.__tablename__, name, kind=kind)

    def _class_of(self, row: Model) -> ReviewClass:
        """The service's own; of a place that it shares, A when another service there is of class A."""
        place = row.location_id if isinstance(row, Address) else row.id
        strict = ReviewClass.A in (self.of_class, self._shared.get(place))
        return ReviewClass.A if strict else ReviewClass.B

    def _propose_values(self, row: Model, values: dict[str, Any]) -> None:
        """Adds to what is proposed for this row."""
        earlier = self._proposed.get(row.id)
        before = {name: as_text(getattr(row, name)) for name in values}
        after = {name: as_text(value) for name, value in values.items()}
        if earlier is not None:
            before, after = {**before, **earlier.before}, {**earlier.after, **after}
        self._proposed[row.id] = Proposed("update", row.__tablename__, row.id, self.service_id, before, after)

    def _set(self, row: Model, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(row, name, value)

    def _asked_for(self, row_id: str, field: str) -> Translation | None:
        """English that hangs on the row and was never tied to the service."""
        question = select(Translation).where(
            Translation.resource_id == row_id,
            Translation.field_name == field,
            Translation.language == "en",
        )
        return self.session.scalar(question)

    def _known_english(self) -> dict[tuple[str, str], Translation]:
        """The English that there is: of one service all at once, else of terms."""
        if self._english is None:
            question = select(Translation).where(
                Translation.language == "en",
                Translation.service_id == self.service_id
                if self.service_id
                else Translation.service_id.is_(None),
            )
            self._english = {(one.resource_id, one.field_name): one for one in self.session.scalars(question)}
        return self._english
