"""Slips of the finger: mended towards what is common, and nothing that is known is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rasa_plugins.repair import Repair

KNOWN = {"jag": 9.0, "sover": 3.0, "soker": 2.0, "ingenstans": 2.0, "man": 7.0, "kan": 5.0, "ja": 6.0}
REPAIR = Repair(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ingenstanns", "ingenstans"),
        ("ingestans", "ingenstans"),
        ("ingemstans", "ingenstans"),
        ("ignenstans", "ingenstans"),
        ("knigenstans", "knigenstans"),  # two slips
        ("jga", "jag"),
        ("soer", "sover"),  # the commoner of two
        ("xover", "sover"),  # the first letter too
        ("xan", "man"),
        ("jag sver inegnstans, kan", "jag sover ingenstans, kan"),
    ],
)
def test_a_slip_becomes_the_nearest_known_word(typed: str, meant: str) -> None:
    """Too many, missing, wrong or swapped."""
    assert REPAIR.mended(typed) == meant


@pytest.mark.parametrize("text", ["jag sover", "ja", "jo", "112", "18", "?", "", "zzzz"])
def test_what_is_known_or_short_or_no_word_stays(text: str) -> None:
    """A number is nobody's slip."""
    assert REPAIR.mended(text) == text


@given(st.text())
def test_any_text_is_mended_once_and_for_all(text: str) -> None:
    """A second look finds nothing more, and as many words come out as went in."""
    once = REPAIR.mended(text)
    assert REPAIR.mended(once) == once
    assert len(once.split()) == len(text.split())


def test_without_words_nothing_is_mended() -> None:
    """Before anything was learnt."""
    assert Repair({}).mended("vad som helst") == "vad som helst"
