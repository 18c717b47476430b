"""One spelling of every character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import fold, normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  jag   är\there \n nu ", "jag är here nu"),
        ("can\u2019t", "can't"),
        ("can\u00b4t", "can't"),
        ("\u201dhej\u201c", '"hej"'),
        ("själv\u200bmord", "självmord"),
        ("själv\u00admord", "självmord"),
        ("la\u0308ngre", "längre"),
        ("ett\u00a0nummer", "ett nummer"),
        ("\ufeffhej\x00 \x07du", "hej du"),
        ("\ud800hej", "hej"),
        ("ÅÄÖ", "ÅÄÖ"),
        ("", ""),
    ],
)
def test_a_message_reads_the_same_whatever_keyboard_it_came_from(typed: str, read: str) -> None:
    """Spaces, quotes, invisible characters and combining accents come out in one form."""
    assert normalise(typed) == read


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Älskling, jag DÖR", "alskling, jag dor"),
        ("är hår ångest", "ar har angest"),
        ("café naïve", "cafe naive"),
        ("Søster æ", "soster a"),
        ("𝗄𝗇𝗂𝗏", "kniv"),
        ("STRAẞE", "strasse"),
    ],
)
def test_folding_leaves_only_what_matching_needs(typed: str, folded: str) -> None:
    """Case, diacritics and ornamental letters are gone."""
    assert fold(typed) == folded


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    """normalise is idempotent."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """fold is idempotent, and does not care whether it is given normalised text."""
    assert fold(fold(text)) == fold(text) == fold(normalise(text))


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    """No control, format or surrogate character survives, so the text can always be written as UTF-8."""
    assert not {unicodedata.category(char) for char in normalise(text)} & {"Cc", "Cf", "Cs"}
    normalise(text).encode("utf-8")


@given(st.text(alphabet="aåäöéeo'n \u2019", max_size=30))
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    """NFD input equals NFC input."""
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))
