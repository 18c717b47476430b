"""Tests of bringing previewed rows into the directory: what changes, what stays, what is undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from directory import records
from directory.database import writing
from directory.importing import Preview, PreviewHasFaults, apply, preview, start_batch
from directory.importing.contact_rows import e164
from directory.models import ImportBatch, MetadataRow, Service
from directory.reading import services
from tests.directory.builders import (
    IMPORTER,
    LEAST,
    MORNING,
    STAFF,
    a_file,
    bring_in,
    service_of,
    stopped_at,
)

BROKEN = Path(__file__).with_name("broken")
WHOLE = {
    **LEAST,
    "name_en": "My clinic",
    "description_sv": "Samtal och råd.",
    "description_en": "Talks and advice.",
    "audiences": "youth|relative",
    "genders": "women",
    "minimum_age": "16",
    "maximum_age": "25",
    "areas": "sodermalm|farsta",
    "anonymous": "partly",
    "languages": "sv|en",
    "interpretation": "tolk på begäran",
    "category": "youth",
    "phone": "070-174 06 05",
    "phone_label_sv": "Mottagningen",
    "phone_label_en": "Reception",
    "phone_confidence": "low",
    "email": "mottagningen@example.org",
    "chat_url": "https://example.org/chatt",
    "web_url": "https://example.org | https://annan.example.org",
    "street_address": "Exempelgatan 1",
    "postal_code": "123 45",
    "city": "Stockholm",
    "hours_note_sv": "kvällar",
    "hours_note_en": "evenings",
    "source_url": "https://www.example.org/om",
    "source_date": "2026-05",
    "confidence": "high",
}


@pytest.fixture
def directory(seeded_engine: Engine) -> Engine:
    """A directory that already holds the seed."""
    return seeded_engine


def record_of(engine: Engine, code: str = "min-mottagning") -> records.Service:
    """The service as the bot would read it."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return next(service for service in services(session) if service.code == code)


def changes(engine: Engine) -> int:
    """How long the history is."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return session.query(MetadataRow).count()


def test_everything_that_a_row_says_can_be_read_back(directory: Engine, tmp_path: Path) -> None:
    """Nothing is lost between the file and the bot."""
    assert bring_in(directory, a_file(tmp_path, WHOLE)).created == ["min-mottagning"]
    found, source = (
        record_of(directory),
        records.Source("example.org", "2026-05", "https://www.example.org/om"),
    )
    assert found.name == records.Text("Min mottagning", "My clinic")
    assert found.description == records.Text("Samtal och råd.", "Talks and advice.")
    assert (found.organization, found.anonymous, found.confidence) == ("Min förening", "partly", "high")
    assert found.audiences == {"youth", "relative"}
    assert found.genders == {"women"}
    assert (found.minimum_age, found.maximum_age) == (16, 25)
    assert found.areas == {"sodermalm", "farsta"}
    assert found.languages == {"sv", "en"}
    assert found.interpreters
    assert found.hours_note == records.Text("kvällar", "evenings")
    label = records.Text("Mottagningen", "Reception")
    assert found.phones == (records.Phone("070-174 06 05", label, "low", source),)
    assert [(link.kind, link.url, link.label.sv) for link in found.links] == [
        ("chat", "https://example.org/chatt", ""),
        ("web", "https://example.org", "example.org"),
        ("web", "https://annan.example.org", "annan.example.org"),
        ("email", "mailto:mottagningen@example.org", ""),
    ]
    assert found.address == records.Address("Exempelgatan 1, 123 45 Stockholm", "high", source)


def test_importing_the_same_file_again_changes_nothing(directory: Engine, tmp_path: Path) -> None:
    """Neither a service nor a line of history."""
    path = a_file(tmp_path, WHOLE)
    bring_in(directory, path)
    before = changes(directory)
    done = bring_in(directory, path)
    assert (done.created, done.changed, done.unchanged) == ([], [], ["min-mottagning"])
    assert changes(directory) == before


def test_an_empty_cell_changes_nothing(directory: Engine, tmp_path: Path) -> None:
    """A file that only holds names does not empty the rest."""
    bring_in(directory, a_file(tmp_path, WHOLE))
    before = record_of(directory)
    assert bring_in(directory, a_file(tmp_path, {**dict.fromkeys(WHOLE, ""), **LEAST})).changed == []
    assert record_of(directory) == before


def test_a_filled_list_is_the_whole_list(directory: Engine, tmp_path: Path) -> None:
    """What is not in it any more is taken away, and the history keeps it."""
    bring_in(directory, a_file(tmp_path, WHOLE))
    shorter = {**LEAST, "audiences": "youth", "areas": "farsta|bromma", "languages": "so"}
    assert bring_in(directory, a_file(tmp_path, shorter)).changed == ["min-mottagning"]
    found = record_of(directory)
    assert found.audiences == {"youth"}
    assert found.areas == {"farsta", "bromma"}
    assert found.languages == {"so"}


def test_no_service_is_ever_deleted(directory: Engine, tmp_path: Path) -> None:
    """Those that the file leaves out are named and stay."""
    done = bring_in(directory, a_file(tmp_path, LEAST))
    assert len(done.missing) == 70
    assert record_of(directory, "bris").phones


def test_a_number_typed_otherwise_is_the_same_number(directory: Engine, tmp_path: Path) -> None:
    """New spaces do not make a second number."""
    bring_in(directory, a_file(tmp_path, {**LEAST, "phone": "070-174 06 05"}))
    bring_in(directory, a_file(tmp_path, {**LEAST, "phone": "070-1740605"}))
    assert [phone.number for phone in record_of(directory).phones] == ["070-1740605"]


def test_a_changed_number_is_no_longer_verified(directory: Engine, tmp_path: Path) -> None:
    """What staff once checked is not what stands there now; the check of the service goes too."""
    bring_in(directory, a_file(tmp_path, WHOLE))
    with writing(directory, STAFF, stopped_at(MORNING)) as session:
        service = service_of(session, "min-mottagning")
        service.assured_date = service.phones[0].verified_on = MORNING.date()
        service.urls[0].verified_on = MORNING.date()
    bring_in(directory, a_file(tmp_path, {**LEAST, "phone": "070-174 06 06"}))
    found = record_of(directory)
    assert (found.phones[0].number, found.phones[0].verified_on) == ("070-174 06 06", None)
    assert found.links[0].verified_on == MORNING.date()
    assert found.assured_date is None


def test_an_import_without_changes_leaves_the_check_alone(directory: Engine, tmp_path: Path) -> None:
    """And never makes one either."""
    path = a_file(tmp_path, WHOLE)
    bring_in(directory, path)
    assert record_of(directory).assured_date is None
    with writing(directory, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "min-mottagning").assured_date = MORNING.date()
    bring_in(directory, path)
    assert record_of(directory).assured_date == MORNING.date()


@pytest.mark.parametrize("fault", ["phone_too_short", "double_code", "unknown_area"])
def test_a_file_with_a_fault_changes_nothing(directory: Engine, fault: str) -> None:
    """Not even its other rows."""
    before = changes(directory)
    with pytest.raises(PreviewHasFaults):
        bring_in(directory, BROKEN / f"{fault}.csv")
    assert changes(directory) == before


def test_a_file_that_breaks_off_half_way_changes_nothing(directory: Engine, tmp_path: Path) -> None:
    """The power goes after the first row: one transaction, so nothing of it was done."""
    seen = preview(a_file(tmp_path, LEAST))
    before = changes(directory)
    with pytest.raises(IntegrityError):
        _break_off(directory, seen)
    assert changes(directory) == before
    with writing(directory, STAFF, stopped_at(MORNING)) as session:
        assert not session.query(ImportBatch).filter(ImportBatch.origin == "import").count()


def _break_off(engine: Engine, seen: Preview) -> None:
    """An import in whose transaction something breaks a rule at last."""
    with writing(engine, IMPORTER, stopped_at(MORNING)) as session:
        apply(session, seen, start_batch(session, "a.csv"))
        session.add(Service(code="min-mottagning", name="Samma kod", organization_id="nobody"))


def test_the_history_says_which_file_a_change_came_with(directory: Engine, tmp_path: Path) -> None:
    """So that an import can be found again, and undone by hand."""
    bring_in(directory, a_file(tmp_path, LEAST, name="november.csv"))
    with writing(directory, STAFF, stopped_at(MORNING)) as session:
        batch = session.query(ImportBatch).filter(ImportBatch.file_name == "november.csv").one()
        assert (batch.rows, batch.created, batch.changed) == (1, 1, 0)
        told = session.query(MetadataRow).filter(MetadataRow.batch_id == batch.id).all()
        assert {row.origin for row in told} == {"import"}
        assert {row.service_id for row in told} >= {service_of(session, "min-mottagning").id}


@pytest.mark.parametrize(
    ("number", "international"),
    [("070-174 06 05", "+46701740605"), ("112", None), ("114 14", None), ("116 111", None), ("1177", None)],
)
def test_a_short_number_has_no_international_form(number: str, international: str | None) -> None:
    """+46112 reaches nobody."""
    assert e164(number) == international
