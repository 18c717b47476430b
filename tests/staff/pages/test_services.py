"""The list of services: found by words, narrowed by choices, leafed through."""

from __future__ import annotations

import html

import pytest

from directory.models import Phone, ProblemReport, lasting_id
from directory.searching.search import Search
from directory.verification import ReviewClass, ReviewState
from staff.pages.services import CHOICES, search_of
from tests.directory.builders import MORNING, a_service_row, keep
from tests.staff.builders import House

TODAY = MORNING.date()


@pytest.fixture
def town(house: House) -> House:
    """Two services; one with a number, a reported one without."""
    jour = a_service_row("jour", name="Härnösands kvinnojour", assured_date=TODAY)
    jour.phones = [Phone(number="070-174 06 05")]
    rad = a_service_row("rad", id=lasting_id("rad"), name="Rådet <i>&", status="temporarily closed")
    keep(house.desk.writing_engine, jour, rad)
    report = ProblemReport(service_id=lasting_id("rad"), field_name="phone", date=TODAY, count=2)
    keep(house.desk.writing_engine, report)
    return house


def page(house: House, query: str = "") -> str:
    """The list as a viewer reads it."""
    answer = house.sign_in("viewer").get(f"/services{query}")
    assert answer.status_code == 200
    return answer.text


def test_it_shows_what_staff_look_for(town: House) -> None:
    """Name, organisation, number or that there is none, how it stands, what visitors said."""
    shown = page(town)
    for words in (
        "2 verksamheter",
        '<a href="/service/jour">Härnösands kvinnojour</a>',
        "Föreningen jour",
        "070-174 06 05",
        "telefon saknas",
        "kontrollerad</span>",
        "aldrig kontrollerad",
        "tillfälligt stängd</span>",
        "2 anmälningar",
    ):
        assert words in shown


def test_what_is_called_like_html_stays_text(town: House) -> None:
    """Names come from people."""
    assert "Rådet &lt;i&gt;&amp;" in page(town)


def test_it_is_searched_without_capitals_or_accents(town: House) -> None:
    """The words stay in the box."""
    shown = page(town, "?q=HARNOSAND")
    assert "1 verksamhet<" in shown
    assert 'value="HARNOSAND"' in shown
    assert "/service/rad" not in shown


def test_choices_narrow_it_and_stay_chosen(town: House) -> None:
    """The box of choices is open then."""
    shown = page(town, "?phone=none&state=unverified")
    assert "/service/rad" in shown
    assert "/service/jour" not in shown
    assert "<details open>" in shown
    assert '<option value="unverified" selected>' in shown


def test_without_a_hit_it_says_what_to_try(town: House) -> None:
    """And how to see all again."""
    shown = page(town, "?q=finnsinte")
    assert "Ingen verksamhet stämmer" in shown
    assert '<a href="/services">visa alla</a>' in shown


def test_an_empty_directory_says_how_to_fill_it(house: House) -> None:
    """Nobody has searched for anything yet."""
    assert "Katalogen är tom" in page(house)


def test_pages_keep_the_choices(house: House) -> None:
    """From one page to the next and back."""
    rows = [a_service_row(f"s{number:03}", name=f"Jouren {number:03}") for number in range(51)]
    keep(house.desk.writing_engine, *rows)
    first = html.unescape(page(house, "?q=jouren&phone=none"))
    assert 'href="/services?q=jouren&phone=none&page=2"' in first
    assert ("Jouren 049" in first, "Jouren 050" in first) == (True, False)
    second = html.unescape(page(house, "?q=jouren&phone=none&page=2"))
    assert "Sida 2 av 2" in second
    assert "Jouren 050" in second
    assert 'page=1"' in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999999999999", ""])
def test_a_page_that_is_none_is_the_nearest(town: House, number: str) -> None:
    """An address can be typed by hand."""
    assert "2 verksamheter" in page(town, f"?page={number}")


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_that_is_none_does_no_harm(town: House, name: str) -> None:
    """Neither a fault nor a hint of what the database says."""
    page(town, f"?{name}=%27%25_%22%3Cscript%3E&{name}=2")


def test_every_choice_reaches_the_search() -> None:
    """None is shown and then passed over."""
    chosen = {"q": "jour", "status": "active", "state": "due", "class": "A", "need": "money_help"}
    chosen |= {"area": "sodermalm", "confidence": "low", "phone": "none"}
    assert set(chosen) == set(CHOICES)
    assert search_of(chosen) == Search(
        "jour", "active", ReviewState.DUE, ReviewClass.A, "sodermalm", "money_help", "low", without_phone=True
    )


def test_only_who_may_write_is_offered_a_new_service(town: House) -> None:
    """A viewer reads."""
    assert "/services/new" not in page(town)
    assert "/services/new" in town.sign_in("editor").get("/services").text


def test_needs_and_areas_are_those_of_the_directory(seeded_house: House) -> None:
    """In its own words."""
    shown = page(seeded_house)
    assert '<option value="sodermalm">Södermalm</option>' in shown
    assert '<option value="suicide_risk">' in shown
