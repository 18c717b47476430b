"""From a message to words, and which misspelt word is which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.spelling import Lexicon, one_slip, read_words

SPELLINGS = {"im": "i am", "i'll": "i will", "dom": "de", "dont": "do not"}
FILLERS = frozenset({"bara"})
LETTERS = st.text(alphabet="abcdeknorst", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jag vill bara dö!", ". jag vill do . ."),
        ("jag orkar inte... leva", ". jag orkar inte leva ."),
        ("I'm here, I\u2019ll stay", ". i am here i will stay ."),
        ("DON'T", ". do not ."),
        ("dom e hääääär", ". de e har ."),
        ("14år", ". 14 ar ."),
        ("rad ett\nrad två", ". rad ett . rad tva ."),
        ("😂 hej", ". 😂 hej ."),
        ("", ". ."),
    ],
)
def test_a_message_becomes_these_words(text: str, words: str) -> None:
    """Folded, respelt, without fillers, with marks where sentences begin and end."""
    assert read_words(text, SPELLINGS, FILLERS) == words.split()


@pytest.mark.parametrize("typed", ["knivn", "kniven", "knicen", "knievn", "kniiven", "knven"])
def test_one_slip_is_forgiven(typed: str) -> None:
    """One letter too many, missing, wrong, or two swapped."""
    assert one_slip(typed, "kniven")


@pytest.mark.parametrize("typed", ["vniven", "knn", "kinven2", "knivarna", "nkiven", ""])
def test_two_slips_or_another_first_letter_are_not(typed: str) -> None:
    """Then it is more likely another word."""
    assert not one_slip(typed, "kniven")


@pytest.mark.parametrize(
    ("typed", "item", "fits"),
    [
        ("kniven", "kniven", True),
        ("knivne", "kniven", True),
        ("kniv", "kniven", False),
        ("dog", "dor", False),
        ("bakken", "=banken", False),
        ("sjalvmordet", "sjalvmord*", True),
        ("tjafsar", "tafsar", False),
        ("hoppar", "hoppas", False),
        (".", ".", True),
    ],
)
def test_a_typed_word_stands_for_a_word_of_the_phrases(typed: str, item: str, fits: bool) -> None:
    """Short words, exact words, real words and words of other phrases are never read as a slip."""
    lexicon = Lexicon([item, "hoppar", "hoppas"], not_typos=["tjafsar"])
    assert lexicon.fits(typed, item) is fits
    assert (item in lexicon.items_for(typed)) is fits


@given(
    typed=LETTERS, items=st.sets(LETTERS | LETTERS.map(lambda w: f"={w}") | LETTERS.map(lambda w: f"{w}*"))
)
def test_the_quick_look_up_finds_exactly_what_fits(typed: str, items: set[str]) -> None:
    """items_for is fits for every item, only faster."""
    items = {item for item in items if not (item.endswith("*") and len(item) < 3)}
    lexicon = Lexicon(items)
    assert lexicon.items_for(typed) == {item for item in items if lexicon.fits(typed, item)}
