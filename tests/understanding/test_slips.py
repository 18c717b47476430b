"""Variants are the same at every run and change what they should."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.slips import with_slips, without_diacritics

SENTENCE = "jag behöver någonstans att sova i natt för jag vågar inte gå hem till honom " * 20


@given(st.text())
def test_the_same_at_every_run(text: str) -> None:
    """The seed and the text decide."""
    assert with_slips(text) == with_slips(text)


def test_about_six_in_a_hundred() -> None:
    """Counted on a long text by its length-preserving slips at least."""
    changed = sum(a != b for a, b in zip(SENTENCE.split(), with_slips(SENTENCE).split(), strict=False))
    assert with_slips(SENTENCE) != SENTENCE
    assert changed > 0
    assert abs(len(with_slips(SENTENCE)) - len(SENTENCE)) < 0.06 * len(SENTENCE)


def test_no_slips_at_rate_zero() -> None:
    """The text as it was."""
    assert with_slips(SENTENCE, rate=0) == SENTENCE


def test_another_seed_another_finger() -> None:
    """Else a second sample would be the first again."""
    assert with_slips(SENTENCE, seed=1) != with_slips(SENTENCE, seed=2)


def test_without_diacritics() -> None:
    """As on a keyboard without them."""
    assert without_diacritics("Å ä ö é på kvällen") == "A a o e pa kvallen"
