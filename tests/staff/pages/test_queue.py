"""The queue page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from directory.models import ProblemReport, lasting_id
from directory.verification import ReviewClass, ReviewState
from directory.verifying import Filter
from staff.pages.queue import CHOICES, filter_of
from tests.directory.builders import keep
from tests.directory.verifying.builders import EDITOR, TODAY, a_line, put_in
from tests.staff.builders import House


@pytest.fixture
def city(house: House) -> House:
    """A late helpline, one that visitors report, and one in order."""
    late, fresh = TODAY - timedelta(130), TODAY - timedelta(1)
    put_in(
        house.desk.writing_engine,
        *a_line("sen", of_class="A", assured_date=late),
        *a_line("fel", assured_date=fresh),
        *a_line("klar", assured_date=fresh),
    )
    report = ProblemReport(service_id=lasting_id("service", "fel"), field_name="phone", date=TODAY, count=2)
    keep(house.desk.writing_engine, report)
    return house


def order(page: str) -> list[str]:
    """The services in the order of the page."""
    found = [(page.find(f'href="/service/{code}/verify"'), code) for code in ("sen", "fel", "klar")]
    return [code for place, code in sorted(found) if place >= 0]


def test_it_is_the_first_page_of_the_house(city: House) -> None:
    """What there is to do."""
    answer = city.sign_in("viewer").get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")


def test_it_lists_what_to_take_first(city: House) -> None:
    """With who has it, what was tried, and what visitors say."""
    page = city.sign_in("viewer").get("/queue").text
    assert order(page) == ["sen", "fel", "klar"]
    assert "telefon 2" in page
    assert "3 verksamheter" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("class=A", ["sen"]),
        ("state=verified", ["klar"]),
        ("only=reported", ["fel"]),
        ("assignee=mine", []),
        ("assignee=-", ["sen", "fel", "klar"]),
        ("class=X&state=%3Cb%3E&only=?&page=-1", ["sen", "fel", "klar"]),
        ("page=99999999999999999999", ["sen", "fel", "klar"]),
        ("page=%C2%B2", ["sen", "fel", "klar"]),
    ],
)
def test_it_can_be_narrowed_and_odd_words_do_no_harm(city: House, query: str, expected: list[str]) -> None:
    """A choice that is none is passed over."""
    answer = city.sign_in("viewer").get(f"/queue?{query}")
    assert (answer.status_code, order(answer.text)) == (200, expected)
    assert "<b>" not in answer.text


def test_it_says_beside_each_state_what_the_chat_does(city: House) -> None:
    """Nobody has to guess what red means."""
    page = city.sign_in("viewer").get("/queue").text
    for words in ("försenad", "äldre än ett år", "aldrig kontrollerad", "visas inte först", "var 90:e dag"):
        assert words in page


def test_an_empty_house_says_so(house: House) -> None:
    """No empty table."""
    assert "Inget att göra" in house.sign_in("viewer").get("/queue").text


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, Filter()),
        ({"class": "A", "state": "due"}, Filter(of_class=ReviewClass.A, state=ReviewState.DUE)),
        ({"assignee": "mine"}, Filter(assignee=EDITOR)),
        ({"only": "silent"}, Filter(silent=True)),
        ({"only": "hidden"}, Filter(hidden=True)),
    ],
)
def test_the_choices_of_the_page_are_those_of_the_directory(chosen: dict[str, Any], expected: Filter) -> None:
    """One by one."""
    assert filter_of(dict.fromkeys(CHOICES, "") | chosen, EDITOR) == expected
