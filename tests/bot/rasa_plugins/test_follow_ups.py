"""Short answers to what we asked or showed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rasa_plugins.follow_ups import follow_up_in


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("vill inte säga", "rather_not_say"),
        ("Det spelar ingen roll", "rather_not_say"),
        ("nej det säger jag inte", "rather_not_say"),
        ("I do not want to say", "rather_not_say"),
        ("rather not say", "rather_not_say"),
        ("Skip", "rather_not_say"),
        ("pass", "rather_not_say"),
        ("Vad händer om jag ringer dem?", "explain_contact"),
        ("What happens if I call?", "explain_contact"),
        ("passar inte mig", "what_does_not_fit"),
        ("it doesn't fit", "what_does_not_fit"),
    ],
)
def test_they_are_known_by_all_their_words(text: str, intent: str) -> None:
    """In both languages, with the small words around them."""
    assert follow_up_in(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jag vill inte säga upp mig",
        "vad händer om han slår mig",
        "det spelar ingen roll om jag dör",
        "I do not want to say goodbye to life",
        "they took my pass",
    ],
)
def test_a_message_that_says_more_is_none(text: str) -> None:
    """What else it says must be heard."""
    assert follow_up_in(text) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Whatever somebody types."""
    assert follow_up_in(text) in (None, "rather_not_say", "explain_contact", "what_does_not_fit")
