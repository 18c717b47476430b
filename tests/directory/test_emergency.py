"""The lines that no database can hide."""

from __future__ import annotations

import pytest

from directory.cards import Card
from directory.emergency import emergency_cards, for_need
from directory.emergency_lines import PERMANENT, fallbacks, ladder, lines
from directory.records import Language
from tests.directory.small_city import NEEDS

NUMBERS = {
    "112": "tel:112",
    "kvinnofridslinjen": "tel:+4620505050",
    "bris": "tel:116111",
    "mind-sjalvmordslinjen": "tel:90101",
    "1177": "tel:1177",
    "polisen-11414": "tel:11414",
    "socialjouren-sthlm": "tel:+46850840000",
}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_is_a_whole_card(language: Language) -> None:
    """Number, hours, who it is for and where that was read; never a check that nobody made."""
    cards = emergency_cards(language)
    assert {card.service: card.phones[0].tel for card in cards} == NUMBERS
    for card in cards:
        assert card.name
        assert card.why
        assert card.hours
        assert card.what_happens
        assert card.source
        assert card.verified_on is None
        assert Card.from_json(card.to_json()) == card


def test_112_comes_first() -> None:
    """When nothing is known but that something is wrong."""
    assert emergency_cards("sv")[0].service == "112"
    assert for_need("no such need", "sv") == emergency_cards("sv")


def test_only_what_is_known_is_said_of_the_hours() -> None:
    """Six lines answer day and night; the hours of Socialjouren are words, not a promise."""
    by_code = {card.service: card for card in emergency_cards("sv")}
    on_call = by_code.pop("socialjouren-sthlm")
    assert (on_call.open_now, on_call.hours) == (None, "kvällar, nätter och helger")
    assert {(card.open_now, card.hours) for card in by_code.values()} == {(True, "dygnet runt")}


@pytest.mark.parametrize(
    ("need", "first"),
    [
        ("immediate_danger", ["112"]),
        ("suicide_risk", ["112", "mind-sjalvmordslinjen"]),
        ("sexual_assault", ["kvinnofridslinjen", "112"]),
        ("minor_exploited", ["bris", "112"]),
        ("trafficking_victim", ["kvinnofridslinjen", "112"]),
        ("shelter_tonight", ["socialjouren-sthlm", "kvinnofridslinjen"]),
        ("report_trafficking", ["polisen-11414"]),
    ],
)
def test_the_best_line_for_a_need_comes_first(need: str, first: list[str]) -> None:
    """And none of the others is lost."""
    codes = [card.service for card in for_need(need, "en")]
    assert codes[: len(first)] == first
    assert set(codes) == set(NUMBERS)


@pytest.mark.parametrize("need", NEEDS)
def test_the_way_down_ends_with_somebody_who_always_answers(need: str) -> None:
    """Every ladder names only lines that exist, each once."""
    assert len(ladder(need)) == len(set(ladder(need))) == len(lines())
    assert set(PERMANENT) <= set(fallbacks(need)) <= set(lines())
    assert len(fallbacks(need)) == len(set(fallbacks(need)))


def test_what_is_known_of_a_line_travels_with_it() -> None:
    """Interpreters, and for whom it is, so that the matcher can use the constant like any other service."""
    assert lines()["kvinnofridslinjen"].interpreters
    assert lines()["kvinnofridslinjen"].genders == {"women"}
    assert lines()["bris"].maximum_age == 17
    assert lines()["socialjouren-sthlm"].areas == {"stockholm_city"}


def test_permanent_lines_are_for_everybody() -> None:
    """Else somebody would fall through them."""
    for code in PERMANENT:
        line = lines()[code]
        assert line.always_open
        assert line.areas == {"sweden"}
        assert (line.genders, line.audiences) == (frozenset(), frozenset())
        assert (line.minimum_age, line.maximum_age) == (None, None)
