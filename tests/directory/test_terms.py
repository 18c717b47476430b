"""Tests of the seed's vocabulary."""

from __future__ import annotations

from collections import Counter

from directory.models.vocabulary import TAXONOMIES, TERM_KINDS
from directory.needs import CRISES
from directory.terms import codes, listed, needs, terms


def test_there_are_38_needs_and_the_crises_come_first() -> None:
    """Contract C1; the order of the crises is the order of priority."""
    assert len({need.code for need in needs()}) == 38
    assert Counter(need.kind for need in needs()) == {"crisis": 6, "need": 18, "dialogue": 14}
    assert {need.code for need in needs()[:6]} == CRISES


def test_every_need_has_words_in_both_languages() -> None:
    """They stand on buttons."""
    assert all(need.name_sv and need.name_en and need.description for need in needs())


def test_the_city_has_eleven_districts() -> None:
    """As its own page says."""
    assert sum(term.kind == "district" for term in terms()) == 11
    assert {"stockholm_city", "stockholm_county", "sweden", "norra-innerstaden"} <= set(codes("area"))


def test_every_term_belongs_to_a_known_list_once() -> None:
    """The database would refuse the rest."""
    assert {term.taxonomy for term in terms()} == set(TAXONOMIES) - {"need"}
    assert {term.kind for term in terms()} <= {*TERM_KINDS, ""}
    assert max(Counter((term.taxonomy, term.code) for term in terms()).values()) == 1


def test_a_list_in_a_cell_is_taken_apart() -> None:
    """With | between the values; nothing is an empty list."""
    assert listed("bris|112") == ("bris", "112")
    assert listed("") == ()
