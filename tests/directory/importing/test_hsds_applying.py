"""HSDS in, step two: what is written, what is proposed, what is never touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from directory.changes import pending
from directory.database import reading, writing
from directory.importing import PreviewHasFaults, start_batch
from directory.importing.hsds_applying import HsdsConflicts, apply_hsds
from directory.importing.hsds_previewing import preview_hsds
from directory.models import MetadataRow, Phone, Service, TaxonomyTerm, Url, lasting_id
from tests.directory.builders import IMPORTER, MORNING, stopped_at
from tests.directory.hsds_directories import FOREIGN, bring, kept, zipped

ID = "ac148810-d857-441c-9679-408f346de14b"
PHONE = "1554f2e2-a373-45db-a3fa-9fc48a61c15e"
ORGANIZATION = {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Exempelföreningen", "description": ""}
SERVICE = {
    "id": ID,
    "name": "Öppna mottagningen",
    "status": "active",
    "url": "https://example.org/m",
    "email": "info@example.org",
    "assured_date": "2026-11-01",
    "assurer_email": "info@example.org",
    "organization": ORGANIZATION,
    "phones": [{"id": PHONE, "number": "070-174 06 05"}],
}
LINE = lasting_id("service", "kvinnofridslinjen")


def a_package(folder: Path, *services: dict[str, Any]) -> Path:
    """Services as JSON."""
    return kept(json.dumps(services).encode(), folder, "paket.json")


def the(engine: Engine, service_id: str = ID) -> dict[str, Any]:
    """A service and what hangs on it, read anew."""
    with reading(engine) as session:
        found = session.get_one(Service, service_id)
        return {
            "code": found.code,
            "name": found.name,
            "status": found.status,
            "assured": found.assured_date,
            "phones": sorted(phone.number for phone in found.phones),
            "urls": sorted((url.kind, url.url) for url in found.urls),
        }


def test_a_foreign_service_lands_unverified_with_a_code_from_its_name(engine: Engine, tmp_path: Path) -> None:
    """Whatever the file says of assurance."""
    assert bring(engine, a_package(tmp_path, SERVICE)).created == ["oppna-mottagningen"]
    assert the(engine) == {
        "code": "oppna-mottagningen",
        "name": "Öppna mottagningen",
        "status": "active",
        "assured": None,
        "phones": ["070-174 06 05"],
        "urls": [("email", "mailto:info@example.org"), ("web", "https://example.org/m")],
    }
    with reading(engine) as session:
        assert session.get_one(Phone, PHONE).e164 == "+46701740605"
        assert {row.batch_id is None for row in session.scalars(select(MetadataRow))} == {False}


def test_signs_that_turn_text_around_are_left_out_as_in_the_form(engine: Engine, tmp_path: Path) -> None:
    """In names and numbers."""
    phone = {"id": PHONE, "number": "070-174 \u202e06 05"}
    bring(engine, a_package(tmp_path, {**SERVICE, "name": "Öppna \u2066mottagningen", "phones": [phone]}))
    assert (the(engine)["name"], the(engine)["phones"]) == ("Öppna mottagningen", ["070-174 06 05"])


def test_the_same_file_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    """Found by id."""
    bring(engine, a_package(tmp_path, SERVICE))
    with reading(engine) as session:
        before = session.scalar(select(func.count()).select_from(MetadataRow))
    done = bring(engine, a_package(tmp_path, SERVICE))
    assert (done.created, done.changed, done.unchanged) == ([], [], ["oppna-mottagningen"])
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(MetadataRow)) == before


def test_a_change_is_unverified_and_nothing_is_deleted(engine: Engine, tmp_path: Path) -> None:
    """A row that the file has lost stays; another service is told as missing."""
    other = SERVICE | {"id": PHONE, "name": "Andra", "phones": [], "url": "https://example.org/a"}
    bring(engine, a_package(tmp_path, SERVICE, other))
    with writing(engine, IMPORTER, stopped_at(MORNING)) as session:
        session.get_one(Service, ID).assured_date = MORNING.date()
        session.get_one(Phone, PHONE).verified_on = MORNING.date()
    changed = SERVICE | {"name": "Nya mottagningen", "phones": [{"id": PHONE, "number": "070-174 06 06"}]}
    done = bring(engine, a_package(tmp_path, changed | {"email": None}))
    assert (done.changed, done.missing) == (["oppna-mottagningen"], ["andra"])
    now = the(engine)
    assert (now["name"], now["assured"], now["phones"]) == ("Nya mottagningen", None, ["070-174 06 06"])
    assert len(now["urls"]) == 2
    with reading(engine) as session:
        assert session.get_one(Phone, PHONE).verified_on is None


def test_a_service_is_found_by_its_code_when_the_id_is_another(engine: Engine, tmp_path: Path) -> None:
    """No double."""
    bring(engine, a_package(tmp_path, SERVICE))
    done = bring(
        engine, a_package(tmp_path, SERVICE | {"id": PHONE, "x_code": "oppna-mottagningen", "phones": []})
    )
    assert (done.created, done.unchanged) == ([], ["oppna-mottagningen"])


def test_critical_facts_of_class_a_are_proposed_and_not_written(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """And proposed once, however often the file comes."""
    before = the(seeded_engine, LINE)
    changed = {
        "id": LINE,
        "name": "Fel namn",
        "status": "active",
        "alternate_name": "Linjen",
        "organization": ORGANIZATION,
        "phones": [{"id": PHONE, "number": "070-174 06 05"}],
    }
    for _ in range(2):
        assert bring(seeded_engine, a_package(tmp_path, changed)).waiting == ["kvinnofridslinjen"]
    after = the(seeded_engine, LINE)
    assert (after["name"], after["phones"]) == (before["name"], before["phones"])
    with reading(seeded_engine) as session:
        assert session.get_one(Service, LINE).alternate_name == "Linjen"
        waiting = {(one.resource_type, one.action) for one in pending(session, LINE)}
        assert waiting == {("service", "update"), ("phone", "create")}
        assert len(pending(session, LINE)) == 2


def test_a_row_that_belongs_to_another_service_is_not_taken_from_it(engine: Engine, tmp_path: Path) -> None:
    """Nothing of the package is written."""
    bring(engine, a_package(tmp_path, SERVICE))
    thief = {"id": LINE, "name": "Tjuven", "status": "active", "organization": ORGANIZATION}
    with pytest.raises(HsdsConflicts) as caught:
        bring(engine, a_package(tmp_path, thief | {"phones": SERVICE["phones"]}))
    assert [fault.problem.name for fault in caught.value.faults] == ["hsds_elsewhere"]
    with reading(engine) as session:
        assert session.get(Service, LINE) is None


def test_services_to_keep_are_left_as_they_are(engine: Engine, tmp_path: Path) -> None:
    """As in every import."""
    bring(engine, a_package(tmp_path, SERVICE))
    path = a_package(tmp_path, SERVICE | {"name": "Annat", "description": "x"})
    with writing(engine, IMPORTER, stopped_at(MORNING)) as session:
        done = apply_hsds(session, preview_hsds(path), start_batch(session, "a"), keep={ID})
    assert done.kept == ["oppna-mottagningen"]
    assert the(engine)["name"] == "Öppna mottagningen"


def test_a_package_with_faults_is_not_applied(engine: Engine) -> None:
    """The standard's own example."""
    with pytest.raises(PreviewHasFaults):
        bring(engine, FOREIGN / "examples" / "csv")


def test_two_services_of_one_name_get_two_codes(engine: Engine, tmp_path: Path) -> None:
    """The second with a piece of its id."""
    second = SERVICE | {"id": PHONE, "phones": [], "url": "https://example.org/2"}
    done = bring(engine, a_package(tmp_path, SERVICE, second))
    assert done.created == ["oppna-mottagningen", "oppna-mottagningen-1554f2e2"]


def test_an_organisation_of_the_same_name_is_the_same(engine: Engine, tmp_path: Path) -> None:
    """Its id here stays."""
    bring(engine, a_package(tmp_path, SERVICE))
    other = SERVICE | {"organization": ORGANIZATION | {"id": PHONE}}
    assert bring(engine, a_package(tmp_path, other)).unchanged == ["oppna-mottagningen"]


def test_a_link_that_is_there_is_not_added_again(engine: Engine, tmp_path: Path) -> None:
    """HSDS's url of a service is one of our links."""
    bring(engine, a_package(tmp_path, SERVICE))
    bring(
        engine,
        a_package(tmp_path, SERVICE | {"additional_urls": [{"id": PHONE, "url": "https://example.org/m"}]}),
    )
    with reading(engine) as session:
        urls = [row.url for row in session.scalars(select(Url).where(Url.kind == "web"))]
    assert urls == ["https://example.org/m"]


def the_line(engine: Engine, **more: Any) -> dict[str, Any]:
    """The least that a package can say of a service of class A that is here."""
    with reading(engine) as session:
        line = session.get_one(Service, LINE)
        organization = {"id": line.organization_id, "name": line.organization.name, "description": ""}
        return {"id": LINE, "name": line.name, "status": line.status, "organization": organization, **more}


def waits(engine: Engine) -> list[tuple[str, str]]:
    """What waits for a second person."""
    with reading(engine) as session:
        return [(one.action, one.resource_type) for one in pending(session)]


def test_the_number_of_an_organisation_waits_when_a_service_of_class_a_is_its_own(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """It stands on a card that has grown old."""
    told = the_line(seeded_engine)
    told["organization"]["phones"] = [{"id": PHONE, "number": "070-174 06 05"}]
    bring(seeded_engine, a_package(tmp_path, told))
    assert waits(seeded_engine) == [("create", "phone")]
    with reading(seeded_engine) as session:
        assert session.get(Phone, PHONE) is None


def test_a_page_that_becomes_a_chat_waits(seeded_engine: Engine, tmp_path: Path) -> None:
    """Somebody would answer there."""
    with reading(seeded_engine) as session:
        asked = select(Url).where(Url.service_id == LINE, Url.kind == "web")
        page = session.scalars(asked).first()
        assert page is not None
        link = {"id": page.id, "url": page.url, "x_kind": "chat", "service_id": LINE}
    bring(seeded_engine, a_package(tmp_path, the_line(seeded_engine, additional_urls=[link])))
    assert waits(seeded_engine) == [("update", "url")]


def test_english_of_class_a_waits_also_when_the_package_does_not_say_whose_it_is(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """The row that it translates tells."""
    english = {
        "id": PHONE,
        "resource_type": "service",
        "resource_id": LINE,
        "field_name": "name",
        "language": "en",
        "value": "Another line",
    }
    files = {
        "services.json": json.dumps([the_line(seeded_engine)]).encode(),
        "x_translations.json": json.dumps([english]).encode(),
    }
    bring(seeded_engine, kept(zipped(files), tmp_path))
    assert [table for _, table in waits(seeded_engine)] == ["translation"]


def test_a_term_by_another_name_does_not_lead_past_the_second_person(
    seeded_engine: Engine, tmp_path: Path
) -> None:
    """Its id is that of "shelter" here, whatever code the package gives it."""
    with reading(seeded_engine) as session:
        term = session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.code == "shelter")).one()
        detail = {"id": term.taxonomy_id, "name": "category", "description": ""}
        told = {
            "id": term.id,
            "code": "category:health",
            "name": "x",
            "description": "",
            "taxonomy": "category",
        }
    tie = {
        "id": PHONE.replace("1", "2"),
        "link_id": ID,
        "link_type": "category",
        "link_entity": "service",
        "taxonomy_term": {**told, "taxonomy_detail": detail},
    }
    bring(seeded_engine, a_package(tmp_path, {**SERVICE, "attributes": [tie]}))
    assert the(seeded_engine)["status"] == "inactive"
