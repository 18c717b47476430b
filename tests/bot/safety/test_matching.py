"""spaCy decides what matches; the index only spares it work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.safety.matching import Hit, PhraseIndex
from bot.safety.phrase_syntax import Gap, Pattern, Slot, expand
from bot.safety.positions import Positions
from bot.safety.spelling import Lexicon

WORDS = ["jag", "vill", "dosent", "dosant", "kniven", "nu", "."]


def an_index(*phrases: str) -> PhraseIndex:
    """An index whose owners are the phrases themselves."""
    patterns = [(phrase, pattern) for phrase in phrases for pattern in expand(phrase, {})]
    return PhraseIndex(patterns, a_lexicon(pattern for _, pattern in patterns))


def a_lexicon(patterns: object) -> Lexicon:
    """The lexicon of all words of the patterns."""
    assert hasattr(patterns, "__iter__")
    return Lexicon(
        item for pattern in patterns for slot in pattern if isinstance(slot, Slot) for item in slot.items
    )


@pytest.mark.parametrize(
    ("phrase", "message", "heard"),
    [
        ("jag vill", "nu jag vill inte", True),
        ("jag ..2 nu", "jag vill ha nu", True),
        ("jag ..2 nu", "jag vill ha det nu", False),
        ("jag ..2 nu", "jag . nu", False),
        ("jag (vill) nu", "jag nu", True),
        ("jag (vill) nu", "jag vill nu", True),
        (". jag", "nu . jag", True),
        (". jag", "nu jag", False),
        ("kniven nu", "knivne nu", True),
        ("knivh* nu", "knivhot nu", True),
    ],
)
def test_a_phrase_is_heard_in_a_message(phrase: str, message: str, heard: bool) -> None:
    """Order, gaps, optional words, sentence ends, slips and beginnings of words."""
    assert bool(an_index(phrase).find(message.split())) is heard


def test_a_hit_tells_its_own_words_from_its_gaps() -> None:
    """The negation guard must know whether "not" belongs to the phrase."""
    assert an_index("jag ..2 nu").find(["da", "jag", "vill", "ha", "nu"]) == {
        "jag ..2 nu": [Hit(1, 5, frozenset({1, 4}))]
    }


def test_words_of_visitors_are_not_remembered() -> None:
    """A word that no phrase listens for never enters spaCy's string table."""
    index = an_index("jag vill")
    index.find(["jag", "zebrafink", "vill"])
    assert "jag" in index.strings()
    assert "zebrafink" not in index.strings()


slots = st.builds(Slot, st.frozensets(st.sampled_from(WORDS), min_size=1, max_size=2), st.booleans())
needed = st.builds(Slot, st.frozensets(st.sampled_from(WORDS), min_size=1, max_size=2))
gaps = st.builds(Gap, st.integers(1, 3))
patterns = st.tuples(needed, st.lists(slots | gaps, max_size=3), needed).map(lambda p: (p[0], *p[1], p[2]))
messages = st.lists(st.sampled_from([*WORDS, "dosont", "annat"]), max_size=14)


@given(pattern=patterns, words=messages)
def test_the_index_finds_what_spacy_finds_alone(pattern: Pattern, words: list[str]) -> None:
    """The windows spare work and change nothing."""
    lexicon = a_lexicon([pattern])
    found = PhraseIndex([("p", pattern)], lexicon).find(words).get("p", [])
    assert sorted((hit.start, hit.end) for hit in found) == _spacy_alone(pattern, words, lexicon)


def _spacy_alone(pattern: Pattern, words: list[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    vocab = Vocab()
    matcher = Matcher(vocab, fuzzy_compare=lambda typed, item, _: lexicon.fits(typed, item))
    rows = [
        {"ORTH": {"NOT_IN": ["."]}, "OP": f"{{0,{slot.most}}}"}
        if isinstance(slot, Gap)
        else {"ORTH": {"FUZZY1": {"IN": list(slot.items)}}, **({"OP": "?"} if slot.optional else {})}
        for slot in pattern
    ]
    matcher.add("p", [rows], greedy="LONGEST")
    return sorted((start, end) for _, start, end in matcher(Doc(vocab, words=words)))


@given(pattern=patterns, words=messages)
def test_windows_come_in_order_and_do_not_overlap(pattern: Pattern, words: list[str]) -> None:
    """Otherwise a phrase would be counted twice."""
    windows = list(Positions(words, a_lexicon([pattern])).windows(pattern))
    edges = [edge for window in windows for edge in window]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(words) for start, end in windows)
