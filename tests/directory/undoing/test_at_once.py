"""Tests that two people at once never overwrite each other in silence."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.changes import Proposed, Stale, approve, propose
from directory.database import writing
from directory.history import Author
from directory.models import Phone
from directory.undoing import taking_back as undoing
from directory.undoing.plan import Plan
from directory.undoing.taking_back import NotTheSame, undo_save
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.history_rows import NEW, OLD, all_texts, change, furnish

OTHER = Author(by="granskare@example.org", origin="form")
OTHERS = "070-174 06 07"


def test_a_change_between_the_plan_and_the_undo_is_not_overwritten(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saved in the very moment: on PostgreSQL nothing else would stop it."""
    furnish(engine)
    save = change(engine, "phone", number=NEW)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        plan: Plan = undoing.preview_of_save(session, save)
    change(engine, "phone", number=OTHERS)
    monkeypatch.setattr(undoing, "preview_of_save", lambda _session, _save: plan)
    with pytest.raises(NotTheSame), writing(engine, STAFF, stopped_at(MORNING)) as session:
        undo_save(session, save)
    assert all_texts(engine)["phone phone"]["number"] == OTHERS


@pytest.mark.only("postgresql")  # SQLite lets one write at a time
def test_an_approver_compares_with_what_stands_and_not_with_what_was_read(engine: Engine) -> None:
    """The session had read the row before somebody else changed it."""
    furnish(engine)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        number = Proposed("update", "phone", "phone", None, {"number": OLD}, {"number": NEW})
        request_id = propose(session, number).id
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        read = session.get_one(Phone, "phone")
        assert read.number == OLD
        change(engine, "phone", number=OTHERS)
        with pytest.raises(Stale):
            approve(session, request_id)
