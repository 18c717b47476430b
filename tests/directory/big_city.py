"""A big city of services like the real ones, for measuring: thousands of rows, put in at once.

Numbers are the ones reserved for fiction, written in the ways in which people write them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, delete, insert

from directory.models import (
    Address,
    Attribute,
    Language,
    Location,
    Model,
    Organization,
    Phone,
    RecordingMark,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
    Translation,
    Url,
    WhatHappens,
    lasting_id,
)
from directory.models.vocabulary import TAXONOMIES
from directory.searching.indexing import refresh
from directory.terms import needs, terms
from tests.directory.builders import MORNING

SIZE = 10_000
_PER_ORGANIZATION = 8
_TODAY = MORNING.date()

Row = dict[str, Any]
Rows = dict[type[Model], list[Row]]
Terms = Mapping[str, Sequence[tuple[str, str]]]
"""Taxonomy -> (id, code) of its terms."""

_KINDS = ("Mottagningen", "Jouren", "Ungdomsmottagningen", "Rådgivningen", "Boendet", "Stödlinjen", "Enheten")
_PLACES = ("Ängby", "Årsta", "Östermalm", "Härnösand", "Kista", "Älvsjö", "Vällingby", "Åkersberga", "Farsta")
_GROUPS = ("unga", "kvinnor", "män", "anhöriga", "hbtqi-personer", "nyanlända", "föräldrar", "äldre")
_CATEGORIES = ("social services", "health care", "women's shelter", "legal", "violence helpline", "police")
_STATUSES = ("active",) * 16 + ("inactive", "temporarily closed", "defunct", "active")
_HOURS = (("08:00", "16:30"), ("09:00", "12:00"), ("13:00", "19:00"), ("18:00", "02:00"), ("00:00", "23:59"))
_LANGUAGES = ("sv", "en", "ro", "so", "ar", "ti", "es")


def settle(engine: Engine, size: int = SIZE) -> None:
    """Fills a directory of empty tables with the vocabulary and `size` services, the same ones every time."""
    with engine.begin() as connection:
        connection.execute(insert(RecordingMark).values(id="big city"))  # else triggers write a million lines
        rows = _rows(_vocabulary(connection), size)
        for kind, made in rows.items():
            connection.execute(insert(kind.__table__), made)  # type: ignore[arg-type]
        connection.execute(delete(RecordingMark))
        refresh(connection, [row["id"] for row in rows[Service]])


def a_number(chance: random.Random) -> str:
    """A number that is reserved for fiction, as somebody might write it."""
    last = chance.randint(5, 99)
    shape = chance.choice(("070-174 06 {:02}", "070-17406{:02}", "+46 70 174 06 {:02}", "070 174 06 {:02}"))
    return shape.format(last)


def _vocabulary(connection: Connection) -> Terms:
    """The project's own terms, as the seed writes them."""
    listed = [(term.taxonomy, term.code, term.name_sv, term.kind) for term in terms()]
    listed += [("need", need.code, need.name_sv, need.kind) for need in needs()]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in TAXONOMIES}
    for taxonomy, code, _name, _kind in listed:
        found[taxonomy].append((lasting_id("term", taxonomy, code), code))
    taxonomies = [
        {"id": lasting_id("taxonomy", name), "name": name, "description": ""} for name in TAXONOMIES
    ]
    connection.execute(insert(Taxonomy), taxonomies)
    connection.execute(
        insert(TaxonomyTerm), [_term(order, *each) for order, each in enumerate(listed, start=1)]
    )
    return found


def _term(order: int, taxonomy: str, code: str, name: str, kind: str) -> Row:
    ids = {"id": lasting_id("term", taxonomy, code), "taxonomy_id": lasting_id("taxonomy", taxonomy)}
    return ids | {"code": code, "name": name, "description": "", "kind": kind or None, "sort_order": order}


def _rows(vocabulary: Terms, size: int) -> Rows:
    """Every table's rows, parents before children."""
    order = (Organization, Service, Phone, Url, Location, Address, ServiceAtLocation, Schedule)
    rows: Rows = {kind: [] for kind in (*order, ServiceArea, Language, Attribute, WhatHappens, Translation)}
    rows[Organization] = [_organization(number) for number in range(-(-size // _PER_ORGANIZATION))]
    chance = random.Random(4)
    for number in range(size):
        service = _service(number, chance)
        rows[Service].append(service)
        _contacts(rows, service, chance)
        _hours(rows, service, chance)
        _sorting(rows, service, vocabulary, chance)
        _words(rows, service)
    return rows


def _organization(number: int) -> Row:
    return {"id": lasting_id("big organization", number), "name": f"Föreningen {number}", "description": ""}


def _service(number: int, chance: random.Random) -> Row:
    name = f"{chance.choice(_KINDS)} för {chance.choice(_GROUPS)} i {chance.choice(_PLACES)} {number}"
    checked = chance.choice((None, 10, 80, 100, 150, 190, 300, 400))
    return {
        "id": lasting_id("big service", number),
        "organization_id": lasting_id("big organization", number // _PER_ORGANIZATION),
        "code": f"stor-{number}",
        "name": name,
        "alternate_name": f"Gamla namnet {number}" if number % 7 == 0 else None,
        "description": "Stöd och samtal för den som behöver det. Du bestämmer själv vad du vill berätta.",
        "status": chance.choice(_STATUSES),
        "confidence": chance.choice(("high", "medium", "medium", "low")),
        "anonymous": chance.choice(("yes", "partly", "no", "unknown")),
        "minimum_age": chance.choice((None, None, 13, 18)),
        "maximum_age": chance.choice((None, None, None, 25)),
        "always_open": number % 11 == 0,
        "assured_date": None if checked is None else _TODAY - timedelta(checked),
        "review_interval_days": chance.choice((None, None, None, 60)),
        "source": "example.org",
        "source_date": "2026-01-15",
    }


def _contacts(rows: Rows, service: Row, chance: random.Random) -> None:
    """Two numbers, one or none; a page; an address for every other."""
    key = service["id"]
    for order in range(chance.choice((0, 1, 1, 1, 2))):
        rows[Phone].append(
            _of(service, "phone", order, number=a_number(chance), type="voice", textable=False)
            | {"sort_order": order + 1, "confidence": chance.choice(("high", "medium", "low"))}
        )
    page = f"https://example.org/{service['code']}"
    rows[Url].append(
        _of(service, "url", 1, kind="web", url=page, label="Webbplats", sort_order=1, confidence="medium")
    )
    if chance.random() < 0.5:
        place = lasting_id("big location", key)
        street = f"{chance.choice(_PLACES)}vägen {chance.randint(1, 90)}"
        rows[Location].append({"id": place, "location_type": "physical", "visibility": "public"})
        rows[Address].append(_address(place, street))
        rows[ServiceAtLocation].append(_of(service, "service_at_location", 1, location_id=place))


def _address(place: str, street: str) -> Row:
    known = {"location_id": place, "address_1": street, "city": "Stockholm", "postal_code": "123 45"}
    given = {"state_province": "", "country": "SE", "address_type": "physical", "confidence": "medium"}
    return {"id": lasting_id("big address", place)} | known | given


def _hours(rows: Rows, service: Row, chance: random.Random) -> None:
    """None, or one or two periods."""
    for order in range(0 if service["always_open"] else chance.choice((0, 1, 1, 2))):
        opens, closes = (time.fromisoformat(text) for text in chance.choice(_HOURS))
        rows[Schedule].append(
            _of(service, "schedule", order, freq="WEEKLY", byday="MO,TU,WE,TH,FR", opens_at=opens)
            | {"closes_at": closes, "attending_type": "any", "open_on_holidays": order == 0}
        )


def _sorting(rows: Rows, service: Row, terms_of: Terms, chance: random.Random) -> None:
    """Needs, audience, category, areas, languages."""
    for term, _code in chance.sample(terms_of["need"], chance.randint(1, 4)):
        rows[Attribute].append(_attribute(service, "need", term, rank=chance.randint(1, 40)))
    if chance.random() < 0.05:
        rows[Attribute].append(_attribute(service, "last_resort", chance.choice(terms_of["need"])[0], rank=9))
    by_code = {code: term for term, code in terms_of["category"]}
    category = by_code.get(chance.choice(_CATEGORIES)) or chance.choice(terms_of["category"])[0]
    rows[Attribute].append(_attribute(service, "category", category))
    rows[Attribute].append(_attribute(service, "audience", chance.choice(terms_of["audience"])[0]))
    for _term, code in chance.sample(terms_of["area"], chance.choice((1, 1, 2))):
        rows[ServiceArea].append(_of(service, "service_area", code, uri=code, extent_type="text"))
    for code in chance.sample(_LANGUAGES, chance.randint(1, 3)):
        rows[Language].append(_of(service, "language", code, code=code))


def _attribute(service: Row, link_type: str, term: str, rank: int | None = None) -> Row:
    key = _child_id(service, "attribute", link_type, term)
    link = {"link_id": service["id"], "link_entity": "service", "link_type": link_type}
    return {"id": key, "taxonomy_term_id": term, "rank": rank} | link


def _words(rows: Rows, service: Row) -> None:
    """Two sentences on what happens, and the English name."""
    for order, kind in enumerate(("what", "anonymity"), start=1):
        text = "Någon svarar och lyssnar. Du behöver inte säga vad du heter."
        rows[WhatHappens].append(_of(service, "what_happens", order, kind=kind, text=text, sort_order=order))
    english = service["name"].replace(" för ", " for ").replace(" i ", " in ")
    name = {"resource_type": "service", "resource_id": service["id"], "field_name": "name"}
    rows[Translation].append(_of(service, "translation", "name", language="en", value=english) | name)


def _of(service: Row, table: str, key: object, **values: Any) -> Row:
    return {"id": _child_id(service, table, key), "service_id": service["id"]} | values


def _child_id(service: Row, *parts: object) -> str:
    """The same id for the same parts; a tenth of the time of lasting_id."""
    told = crc32(":".join(map(str, parts)).encode())
    return f"{int(service['code'].removeprefix('stor-')):08x}-0000-4000-8000-{told:012x}"
