"""Any edits and any undos: the history, read from the start, gives what stands now."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from directory.changes import CannotApply, ChangeFault, approve, pending
from directory.history import Author, RecordedSession
from directory.models import MetadataRow, Model
from directory.undoing.taking_back import preview_of_save, undo_change, undo_save
from directory.values import KEEPERS, filled, put, texts_of
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.history_rows import ROWS, add

OTHER = Author(by="granskare@example.org", origin="form")
WORDS = st.sampled_from(["a", "b", "c"])
EDITS = {
    "phone": ("number", "description"),
    "service": ("description", "alternate_name"),
    "location": ("name",),
    "address": ("address_1",),
}
PICK = st.integers(0, 1_000)


class Directory(RuleBasedStateMachine):
    """One service with numbers, a place and an address; of class A or B as it happens."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        Model.metadata.create_all(self.engine)
        self.session = RecordedSession(self.engine, STAFF, stopped_at(MORNING))
        for table in ("organization", "service", "location", "service_at_location", "address", "phone"):
            add(self.session, table, table, **ROWS[table])
        self.session.commit()

    def teardown(self) -> None:
        """Lets go of the database."""
        self.session.close()
        self.engine.dispose()

    def pick(self, table: str, pick: int) -> Any:
        """One of the rows that are there; None when there is none."""
        rows = self.session.query(KEEPERS[table]).order_by(KEEPERS[table].id).all()
        return rows[pick % len(rows)] if rows else None

    def save(self) -> None:
        """A later moment each time."""
        self.session.commit()
        moment = self.session.clock() + timedelta(minutes=1)
        self.session.clock = stopped_at(moment)

    @rule(table=st.sampled_from(sorted(EDITS)), which=PICK, field=PICK, word=WORDS)
    def edit(self, table: str, which: int, field: int, word: str) -> None:
        """Another value of a field."""
        row = self.pick(table, which)
        if row is not None:
            put(row, {EDITS[table][field % len(EDITS[table])]: word})
        self.save()

    @rule(which=PICK, words=st.lists(WORDS, min_size=2, max_size=3))
    def edit_in_several_goes(self, which: int, words: list[str]) -> None:
        """One save, several flushes."""
        row = self.pick("phone", which)
        for word in words if row is not None else ():
            row.number = word
            self.session.flush()
        self.save()

    @rule(word=WORDS)
    def another_number(self, word: str) -> None:
        """The service gets one more."""
        add(self.session, "phone", service_id="service", number=word)
        self.save()

    @rule(table=st.sampled_from(["phone", "address"]), which=PICK)
    def take_away(self, table: str, which: int) -> None:
        """A row goes."""
        row = self.pick(table, which)
        if row is not None:
            self.session.delete(row)
        self.save()

    @rule(which=PICK, whole=st.booleans())
    def undo(self, which: int, whole: bool) -> None:
        """A save or one change of it is taken back, whatever it was; also an undo."""
        rows = self.session.scalars(select(MetadataRow).order_by(MetadataRow.seq)).all()
        row = rows[which % len(rows)]
        self.session.author = OTHER
        with contextlib.suppress(CannotApply):
            if whole:
                assert row.save_id is not None
                undo_save(self.session, row.save_id)
            else:
                undo_change(self.session, row.id)
        self.session.author = STAFF
        self.save()

    @rule()
    def undo_the_last_twice(self) -> None:
        """An undo of an undo leaves everything as it was, when nothing had to be left."""
        newest = select(MetadataRow.save_id).order_by(MetadataRow.seq.desc()).limit(1)
        last = self.session.scalars(newest).one()
        assert last is not None
        plan = preview_of_save(self.session, last)
        if plan.left or plan.for_two or not plan.steps:
            return
        before = self.standing()
        undo_save(self.session, last)
        self.save()
        undone = self.session.scalars(newest).one()
        assert undone is not None
        left = undo_save(self.session, undone).left
        self.save()
        assert left or self.standing() == before

    @rule()
    def approve_the_first(self) -> None:
        """A second person says yes."""
        waiting = pending(self.session)
        self.session.author = Author(by="tredje@example.org", origin="form")
        with contextlib.suppress(ChangeFault):
            if waiting:
                approve(self.session, waiting[0].id)
        self.session.author = STAFF
        self.save()

    def standing(self) -> dict[tuple[str, str], dict[str, str]]:
        """What the tables hold."""
        return {
            (table, row.id): filled(texts_of(row))
            for table, kind in KEEPERS.items()
            for row in self.session.query(kind).all()
        }

    @invariant()
    def the_history_gives_what_stands(self) -> None:
        """Read from the start, each change beginning where the one before ended."""
        told: dict[tuple[str, str], dict[str, str]] = {}
        for row in self.session.scalars(select(MetadataRow).order_by(MetadataRow.seq)):
            fields = told.setdefault((row.resource_type, row.resource_id), {})
            assert fields.get(row.field_name, "") == row.previous_value
            fields[row.field_name] = row.replacement_value
        assert {key: filled(texts) for key, texts in told.items() if filled(texts)} == self.standing()


TestDirectory = Directory.TestCase
TestDirectory.settings = settings(max_examples=15, stateful_step_count=20)
