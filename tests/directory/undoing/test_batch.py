"""Tests of taking back a whole import."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, delete, select

from directory.changes import pending
from directory.database import writing
from directory.history import Author
from directory.importing import start_batch
from directory.models import ImportBatch, Organization, Phone, RecordingMark, Service
from directory.seeding import SEED_AUTHOR
from directory.undoing.taking_back import (
    AlreadyUndone,
    NothingToUndo,
    Undone,
    preview_of_batch,
    undo_batch,
)
from directory.values import KEEPERS, put
from tests.directory.builders import IMPORTER, MORNING, STAFF, stopped_at
from tests.directory.history_rows import NEW, OLD, ROWS, add, all_texts, change, furnish

OTHER = Author(by="granskare@example.org", origin="form")
CHILDREN = (
    "contact",
    "phone",
    "url",
    "schedule",
    "schedule_exception",
    "language",
    "service_area",
    "what_happens",
)


def bring_in(engine: Engine, by: Author = IMPORTER) -> str:
    """An import that changes the service and its number, and brings a new one with all that hangs on it."""
    with writing(engine, by, stopped_at(MORNING)) as session:
        batch = start_batch(session, "tjanster.csv").id
        put(session.get_one(Service, "service"), {"description": "Ur filen", "name": "Ur filen"})
        put(session.get_one(Phone, "phone"), {"number": NEW})
        add(session, "organization", "new organization", name="Nya föreningen")
        add(session, "service", "new service", organization_id="new organization", code="ny", name="Ny")
        add(session, "location", "new location", name="Nya huset")
        tie = {"service_id": "new service", "location_id": "new location"}
        add(session, "service_at_location", "new place", **tie)
        add(session, "address", "new address", location_id="new location", address_1="Exempelgatan 4")
        for table in CHILDREN:
            add(session, table, f"new {table}", **{**ROWS[table], "service_id": "new service"})
        category = {"link_id": "new service", "link_type": "category", "taxonomy_term_id": "term"}
        add(session, "attribute", "new attribute", **category)
        return batch


def take_back(engine: Engine, batch: str) -> Undone:
    """Undoes an import."""
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        return undo_batch(session, batch)


@pytest.mark.parametrize("rows", [1, 3])
def test_everything_is_as_before_the_import(engine: Engine, rows: int) -> None:
    """Also after several imports, taken back from the last to the first."""
    furnish(engine)
    before = all_texts(engine)
    batches = [bring_in(engine)]
    for number in range(1, rows):
        with writing(engine, IMPORTER, stopped_at(MORNING)) as session:
            batches.append(start_batch(session, "fler.csv").id)
            put(session.get_one(Service, "service"), {"description": f"Ur fil {number}"})
    for batch in reversed(batches):
        assert not take_back(engine, batch).left
    assert all_texts(engine) == before


def test_a_new_service_goes_also_when_it_would_be_of_class_a(engine: Engine) -> None:
    """Nobody has touched it since the file; what it changed of others waits for a second person."""
    furnish(engine, category="shelter")
    before = all_texts(engine)
    done = take_back(engine, bring_in(engine))
    now = all_texts(engine)
    assert now.keys() == before.keys()
    assert len(done.requests) == 2
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert {(one.resource_type, *one.after.values()) for one in pending(session)} == {
            ("service", "Jouren"),
            ("phone", OLD),
        }


def test_what_people_have_changed_since_is_left_and_listed(engine: Engine) -> None:
    """Their work is worth more than the file's."""
    furnish(engine)
    batch = bring_in(engine)
    change(engine, "phone", number="070-174 06 07")
    done = take_back(engine, batch)
    assert [(one.why, one.resource_id, one.now) for one in done.left] == [
        ("changed_since", "phone", "070-174 06 07")
    ]
    now = all_texts(engine)
    assert now["phone phone"]["number"] == "070-174 06 07"
    assert now["service service"]["name"] == "Jouren"
    assert "service new service" not in now


@pytest.mark.parametrize("touch", ["service", "phone", "location"])
def test_a_new_service_that_people_have_worked_on_becomes_inactive(engine: Engine, touch: str) -> None:
    """It keeps all that hangs on it, but the chat does not offer it any more."""
    furnish(engine)
    batch = bring_in(engine)
    change(engine, touch, f"new {touch}", **{"description": "Av en människa"})
    imported = all_texts(engine)
    done = take_back(engine, batch)
    assert "kept_service" in {one.why for one in done.left}
    now = all_texts(engine)
    assert now.pop("service new service")["status"] == "inactive"
    for name, texts in now.items():
        if "new" in name:
            assert texts == imported[name]


def test_an_organisation_that_another_service_has_joined_stays(engine: Engine) -> None:
    """It would hang in the air."""
    furnish(engine)
    batch = bring_in(engine)
    change(engine, "service", organization_id="new organization")
    done = take_back(engine, batch)
    assert [(one.why, one.resource_id) for one in done.left] == [("leaned_on", "new organization")]
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.get(Organization, "new organization") is not None
        assert session.get(Service, "new service") is None


def test_an_import_is_taken_back_once_and_says_by_whom(engine: Engine) -> None:
    """The second is told."""
    furnish(engine)
    batch = bring_in(engine)
    take_back(engine, batch)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        row = session.get_one(ImportBatch, batch)
        assert (row.undone_by, row.undone_at) == (OTHER.by, MORNING)
        with pytest.raises(AlreadyUndone):
            preview_of_batch(session, batch)
    with pytest.raises(AlreadyUndone):
        take_back(engine, batch)


def test_only_imports_can_be_taken_back_whole(engine: Engine) -> None:
    """The seed is the project's own; and what never was cannot be undone."""
    furnish(engine)
    seeded = bring_in(engine, SEED_AUTHOR)
    for batch in (seeded, "nothing"):
        with pytest.raises(NothingToUndo):
            take_back(engine, batch)


def test_a_preview_of_a_large_import_is_quick_enough_to_wait_for(engine: Engine) -> None:
    """More rows than one question can hold."""
    furnish(engine)
    before = all_texts(engine).keys()
    with writing(engine, IMPORTER, stopped_at(MORNING)) as session:
        batch = start_batch(session, "stor.csv").id
        for number in range(420):
            values = {"organization_id": "organization", "code": f"ny-{number}", "name": f"Ny {number}"}
            row = KEEPERS["service"](id=f"n{number}")
            put(row, values)
            session.add(row)
    assert not take_back(engine, batch).left
    assert all_texts(engine).keys() == before


def test_no_mark_is_ever_left_behind(engine: Engine) -> None:
    """A mark that stays would hush the triggers for good."""
    furnish(engine)
    take_back(engine, bring_in(engine))
    with engine.begin() as connection:
        assert connection.execute(delete(RecordingMark)).rowcount == 0
        assert connection.execute(select(RecordingMark)).all() == []
