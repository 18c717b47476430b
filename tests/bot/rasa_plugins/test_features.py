"""From a message to numbers."""

from __future__ import annotations

import pytest

from bot.rasa_plugins.features import readable, stem_pairs, vectorizer


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Jag är 15", "jag ar 15 xminor"),
        ("Jag är 45 år", "jag ar 45 xadult ar"),
        ("500 kr", "500 xnumber kr"),
        ("17 eller 18", "17 xminor eller 18 xadult"),
        ("7", "7 xnumber"),
        ("ring 112", "ring 112 xnumber"),
        ("123456789", "123456789"),
        ("inga tal", "inga tal"),
    ],
)
def test_numbers_stand_beside_what_they_may_mean(text: str, read: str) -> None:
    """A minor's age, an adult's age, or any number; very long ones are left alone."""
    assert readable(text) == read


def test_accents_capitals_and_slips_share_features() -> None:
    """Half or more of what "Våldtäkt" is made of is also in "valdtackt"."""
    features = vectorizer()
    rows = features.fit_transform(["Våldtäkt", "valdtakt", "valdtackt", "bostad", "bostäder"])
    similarity = (rows @ rows.T).toarray()
    assert similarity[0, 1] == pytest.approx(similarity[0, 0])
    assert similarity[0, 2] > 4 * similarity[0, 3]


def test_a_message_without_words_has_no_features() -> None:
    """It must not raise: empty and emoji-only messages come through here."""
    features = vectorizer().fit(["hej du"] * 3)
    assert features.transform([""]).nnz == 0


def test_stems_stand_in_pairs_over_what_is_between() -> None:
    """Four letters a stem, up to four words on: "he hits me" and "he often hits me" share their pairs."""
    assert stem_pairs("han slar ofta mig") == [
        *("han", "slar", "ofta", "mig"),
        *("han slar", "han ofta", "han mig", "slar ofta", "slar mig", "ofta mig"),
    ]
    assert "a f" not in stem_pairs("a b c d e f")
