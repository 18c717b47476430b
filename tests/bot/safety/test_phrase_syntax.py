"""The small language of the phrases."""

from __future__ import annotations

import pytest

from bot.safety.phrase_syntax import Gap, Pattern, PhraseError, Slot, exactly, expand

GROUPS = {
    "he": ["han|hon", "min man|bror"],
    "all": ["alla", "{he}"],
    "loop": ["{loop}"],
}


def word(*items: str, optional: bool = False) -> Slot:
    """One place of a pattern."""
    return Slot(frozenset(items), optional)


@pytest.mark.parametrize(
    ("phrase", "patterns"),
    [
        ("vill dö", [(word("vill"), word("do"))]),
        ("vill|ville dö", [(word("vill", "ville"), word("do"))]),
        ("vill ..2 dö", [(word("vill"), Gap(2), word("do"))]),
        ("vill (bara) dö", [(word("vill"), word("bara", optional=True), word("do"))]),
        ("=banken brinn*", [(word("=banken"), word("brinn*"))]),
        ("dö .", [(word("do"), word("."))]),
        ("{he} slår", [(word("han", "hon"), word("slar")), (word("min"), word("man", "bror"), word("slar"))]),
        ("{all}|ni", [(word("alla", "han", "hon", "ni"),), (word("min"), word("man", "bror"))]),
        ("(i stan) nu", [(word("nu"),), (word("i"), word("stan"), word("nu"))]),
    ],
)
def test_a_phrase_stands_for_these_patterns(phrase: str, patterns: list[Pattern]) -> None:
    """Words are folded, groups are filled in, one-word entries share a place."""
    assert expand(phrase, GROUPS) == patterns


@pytest.mark.parametrize(
    "phrase",
    ["", "..2 dö", "vill ..3", "{nobody}", "{loop}", "vill dö!", "vill ..0 dö", "(bara)", "a* *b", "två-ord"],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    """Unknown groups, stray signs, gaps at an end and phrases without a word."""
    with pytest.raises(PhraseError):
        expand(phrase, GROUPS)


def test_a_phrase_that_stands_for_too_much_is_refused() -> None:
    """A slip of the pen must not fill the memory."""
    many = {"many": [f"ord{chr(97 + i)} två" for i in range(25)]}
    with pytest.raises(PhraseError, match="625 patterns"):
        expand("{many} {many}", many)


def test_exact_patterns_forgive_nothing() -> None:
    """Every word is marked exact; words with a star and gaps stay."""
    [pattern] = expand("inte|=aldrig ..1 slut*", {})
    assert exactly(pattern) == (word("=inte", "=aldrig"), Gap(1), word("slut*"))
