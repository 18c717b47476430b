"""Tests of the file for a spreadsheet: what comes back when it is read again, and what never leaves."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory import records
from directory.database import writing
from directory.exporting.staff_csv import staff_csv
from directory.history import Author
from directory.importing import Applied, apply, start_batch
from directory.importing.previewing import preview_content
from directory.models import (
    Address,
    Language,
    Location,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Translation,
    Url,
    WhatHappens,
)
from directory.models.words import KINDS_OF_FACT
from directory.reading import services
from directory.seeding import SEED_AUTHOR, seed
from directory.terms import SEED
from tests.directory.builders import IMPORTER, MORNING, STAFF, a_service_row, keep, service_of, stopped_at

AS_SEED = Author(by="katalogen@example.org", origin="seed")


@pytest.fixture
def words_only(engine: Engine, tmp_path: Path) -> Engine:
    """A directory with the vocabulary and no services."""
    for path in SEED.glob("*.csv"):
        shutil.copy(path, tmp_path)
        if path.name not in ("terms.csv", "needs.csv"):
            head = path.read_text(encoding="utf-8").splitlines()[0]
            (tmp_path / path.name).write_text(head + "\n", encoding="utf-8")
    with writing(engine, SEED_AUTHOR, stopped_at(MORNING)) as session:
        seed(session, tmp_path)
    return engine


def taken_out(engine: Engine, **asked: bool) -> bytes:
    """The file of a directory."""
    with Session(engine) as session:
        return staff_csv(session, **asked)


def brought_in(engine: Engine, content: bytes, by: Author = AS_SEED) -> Applied:
    """The file into a directory."""
    seen = preview_content("katalogen.csv", content)
    assert [fault.message("sv") for fault in seen.errors] == []
    with writing(engine, by, stopped_at(MORNING)) as session:
        return apply(session, seen, start_batch(session, seen.file_name))


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The file as a spreadsheet sees it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_whole_seed_comes_back_as_it_was(seeded_engine: Engine, words_only: Engine) -> None:
    """Into a directory that has only the vocabulary: all that a visitor can see, and the same file again."""
    content = taken_out(seeded_engine, internal=True)
    assert len(brought_in(words_only, content).created) == 70
    with Session(seeded_engine) as before, Session(words_only) as after:
        assert services(after) == services(before)
    assert taken_out(words_only, internal=True) == content


@pytest.mark.parametrize("internal", [True, False])
def test_bringing_in_what_was_taken_out_changes_nothing(seeded_engine: Engine, internal: bool) -> None:
    """Neither a service nor a proposal."""
    content = taken_out(seeded_engine, internal=internal)
    done = brought_in(seeded_engine, content, IMPORTER)
    assert (len(done.unchanged), done.changed, done.created, done.waiting) == (70, [], [], [])


def test_a_spreadsheet_program_that_saves_it_otherwise_changes_nothing(seeded_engine: Engine) -> None:
    """With commas, as cp1252, with empty rows and columns."""
    rows = list(
        csv.reader(io.StringIO(taken_out(seeded_engine).decode("utf-8-sig"), newline=""), delimiter=";")
    )
    out = io.StringIO()
    csv.writer(out).writerows([[*row, "", ""] for row in [*rows, [""] * len(rows[0])]])
    content = out.getvalue().encode("utf-16")
    assert brought_in(seeded_engine, content, IMPORTER).changed == []


def test_it_opens_in_a_swedish_spreadsheet_program(seeded_engine: Engine) -> None:
    """The mark of UTF-8, semicolons, Swedish headings, one row a service."""
    content = taken_out(seeded_engine)
    assert content.startswith("\ufeffkod;status;".encode())
    rows = rows_of(content)
    assert len(rows) == 70
    row = next(row for row in rows if row["kod"] == "somaya")
    assert row["öppet telefon"].startswith("mån-fre 09:00-16:00 ej helgdagar [")
    assert row["status"] == "aktiv"


def test_internal_notes_leave_only_when_asked_for(seeded_engine: Engine) -> None:
    """The column is not even there."""
    keep(seeded_engine, a_service_row("hemlig", internal_note="Ring aldrig före tolv."))
    assert "Ring aldrig" not in taken_out(seeded_engine).decode()
    assert "intern anteckning" not in rows_of(taken_out(seeded_engine))[0]
    assert "Ring aldrig" in taken_out(seeded_engine, internal=True).decode()


def test_a_place_that_is_not_public_never_leaves(words_only: Engine) -> None:
    """Not even when the internal notes do; and a file without it does not open it."""
    service = a_service_row("skyddat")
    place = Location(visibility="internal", name="Gömstället")
    address = Address(location_id=place.id, address_1="Exempelgatan 13")
    tie = ServiceAtLocation(service_id=service.id, location_id=place.id)
    keep(words_only, service, place)
    keep(words_only, address, tie)
    content = taken_out(words_only, internal=True)
    assert b"Exempelgatan" not in content
    assert "Gömstället".encode() not in content
    assert brought_in(words_only, content, IMPORTER).unchanged == ["skyddat"]


def test_a_number_corrected_in_the_spreadsheet_is_the_number_in_its_place(words_only: Engine) -> None:
    """The wrong one does not stay beside it."""
    service = a_service_row("jouren")
    numbers = ("070-174 06 05", "070-174 06 06")
    phones = list(_phones(service, *numbers))
    keep(words_only, service)
    keep(words_only, *phones)
    content = taken_out(words_only).replace(b"070-174 06 06", b"070-174 06 07")
    assert brought_in(words_only, content, IMPORTER).changed == ["jouren"]
    with Session(words_only) as session:
        found = [phone.number for phone in service_of(session, "jouren").phones]  # type: ignore[arg-type]
    assert found == ["070-174 06 05", "070-174 06 07"]


def _phones(service: Service, *numbers: str) -> Iterator[Phone]:
    return (Phone(service_id=service.id, number=n, sort_order=at) for at, n in enumerate(numbers, start=1))


WORDS = (
    st.text(st.sampled_from("aåäö =+-@';|,\"\t1\n]["), min_size=1, max_size=12).map(str.strip).filter(bool)
)
LINES = WORDS.map(lambda text: " ".join(text.split()))
PAGES = st.integers(1, 99).map(lambda number: f"https://example.org/{number}")
TRUST = st.sampled_from(["high", "medium", "low", "memory-unverified"])
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
HOURS = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 59])).map(lambda at: time(*at))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Or nothing."""
    return st.none() | strategy


@st.composite
def sourced(draw: st.DrawFn) -> dict[str, Any]:
    """Trust, and a source whose name is its page's host."""
    return {
        "confidence": draw(TRUST),
        "source": "example.org",
        "source_url": draw(PAGES),
        "source_date": draw(st.sampled_from(["2026-05", "undated (about 2017)", "2024-04-16"])),
    }


@st.composite
def service_rows(draw: st.DrawFn) -> list[Any]:
    """A service with everything that the file can hold, in the order in which the file holds it."""
    ages = sorted(draw(st.tuples(st.integers(0, 120), st.integers(0, 120))))
    service = a_service_row(
        "exempel",
        name=draw(LINES),
        alternate_name=draw(maybe(LINES)),
        description=draw(WORDS),
        status=draw(st.sampled_from(["active", "inactive", "defunct", "temporarily closed"])),
        eligibility_description=draw(maybe(WORDS)),
        application_process=draw(maybe(WORDS)),
        fees_description=draw(maybe(WORDS)),
        interpretation_services=draw(maybe(WORDS)),
        alert=draw(maybe(WORDS)),
        alert_until=draw(maybe(DATES)),
        anonymous=draw(st.sampled_from(["yes", "partly", "no", "unknown"])),
        always_open=draw(st.booleans()),
        hours_note=draw(maybe(WORDS)),
        review_interval_days=draw(maybe(st.integers(1, 365))),
        internal_note=draw(maybe(WORDS)),
        minimum_age=ages[0],
        maximum_age=ages[1],
        **draw(sourced()),
    )
    rows: list[Any] = [service]
    numbers = draw(st.lists(st.integers(605, 699), unique=True, max_size=3))
    for at, number in enumerate(numbers, start=1):
        text = {"description": draw(maybe(LINES)), "textable": draw(st.booleans()), "sort_order": at}
        number_text = f"070-174 0{str(number)[0]} {str(number)[1:]}"
        rows.append(Phone(service_id=service.id, number=number_text, **text, **draw(sourced())))
    for order, kind in ((0, "chat"), (10, "web"), (20, "email")):
        for at, page in enumerate(draw(st.lists(PAGES, unique=True, max_size=2)), start=1):
            url = f"mailto:a{page[-1]}@example.org" if kind == "email" else page
            if any(isinstance(row, Url) and row.url == url for row in rows):
                continue
            more = {"label": draw(maybe(LINES)), "sort_order": order + at}
            rows.append(Url(service_id=service.id, kind=kind, url=url, **more, **draw(sourced())))
    source = {k: v for k, v in draw(sourced()).items() if k != "confidence"}
    for _ in range(draw(st.integers(0, 4))):
        days = sorted(draw(st.sets(st.sampled_from(range(7)), min_size=1)))
        rows.append(
            Schedule(
                service_id=service.id,
                byday=",".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day] for day in days),
                opens_at=draw(HOURS),
                closes_at=draw(HOURS),
                valid_from=draw(maybe(DATES)),
                valid_to=draw(maybe(DATES)),
                attending_type=draw(st.sampled_from(["any", "phone", "visit", "chat"])),
                open_on_holidays=draw(st.booleans()),
                notes=draw(maybe(LINES)),
                **source,
            )
        )
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted(draw(st.tuples(DATES, DATES)))
        times = draw(st.just((None, None)) | st.tuples(HOURS, HOURS))
        hours = {"opens_at": times[0], "closes_at": times[1]}
        rows.append(
            ScheduleException(
                service_id=service.id, date_from=first, date_to=last, reason=draw(maybe(LINES)), **hours
            )
        )
    for at, kind in enumerate(draw(st.lists(st.sampled_from(KINDS_OF_FACT), max_size=4)), start=1):
        words = draw(WORDS)
        rows.append(
            WhatHappens(
                service_id=service.id,
                kind=kind,
                text=f"{at} {words}",
                sort_order=at,
                source=draw(maybe(LINES)),
            )
        )
    for code in draw(st.sets(st.sampled_from(["sv", "en", "so", "fa"]))):
        rows.append(Language(service_id=service.id, code=code))
    for code in draw(st.sets(st.sampled_from(["sodermalm", "farsta", "sweden"]))):
        rows.append(ServiceArea(service_id=service.id, uri=code))
    if draw(st.booleans()):
        place = Location(name=service.name, transportation=draw(maybe(WORDS)))
        rows.append(place)
        rows.append(ServiceAtLocation(service_id=service.id, location_id=place.id))
        town: dict[str, Any] = {"city": draw(LINES), "postal_code": draw(st.sampled_from(["", "123 45"]))}
        rows.append(Address(location_id=place.id, address_1=draw(LINES), **{**town, **draw(sourced())}))
    for row in [one for one in rows if isinstance(one, Phone | Url | WhatHappens | Service)]:
        field = {Phone: "description", Url: "label", WhatHappens: "text", Service: "name"}[type(row)]
        english = draw(maybe(LINES))
        if english:
            about = {"resource_type": row.__tablename__, "resource_id": row.id, "service_id": service.id}
            rows.append(Translation(field_name=field, language="en", value=english, **about))
    return rows


def seen_by_visitors(session: Session) -> list[records.Service]:
    """The services as the bot reads them; periods stand in no order, and one said twice says no more."""
    return [
        replace(
            one,
            schedules=tuple(sorted(set(one.schedules), key=repr)),
            exceptions=tuple(sorted(set(one.exceptions), key=repr)),
        )
        for one in services(session)
    ]


@given(service_rows())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
def test_any_service_comes_back_as_it_was(words_only: Engine, rows: list[Any]) -> None:
    """Whatever stands in its cells: everything a visitor sees, and the same file again."""
    with writing(words_only, STAFF, stopped_at(MORNING)) as session:
        for row in rows:
            session.add(row)
            session.flush()
        session.expire_all()
        before, content = seen_by_visitors(session), staff_csv(session, internal=True)
        session.rollback()
    seen = preview_content("a.csv", content)
    assert [fault.message("sv") for fault in seen.errors] == []
    with writing(words_only, AS_SEED, stopped_at(MORNING)) as session:
        apply(session, seen, start_batch(session, "a.csv"))
        session.expire_all()
        assert seen_by_visitors(session) == before
        assert staff_csv(session, internal=True) == content
        assert apply(session, seen, start_batch(session, "b.csv")).unchanged == ["exempel"]
        session.rollback()
