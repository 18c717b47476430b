"""Tests of the seed: that it can be run again, keeps what people did, and tells only what was sourced."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory import records
from directory.contact_points import channels, usable_address, usable_links, usable_phones
from directory.database import reading, reading_engine, writing, writing_engine
from directory.importing import Applied, PreviewHasFaults
from directory.models import MetadataRow, Phone, Schedule
from directory.reading import need_titles, services
from directory.seeding import SEED_AUTHOR, seed
from directory.terms import SEED, needs, rows_of
from tests.directory.builders import MORNING, STAFF, service_of, stopped_at
from tests.directory.databases import Server

TODAY = MORNING.date()


@pytest.fixture(scope="module")
def found(server: Server, seeded_directory: str) -> dict[str, records.Service]:
    """The seeded services by code, as the bot reads them."""
    engine = reading_engine(server.copy_of(seeded_directory))
    with reading(engine) as session:
        by_code = {service.code: service for service in services(session)}
    engine.dispose()
    return by_code


def points_of(service: records.Service) -> list[records.Phone | records.Link | records.Address]:
    """Everything that leads to the service."""
    return [*service.phones, *service.links, *([service.address] if service.address else [])]


def seed_again(engine: Engine, folder: Path = SEED) -> Applied:
    """The seed once more, an hour later."""
    with writing(engine, SEED_AUTHOR, stopped_at(MORNING + timedelta(hours=1))) as session:
        return seed(session, folder)


@pytest.fixture
def newer_seed(tmp_path: Path) -> Path:
    """A seed in which the project has corrected the name of Bris and of Somaya."""
    folder = Path(shutil.copytree(SEED, tmp_path / "seed"))
    text = (folder / "services.csv").read_text(encoding="utf-8")
    text = text.replace("Bris,Bris,Bris (children's helpline)", "Bris,Bris nu,Bris (children's helpline)")
    text = text.replace("Somaya,Somaya,Somaya support", "Somaya,Somaya nu,Somaya support")
    (folder / "services.csv").write_text(text, encoding="utf-8")
    return folder


def test_all_services_and_needs_are_there(found: dict[str, records.Service], seeded_engine: Engine) -> None:
    """70 services, 38 needs."""
    assert len(found) == 70
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        assert list(need_titles(session)) == [need.code for need in needs()]


def test_seeding_again_changes_nothing(seeded_engine: Engine) -> None:
    """`make run` seeds at every start."""
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        before = session.query(MetadataRow).count()
    assert len(seed_again(seeded_engine).unchanged) == 70
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        assert session.query(MetadataRow).count() == before


def test_a_correction_in_a_newer_seed_arrives(seeded_engine: Engine, newer_seed: Path) -> None:
    """The project can mend its own facts."""
    assert seed_again(seeded_engine, newer_seed).changed == ["somaya", "bris"]
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        assert service_of(session, "bris").name == "Bris nu"


def test_what_people_have_changed_is_kept(seeded_engine: Engine, newer_seed: Path) -> None:
    """A seed never undoes the work of staff, and leaves everything of that service alone."""
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        bris = service_of(session, "bris")
        bris.phones[0].number = "070-174 06 05"
        somaya = service_of(session, "somaya")
        session.delete(somaya.schedules[0])
    done = seed_again(seeded_engine, newer_seed)
    assert (done.kept, done.changed) == (["somaya", "bris"], [])
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        bris, somaya = service_of(session, "bris"), service_of(session, "somaya")
        assert (bris.name, bris.phones[0].number, somaya.schedules) == ("Bris", "070-174 06 05", [])


def test_what_left_the_seed_leaves_the_directory(seeded_engine: Engine, newer_seed: Path) -> None:
    """Hours, needs and words that the project took back; of the services that people have not touched."""
    hours = (newer_seed / "schedules.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in hours if not line.startswith(("ratt-att-valja", "killar-se"))]
    (newer_seed / "schedules.csv").write_text("\n".join(kept), encoding="utf-8")
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "killar-se").name = "Killar"
    assert set(seed_again(seeded_engine, newer_seed).changed) == {"somaya", "bris", "ratt-att-valja"}
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        assert service_of(session, "ratt-att-valja").schedules == []
        assert len(service_of(session, "killar-se").schedules) == 1


def test_a_broken_seed_is_refused_with_its_first_fault(server: Server, tmp_path: Path) -> None:
    """Whoever edits the seed learns where the fault is."""
    folder = Path(shutil.copytree(SEED, tmp_path / "seed"))
    text = (folder / "services.csv").read_text(encoding="utf-8")
    (folder / "services.csv").write_text(text.replace("020-50 50 50", "020-50 50 50 ring!"), encoding="utf-8")
    engine = writing_engine(server.new())
    with pytest.raises(PreviewHasFaults, match=r"Row 13, phone: "):
        seed_again(engine, folder)
    engine.dispose()


def test_nothing_is_shown_as_checked_that_nobody_has_checked(found: dict[str, records.Service]) -> None:
    """The seed verifies nothing."""
    for service in found.values():
        assert service.assured_date is None
        assert not [point for point in points_of(service) if point.verified_on]


def test_every_contact_point_says_where_it_was_read(found: dict[str, records.Service]) -> None:
    """Except those of the one service that has no source and shows nothing."""
    for service in found.values():
        for point in points_of(service):
            sourced = point.source is not None and point.source.name and point.source.read
            assert sourced or point.confidence == "memory-unverified", service.code


@pytest.mark.parametrize(
    "code", ["mikamottagningen-sthlm", "mika-halsa", "rvc-innerstaden", "manscentrum-sthlm", "eu-team"]
)
def test_an_old_address_is_kept_for_staff_and_not_shown(found: dict[str, records.Service], code: str) -> None:
    """From 2011 and 2018: somebody must look first."""
    assert found[code].address is not None
    assert usable_address(found[code], TODAY) is None


@pytest.mark.parametrize("code", ["terrafem", "eu-team"])
def test_an_uncertain_number_is_kept_for_staff_and_not_shown(
    found: dict[str, records.Service], code: str
) -> None:
    """The source is too old to send anybody there."""
    assert found[code].phones
    assert not usable_phones(found[code], TODAY)


def test_secret_places_have_no_address(found: dict[str, records.Service]) -> None:
    """Not even an area of the town."""
    shelters = ["ersta-fristad", "stadens-skyddade-boende", "somaya", "talita", "alla-kvinnors-hus"]
    assert [found[code].address for code in shelters] == [None] * 5


def test_a_placeholder_never_becomes_a_fact() -> None:
    """ "not found" means that there is nothing."""
    placeholder = re.compile(r"not found|hittas ej|saknas$|\bn/a\b|secret|hemlig\b", re.IGNORECASE)
    for name in ("services.csv", "schedules.csv", "what_happens.csv", "terms.csv", "needs.csv"):
        for row in rows_of(name):
            told = {column: cell for column, cell in row.items() if column != "note"}
            assert not [cell for cell in told.values() if placeholder.search(cell)], row.get("code")


def test_no_number_hides_in_a_sentence() -> None:
    """A number in prose would be shown without its confidence and never be checked."""
    digits = re.compile(r"\d[\d -]{5,}\d")
    dates, hours = r"\d{4}[-–]\d\d(-\d\d|\d\d)?", r"\d\d[.:]\d\d[-–]\d\d[.:]\d\d"
    allowed = re.compile(rf"{dates}|{hours}|114 14|020-39 00 00")
    for name, columns in (
        ("services.csv", ("name_sv", "name_en", "description_sv", "description_en", "hours_note_sv", "note")),
        ("what_happens.csv", ("text_sv", "text_en")),
    ):
        for row in rows_of(name):
            for column in columns:
                assert not digits.search(allowed.sub("", row[column])), (row["code"], column)


def test_every_text_is_there_in_both_languages() -> None:
    """The second language is not a translation that may be late."""
    for name in ("services.csv", "what_happens.csv"):
        for row in rows_of(name):
            for column in (column for column in row if column.endswith("_sv")):
                assert bool(row[column]) == bool(row[column.replace("_sv", "_en")]), (row["code"], column)


def test_hours_are_only_there_where_the_source_is_clear(found: dict[str, records.Service]) -> None:
    """What disagrees, or lacks days, is words."""
    assert {code for code, service in found.items() if service.schedules} == {
        "stodlinjen-for-man",
        "stodlinjen-for-transpersoner",
        "ratt-att-valja",
        "somaya",
        "safe-havens",
        "ungarelationer",
        "killar-se",
        "ecpat-vuxenstod",
    }  # fmt: skip - one list
    for code in ("valj-att-sluta", "brottsofferjouren", "hemloshetsjouren", "eu-team", "socialjouren-sthlm"):
        assert found[code].hours_note is not None, code
        assert not found[code].always_open, code
    lines = ("112", "polisen-11414", "1177", "kvinnofridslinjen", "bris", "mind-sjalvmordslinjen")
    assert all(found[code].always_open for code in lines)


def test_adults_only_services_say_so(found: dict[str, records.Service]) -> None:
    """A minor is never sent there."""
    assert found["mikamottagningen-sthlm"].minimum_age == 18
    assert found["kast-sthlm"].minimum_age == 18
    assert found["bris"].maximum_age == 17


@pytest.mark.parametrize("need", [need for need in needs() if need.kind != "dialogue"], ids=lambda n: n.code)
def test_no_need_ends_without_somebody_to_reach(found: dict[str, records.Service], need: object) -> None:
    """Every need has a last resort with a number that may be shown."""
    code = need.code  # type: ignore[attr-defined] # parametrize gives object
    last = [service for service in found.values() if code in service.last_resort_for]
    assert any("phone" in channels(service, TODAY) for service in last)
    assert {service.confidence for service in last} <= {"high", "medium"}


def test_the_offers_stand_in_the_order_of_the_contract(found: dict[str, records.Service]) -> None:
    """Rank 1 is offered first."""
    for need in needs():
        ranked = sorted((s.needs[need.code], s.code) for s in found.values() if need.code in s.needs)
        assert tuple(code for _, code in ranked) == need.offers


def test_somebody_who_buys_sex_is_not_taken_for_somebody_who_hits(found: dict[str, records.Service]) -> None:
    """The line for people who use violence is for those who say that they do."""
    assert "buys_sex" not in {**found["valj-att-sluta"].needs, **found["valj-att-sluta"].last_resort_for}


def test_public_services_say_what_they_must_report(found: dict[str, records.Service]) -> None:
    """A minor learns it before the call."""
    for code in ("socialjouren-sthlm", "norra-innerstaden", "akutmottagning-valdtagna", "origo", "1177"):
        assert any("under 18" in text.sv for text in found[code].what_happens), code
    assert max(len(service.what_happens) for service in found.values()) <= 4


def test_what_has_no_source_shows_nothing(found: dict[str, records.Service]) -> None:
    """A name from memory is a note for staff."""
    unsourced = [service for service in found.values() if service.confidence == "memory-unverified"]
    assert {service.code for service in unsourced} == {"linnamottagningen", "stockholm-kontaktcenter"}
    assert not [s for s in unsourced if usable_phones(s, TODAY) or usable_links(s, TODAY)]


def test_every_fact_about_contact_has_a_source() -> None:
    """Its own, since it is said as a promise."""
    assert all(row["source"] and row["source_date"] for row in rows_of("what_happens.csv"))


def test_numbers_get_their_international_form(seeded_engine: Engine) -> None:
    """Except the short ones."""
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        forms = dict(session.query(Phone.number, Phone.e164).all())
        assert forms["020-50 50 50"] == "+4620505050"
        assert forms["114 14"] is None
        assert session.query(Schedule).count() == 8


def test_a_service_says_one_thing_of_each_kind() -> None:
    """A second sentence of the same kind would write over the first."""
    told = [(row["code"], row["kind"]) for row in rows_of("what_happens.csv")]
    assert len(told) == len(set(told))
