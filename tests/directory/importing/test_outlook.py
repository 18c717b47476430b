"""Tests of what is told before a file is brought in, and of what waits for a second person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from directory.changes import approve, pending
from directory.database import writing
from directory.importing import Preview, preview
from directory.importing.incoming import look_at, look_at_content, safe_name
from directory.importing.outlook import Outlook, outlook, touched_since_a_file
from directory.models import ChangeRequest, ImportBatch, MetadataRow, Service, ServiceAtLocation
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

SECOND = STAFF.__class__(by="andra@example.org", origin="form")
SHELTER = {**LEAST, "category": "shelter", "phone": "070-174 06 05", "description_sv": "Skydd."}
LATER = MORNING + timedelta(hours=1)


def told(engine: Engine, path: Path) -> Outlook:
    """What the file would do."""
    with writing(engine, IMPORTER, stopped_at(LATER)) as session:
        return outlook(session, preview(path))


def approve_all(engine: Engine) -> None:
    """A second person says yes to everything."""
    with writing(engine, SECOND, stopped_at(LATER)) as session:
        for request in pending(session):
            approve(session, request.id)


def test_it_tells_every_field_before_and_after_and_does_nothing(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """Not a row of history, not a batch."""
    bring_in(seeded_engine, a_file(tmp_path, {**LEAST, "phone": "070-174 06 05"}))
    ahead = told(
        seeded_engine,
        a_file(
            tmp_path,
            {**LEAST, "phone": "070-174 06 06"},
            {**LEAST, "code": "ny", "phone": ""},
        ),
    )
    assert [(one.code, one.outcome) for one in ahead.services] == [
        ("min-mottagning", "changed"),
        ("ny", "created"),
    ]
    differences = {(d.table, d.field): (d.before, d.after) for d in ahead.services[0].changes}
    assert differences["phone", "number"] == ("070-174 06 05", "070-174 06 06")
    assert len(ahead.missing) == 70
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        assert session.query(MetadataRow).count() == ahead.edition
        assert session.query(ImportBatch).filter(ImportBatch.origin == "import").count() == 1
        assert not session.query(Service).filter(Service.code == "ny").count()


def test_a_critical_fact_of_class_a_waits_for_a_second_person(seeded_engine: Engine, tmp_path: Path) -> None:
    """The number stays as it was; what is not critical is written at once."""
    row = {"code": "somaya", "name_sv": "x", "organization": "y", "phone": "070-174 06 05"}
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service = service_of(session, "somaya")
        row |= {"name_sv": service.name, "organization": service.organization.name}
        before = service.phones[0].number
    path = a_file(tmp_path, {**row, "description_sv": "Samtal."})
    ahead = told(seeded_engine, path).services[0]
    assert {d.field for d in ahead.changes} == {"description"}
    assert ("number", before, "070-174 06 05") in {(d.field, d.before, d.after) for d in ahead.waits}
    done = bring_in(seeded_engine, path)
    assert (done.changed, done.waiting) == (["somaya"], ["somaya"])
    assert number_of(seeded_engine, "somaya") == before
    again = bring_in(seeded_engine, path)
    assert (again.unchanged, again.waiting) == (["somaya"], ["somaya"])
    assert requests(seeded_engine) == 1
    approve_all(seeded_engine)
    assert number_of(seeded_engine, "somaya") == "070-174 06 05"
    assert bring_in(seeded_engine, path).waiting == []


def test_a_new_service_of_class_a_stays_hidden_until_a_second_person_shows_it(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """All of it is there to be looked at."""
    path = a_file(tmp_path, SHELTER)
    done = bring_in(seeded_engine, path)
    assert (done.created, done.waiting) == (["min-mottagning"], ["min-mottagning"])
    assert status_of(seeded_engine) == "inactive"
    assert number_of(seeded_engine, "min-mottagning") == "070-174 06 05"
    bring_in(seeded_engine, path)
    assert requests(seeded_engine) == 1
    approve_all(seeded_engine)
    assert status_of(seeded_engine) == "active"
    assert bring_in(seeded_engine, path).unchanged == ["min-mottagning"]


def test_making_a_service_class_a_makes_its_facts_critical_at_once(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """A file cannot change the number and the class in one go and pass by the second person."""
    bring_in(seeded_engine, a_file(tmp_path, {**LEAST, "phone": "070-174 06 05"}))
    done = bring_in(seeded_engine, a_file(tmp_path, {**SHELTER, "phone": "070-174 06 06"}))
    assert done.waiting == ["min-mottagning"]
    assert number_of(seeded_engine, "min-mottagning") == "070-174 06 05"


def test_the_address_of_a_place_that_class_a_shares_waits(seeded_engine: Engine, tmp_path: Path) -> None:
    """Though the row is of another service."""
    mine = {**LEAST, "street_address": "Exempelgatan 1"}
    bring_in(seeded_engine, a_file(tmp_path, mine))
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        (tie,) = service_of(session, "min-mottagning").places
        line = service_of(session, "kvinnofridslinjen").id
        session.add(ServiceAtLocation(service_id=line, location_id=tie.location_id))
    done = bring_in(seeded_engine, a_file(tmp_path, {**mine, "street_address": "Exempelgatan 2"}))
    assert done.waiting == ["min-mottagning"]
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        (tie,) = service_of(session, "min-mottagning").places
        assert [one.address_1 for one in tie.location.addresses] == ["Exempelgatan 1"]


def test_every_part_of_a_class_a_service_waits(seeded_engine: Engine, tmp_path: Path) -> None:
    """A new number, a chat, an address, hours, exceptions, languages; approved, they are there."""
    bring_in(seeded_engine, a_file(tmp_path, SHELTER))
    approve_all(seeded_engine)
    more = {
        "phone_2": "070-174 06 07",
        "chat_url": "https://example.org/chatt",
        "email": "info@example.org",
        "review_interval": "365",
        "street_address": "Exempelgatan 1",
        "hours_phone": "mån-fre 09:00-16:00",
        "other_days": "2026-12-24 stängt",
        "languages": "sv|en",
        "always_open": "nej",
        "name_en": "The clinic",
        "phone_label_en": "On call",
        "areas": "farsta",
    }
    done = bring_in(seeded_engine, a_file(tmp_path, {**SHELTER, **more}))
    assert done.waiting == ["min-mottagning"]
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service = service_of(session, "min-mottagning")
        assert [len(service.phones), len(service.urls), len(service.schedules)] == [1, 0, 0]
        assert {request.resource_type for request in pending(session)} == {
            *("phone", "url", "address", "schedule", "schedule_exception", "language"),
            *("translation", "service_area", "service"),
        }
    approve_all(seeded_engine)
    assert bring_in(seeded_engine, a_file(tmp_path, {**SHELTER, **more})).waiting == []
    fewer = {**SHELTER, "hours_phone": "tis 10-12", "languages": "sv"}
    bring_in(seeded_engine, a_file(tmp_path, fewer))
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        actions = sorted((one.resource_type, one.action) for one in pending(session))
    assert actions == [("language", "delete"), ("schedule", "create"), ("schedule", "delete")]


def test_it_tells_which_services_people_have_changed_since_a_file(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """About those, somebody must choose."""
    path = a_file(tmp_path, {**LEAST, "phone": "070-174 06 05"})
    bring_in(seeded_engine, path)
    with writing(seeded_engine, STAFF, stopped_at(LATER)) as session:
        assert touched_since_a_file(session) == frozenset()
        service_of(session, "min-mottagning").phones[0].number = "070-174 06 09"
    ahead = told(seeded_engine, path)
    assert [one.code for one in ahead.touched] == ["min-mottagning"]
    with writing(seeded_engine, IMPORTER, stopped_at(LATER)) as session:
        kept = outlook(session, preview(path), keep=touched_since_a_file(session))
    assert (kept.services[0].outcome, kept.services[0].changes) == ("kept", ())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("C:\\Users\\anna\\lista.csv", "lista.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.csv", "ab.csv"),
        ("...", "fil"),
        ("", "fil"),
        ("lista åäö.csv", "lista åäö.csv"),
    ],
)
def test_a_name_that_somebody_sends_cannot_lead_anywhere(name: str, safe: str) -> None:
    """Only the last part counts."""
    assert safe_name(name) == safe


def test_a_file_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    """A spreadsheet by mistake is told of as one; JSON and zip are packages."""
    assert isinstance(look_at_content("x.txt", b"kod;namn;organisation\na;b;c\n"), Preview)
    assert [f.problem.name for f in look_at_content("x.xlsx", b"PK\x03\x04abc").errors] == ["spreadsheet"]
    for name, content in (("a.zip", b"PK\x03\x04abc"), ("a.json", b' {"id": 1}'), ("b", b"\xef\xbb\xbf[]")):
        seen = look_at_content(name, content)
        assert not isinstance(seen, Preview)
        assert seen.errors
    assert look_at(tmp_path / "nowhere.csv").errors


def number_of(engine: Engine, code: str) -> str:
    """The first number of a service."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return service_of(session, code).phones[0].number


def status_of(engine: Engine) -> str:
    """Of the service of the files above."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return service_of(session, "min-mottagning").status


def requests(engine: Engine) -> int:
    """How many there have ever been."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return len(session.scalars(select(ChangeRequest)).all())
