"""Directories for the tests of HSDS: one service with everything, and made-up ones by hypothesis."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory import models
from directory.database import writing
from directory.history import Author
from directory.importing import Applied, start_batch
from directory.importing.contact_rows import e164
from directory.importing.hsds_applying import apply_hsds
from directory.importing.hsds_previewing import preview_hsds
from directory.models import Model, TaxonomyTerm, lasting_id
from tests.directory.builders import IMPORTER, MORNING, stopped_at

FOREIGN = Path(__file__).parents[1] / "foreign" / "hsds"
WHOLE = lasting_id("test", "service")
HISTORY = ("metadata.csv", "metadata.json")


def a_whole_service() -> list[Model]:
    """A service with a row in every table; parents first."""
    organization = models.Organization(id=lasting_id("test", "organization"), name="Exempelföreningen")
    service = models.Service(
        id=WHOLE,
        organization_id=organization.id,
        code="exempel",
        name="Exempelmottagningen",
        alternate_name="=Exemplet",
        description="Samtal.\nOch råd.",
        status="temporarily closed",
        eligibility_description="Alla",
        minimum_age=13,
        maximum_age=25,
        application_process="Ring",
        fees_description="Gratis",
        interpretation_services="tolk",
        alert="Stängt",
        alert_until=date(2027, 1, 7),
        assured_date=date(2026, 11, 1),
        assurer_email="namn.efternamn@example.org",
        confidence="high",
        anonymous="partly",
        always_open=True,
        hours_note="kvällar",
        review_interval_days=60,
        internal_note="HEMLIG ANTECKNING",
        source="example.org",
        source_date="2026-05",
        source_url="https://example.org/källa",
    )
    place = models.Location(
        id=lasting_id("test", "place"),
        name="Huset",
        organization_id=organization.id,
        transportation="Buss 1",
        accessibility="Ramp",
        latitude=59.3,
        longitude=18.05,
    )
    hidden = models.Location(
        id=lasting_id("test", "hidden"), name="DOLT STÄLLE", visibility="internal", location_type="virtual"
    )
    return [organization, service, place, hidden, *_on_the_service(service, place, hidden)]


def _on_the_service(service: models.Service, place: models.Location, hidden: models.Location) -> list[Model]:
    """What hangs on it."""
    mine = {"service_id": service.id}
    phone = models.Phone(
        id=lasting_id("test", "phone"),
        number="070-174 06 05",
        e164="+46701740605",
        description="Linjen",
        textable=True,
        verified_on=date(2026, 11, 1),
        source="example.org",
        **mine,
    )
    return [
        models.OrganizationIdentifier(
            organization_id=service.organization_id, identifier_type="org.nr", identifier="000000-0000"
        ),
        models.Address(location_id=place.id, address_1="Exempelgatan 1", city="Stockholm", confidence="high"),
        models.Address(location_id=hidden.id, address_1="DOLDA GATAN 1"),
        models.ServiceAtLocation(location_id=place.id, description="Plan 2", **mine),
        models.ServiceAtLocation(location_id=hidden.id, **mine),
        models.ServiceArea(uri="stockholm_city", name="Stan", **mine),
        phone,
        models.Phone(number="070-174 06 06", confidence="low", sort_order=2, **mine),
        models.Phone(number="070-174 06 07", organization_id=service.organization_id),
        models.Url(url="https://example.org", kind="web", **mine),
        models.Url(url="https://example.org/chatt", kind="chat", label="Chatt", sort_order=2, **mine),
        models.Url(url="mailto:mottagningen@example.org", kind="email", sort_order=21, **mine),
        models.Contact(title="Kurator", department="Mottagningen", **mine),
        models.Schedule(byday="MO,WE", opens_at=time(9), closes_at=time(23, 59), notes="not", **mine),
        models.Schedule(
            byday="1SA", freq="MONTHLY", opens_at=time(22), closes_at=time(6), attending_type="visit", **mine
        ),
        models.ScheduleException(
            date_from=date(2026, 12, 24), date_to=date(2026, 12, 26), reason="Jul", **mine
        ),
        models.Language(code="sv", **mine),
        models.WhatHappens(kind="what", text="Någon svarar.", **mine),
        _english(service, "name", "The clinic", service.id),
        _english(phone, "description", "The line", service.id),
        _english(service, "internal_note", "SECRET NOTE", service.id),
    ]


def _english(row: Model, field: str, value: str, service_id: str | None) -> models.Translation:
    return models.Translation(
        resource_type=row.__tablename__,
        resource_id=row.id,
        field_name=field,
        language="en",
        value=value,
        service_id=service_id,
        source_last_modified=MORNING,
    )


def stand_up(engine: Engine, rows: list[Model], terms: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Puts the rows in, and ties the whole service to terms of the vocabulary: link type -> codes."""
    with writing(engine, Author("test", "seed"), stopped_at(MORNING)) as session:
        for row in rows:
            session.add(row)
            session.flush()
        for link_type, codes in (terms or {}).items():
            for rank, code in enumerate(codes, start=1):
                session.add(_tie(session, link_type, code, rank))


def _tie(session: Session, link_type: str, code: str, rank: int) -> models.Attribute:
    found = session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.code == code))
    term = next(term for term in found if term.taxonomy.name == link_type.replace("last_resort", "need"))
    return models.Attribute(link_id=WHOLE, link_type=link_type, taxonomy_term_id=term.id, rank=rank)


def bring(engine: Engine, path: Path, by: Author = IMPORTER) -> Applied:
    """Brings a package in as staff do."""
    with writing(engine, by, stopped_at(MORNING)) as session:
        return apply_hsds(session, preview_hsds(path), start_batch(session, path.name))


def kept(content: bytes, folder: Path, name: str = "paket.zip") -> Path:
    """The package as a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without_history(content: bytes) -> dict[str, bytes]:
    """The files of a package that an import can bring back."""
    return {name: held for name, held in unzipped(content).items() if name not in HISTORY}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A package of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


_LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="\n=+-@'\",;")
WORDS = st.text(_LETTERS, min_size=1, max_size=20).map(str.strip).filter(bool)
MAYBE = st.none() | WORDS
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
IDS = st.uuids().map(str)
PHONES = st.integers(5, 99).map(lambda number: f"070-174 06 {number:02}")
SOURCES: dict[str, Any] = {"source": MAYBE, "source_date": MAYBE}


@st.composite
def directories(draw: st.DrawFn) -> list[Model]:
    """One to three services of one or two organisations, with random words in every field."""
    names = draw(st.lists(WORDS, min_size=1, max_size=2, unique=True))
    organizations = [
        models.Organization(id=draw(IDS), name=name, description=draw(st.just("") | WORDS)) for name in names
    ]
    rows: list[Model] = list(organizations)
    for number in range(draw(st.integers(1, 3))):
        rows += draw(_services(draw(st.sampled_from(organizations)), f"verksamhet-{number}"))
    return rows


@st.composite
def _services(draw: st.DrawFn, organization: models.Organization, code: str) -> list[Model]:
    words = (
        "alternate_name",
        "eligibility_description",
        "fees_description",
        "alert",
        "hours_note",
        "internal_note",
    )
    service = models.Service(
        id=draw(IDS),
        organization_id=organization.id,
        code=code,
        name=draw(WORDS),
        description=draw(st.just("") | WORDS),
        status=draw(st.sampled_from(models.service.STATUSES)),
        minimum_age=draw(st.none() | st.integers(0, 20)),
        maximum_age=draw(st.none() | st.integers(21, 120)),
        always_open=draw(st.booleans()),
        anonymous=draw(st.sampled_from(("yes", "partly", "no", "unknown"))),
        **{name: draw(MAYBE) for name in words},
    )
    mine = {"service_id": service.id}
    rows: list[Model] = [service]
    for _ in range(draw(st.integers(0, 2))):
        number = draw(PHONES)
        rows.append(
            models.Phone(id=draw(IDS), number=number, e164=e164(number), description=draw(MAYBE), **mine)
        )
        rows.append(
            models.Schedule(
                id=draw(IDS),
                byday="MO,SU",
                opens_at=draw(TIMES),
                closes_at=draw(TIMES),
                notes=draw(MAYBE),
                **mine,
            )
        )
        rows.append(models.WhatHappens(id=draw(IDS), kind="cost", text=draw(WORDS), **mine))
        rows.append(models.Url(id=draw(IDS), url="https://example.org/å", label=draw(MAYBE), **mine))
    if draw(st.booleans()):
        place = models.Location(
            id=draw(IDS), description=draw(MAYBE), latitude=draw(st.none() | st.floats(-90, 90))
        )
        address = models.Address(
            id=draw(IDS), location_id=place.id, address_1="Exempelgatan 1", postal_code=""
        )
        rows += [place, address, models.ServiceAtLocation(id=draw(IDS), location_id=place.id, **mine)]
    return rows
