"""Tests of the search: what is found, in which order, on which page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from directory.database import writing
from directory.models import (
    Address,
    Attribute,
    Location,
    Organization,
    Phone,
    ProblemReport,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
    Translation,
    lasting_id,
)
from directory.searching.search import Found, Search, find_services
from directory.verification import ReviewClass, ReviewState
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, stopped_at

TODAY = MORNING.date()


def codes(engine: Engine, words: str = "", **choices: Any) -> list[str]:
    """The codes that are found, in their order."""
    return [row.code for row in found(engine, replace(Search(words), **choices)).rows]


def found(engine: Engine, search: Search, **page: int) -> Found:
    """What the search finds."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return find_services(session, search, TODAY, **page)


@pytest.fixture
def town(engine: Engine) -> Engine:
    """Three services that differ in everything."""
    nord = a_service_row("nord", name="Härnösands kvinnojour", alternate_name="Norrjouren")
    nord.phones = [Phone(number="070-174 06 05"), Phone(number="+46 70 174 06 06", sort_order=2)]
    nord.areas = [ServiceArea(uri="sodermalm")]
    syd = a_service_row("syd", name="Ängens råd", status="inactive", confidence="low")
    place = Location(addresses=[Address(address_1="Exempelgatan 12", postal_code="123 45", city="Årsta")])
    syd.places = [ServiceAtLocation(location=place)]
    vast = a_service_row("rad-vast", name="Råd i väst", assured_date=TODAY - timedelta(1))
    vast.organization = Organization(name="Stadens byrå")
    english = Translation(
        resource_type="service",
        resource_id=syd.id,
        service_id=syd.id,
        field_name="name",
        language="en",
        value="The Meadow",
    )  # fmt: skip - one row
    keep(engine, nord, syd, vast)
    keep(engine, english)
    return engine


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("harnosand", ["nord"]),
        ("HÄRNÖSAND", ["nord"]),
        ("norrjouren", ["nord"]),
        ("kvinnojour härnö", ["nord"]),
        ("kvinnojour ängens", []),
        ("meadow", ["syd"]),
        ("byra", ["rad-vast"]),
        ("rad-vast", ["rad-vast"]),
        ("0701740605", ["nord"]),
        ("+46 70-174 06 06", ["nord"]),
        ("174 06", ["nord"]),
        ("exempelgatan 12", ["syd"]),
        ("12345 arsta", ["syd"]),
        ("råd", ["rad-vast", "syd"]),
        ("nobody at all", []),
    ],
)
def test_words_find_what_holds_all_of_them(town: Engine, words: str, expected: list[str]) -> None:
    """Names in both languages, organisations, codes, numbers and addresses."""
    assert codes(town, words) == expected


@pytest.mark.parametrize("signs", ["%", "_", "\\", "/", "%%%", "*"])
def test_signs_are_not_wildcards(town: Engine, signs: str) -> None:
    """Nothing is called so."""
    assert codes(town, signs) == []


def test_a_whole_page_of_text_is_no_trouble(town: Engine) -> None:
    """Somebody pastes the wrong thing."""
    assert codes(town, "kvinnojour " * 2000) == ["nord"]


def test_without_words_all_stand_in_swedish_order(town: Engine) -> None:
    """Å, ä and ö last: the database's own order would not do."""
    assert codes(town) == ["nord", "rad-vast", "syd"]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"status": "inactive"}, ["syd"]),
        ({"confidence": "low"}, ["syd"]),
        ({"district": "sodermalm"}, ["nord"]),
        ({"without_phone": True}, ["rad-vast", "syd"]),
        ({"review_state": ReviewState.VERIFIED}, ["rad-vast"]),
        ({"review_state": ReviewState.UNVERIFIED}, ["nord", "syd"]),
        ({"review_class": ReviewClass.A}, []),
        ({"status": "inactive", "district": "sodermalm"}, []),
    ],
)
def test_each_choice_narrows_the_list(town: Engine, choices: dict[str, Any], expected: list[str]) -> None:
    """And several narrow it together."""
    assert codes(town, **choices) == expected


def test_a_need_finds_what_it_leads_to(town: Engine) -> None:
    """Offered or last resort; and a crisis makes class A."""
    taxonomy = Taxonomy(name="need")
    term_id = lasting_id("term")
    keep(town, TaxonomyTerm(id=term_id, taxonomy=taxonomy, code="suicide_risk", name="Självmordstankar"))
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        ids = {service.code: service.id for service in session.query(Service)}
        session.add(Attribute(link_id=ids["nord"], link_type="need", taxonomy_term_id=term_id, rank=1))
        session.add(Attribute(link_id=ids["syd"], link_type="last_resort", taxonomy_term_id=term_id, rank=1))
    assert codes(town, need="suicide_risk") == ["nord", "syd"]
    assert codes(town, review_class=ReviewClass.A) == ["nord", "syd"]
    assert codes(town, need="money_help") == []


def test_a_line_says_what_the_list_shows(town: Engine) -> None:
    """Numbers in their order, how it stands, and what visitors have said."""
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        nord = session.query(Service).filter_by(code="nord").one()
        session.add(ProblemReport(service_id=nord.id, field_name="phone", date=TODAY, count=3))
    (row,) = found(town, Search("norrjouren")).rows
    assert row.phones == ("070-174 06 05", "+46 70 174 06 06")
    assert (row.organization, row.open_reports, row.review.state) == (
        "Föreningen nord",
        3,
        ReviewState.UNVERIFIED,
    )


def test_a_reported_service_is_due_in_the_list_as_in_the_filter(town: Engine) -> None:
    """The state is told twice: in the row and by the filter."""
    with writing(town, STAFF, stopped_at(MORNING)) as session:
        vast = session.query(Service).filter_by(code="rad-vast").one()
        session.add(ProblemReport(service_id=vast.id, field_name="phone", date=TODAY, count=1))
    (row,) = found(town, Search(review_state=ReviewState.DUE)).rows
    assert (row.code, row.review.state) == ("rad-vast", ReviewState.DUE)


def test_pages_follow_each_other_and_none_is_lost(engine: Engine) -> None:
    """A page that is not there is the nearest that is."""
    keep(engine, *(a_service_row(f"s{number:02}", name=f"Jouren {number:02}") for number in range(7)))
    pages = [found(engine, Search(), page=number, size=3) for number in (1, 2, 3, 9, 0)]
    assert [[row.code for row in page.rows] for page in pages] == [
        ["s00", "s01", "s02"],
        ["s03", "s04", "s05"],
        ["s06"],
        ["s06"],
        ["s00", "s01", "s02"],
    ]
    assert {(page.total, page.pages) for page in pages} == {(7, 3)}


def test_a_name_that_begins_so_goes_first(engine: Engine) -> None:
    """Then one that holds it, then one that is found by something else."""
    other = a_service_row("c", name="Allmän hjälp", alternate_name="Stödlinjen")
    keep(engine, a_service_row("b", name="Blå stödlinjen"), a_service_row("a", name="Stödlinjen Öst"), other)
    assert codes(engine, "stödlinjen") == ["a", "b", "c"]


def test_lasting_ids_are_not_words(town: Engine) -> None:
    """What nobody sees is not found."""
    assert codes(town, lasting_id("service", "nord")) == []
