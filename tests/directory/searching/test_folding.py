"""Tests of words as they are searched for and sorted by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.searching.folding import asked, digits, folded, in_one, name_key, words

NUMBER = "0701740605"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Härnösand", "harnosand"),
        ("ÅÄÖ", "aao"),
        ("Émile", "emile"),
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"),
        ("\U0001d400\u24b6", "aa"),
    ],
)
def test_capitals_and_accents_do_not_matter(typed: str, expected: str) -> None:
    """Also when the accent stands as a sign of its own."""
    assert folded(typed) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """Whatever the script."""
    assert words(" ".join(words(text))) == words(text)


@given(st.text())
def test_no_word_holds_a_sign_that_means_something_to_a_database(text: str) -> None:
    """The wildcards of LIKE and its escape."""
    assert not set("%_\\/").intersection("".join(words(text)))


@pytest.mark.parametrize(
    "written",
    [
        "070-174 06 05",
        "0701740605",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "0046701740605",
        "070 1740605",
    ],
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    """With the country's code or without, in any grouping."""
    assert digits(written) == NUMBER
    ((ways),) = asked(written)
    assert frozenset({NUMBER}) in ways


def test_words_around_a_number_are_words() -> None:
    """All of them are asked for."""
    jour, number, women = asked("jour +46 70-174 06 05 kvinnor")
    assert (jour, women) == ((frozenset({"jour"}),), (frozenset({"kvinnor"}),))
    assert frozenset({NUMBER}) in number


def test_numbers_that_belong_to_other_things_may_be_meant_apart() -> None:
    """A house number and a postal code look like one number."""
    _street, numbers = asked("Exempelgatan 12 123 45")
    assert frozenset({"12", "123", "45"}) in numbers


def test_signs_alone_ask_for_nothing() -> None:
    """Not for everything either: that is for the search to see."""
    assert asked("% _ !") == ()


def test_the_words_of_a_thing_stand_there_once() -> None:
    """With its numbers as digits."""
    assert (
        in_one(["Röda Jouren", "Red line", "Jouren"], ["070-174 06 05", "x"])
        == f"roda jouren red line {NUMBER}"
    )


def test_names_stand_in_swedish_order() -> None:
    """Å, ä and ö last and apart; é is an e; capitals do not matter."""
    names = ["Öppna", "Ärlig", "Åsa", "zebra", "émile", "Eva", "Ada", "1177"]
    assert sorted(names, key=name_key) == ["1177", "Ada", "émile", "Eva", "zebra", "Åsa", "Ärlig", "Öppna"]


@given(st.text(max_size=400))
def test_a_key_fits_its_column(text: str) -> None:
    """However long the name."""
    assert len(name_key(text)) <= 300
