"""Wording that never falls silent."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain

from bot.rasa_plugins.safe_nlg import SafeNLG
from tests.bot.rasa_plugins.builders import makes_domains

pytestmark = makes_domains


def words(text: str, language: str | None = None) -> dict[str, Any]:
    """One variation; with a language it is spoken only in that."""
    condition = [{"type": "slot", "name": "language", "value": language}] if language else []
    return {"text": text, **({"condition": condition} if condition else {})}


DOMAIN = Domain.from_dict(
    {
        "responses": {
            "utter_both": [words("Hej", "sv"), words("Hello", "en")],
            "utter_swedish": [words("Bara svenska", "sv")],
            "utter_english": [words("Only English", "en")],
            "utter_any": [words("112")],
            "utter_with_slot": [words("Om {need}", "sv")],
        }
    }
)


@pytest.mark.parametrize(
    ("response", "slot", "text", "lang"),
    [
        ("utter_both", "sv", "Hej", "sv"),
        ("utter_both", "en", "Hello", "en"),
        ("utter_both", None, "Hej", "sv"),
        ("utter_both", "other", "Hej", "sv"),
        ("utter_both", "", "Hej", "sv"),
        ("utter_swedish", "en", "Bara svenska", "sv"),
        ("utter_english", "sv", "Only English", "en"),
        ("utter_any", "en", "112", "en"),
        ("utter_with_slot", "en", "Om bostad", "sv"),
    ],
)
def test_the_wanted_language_or_else_the_other(response: str, slot: str | None, text: str, lang: str) -> None:
    """The answer says which language it is in, so that the page can mark it."""
    slots = {"language": slot, "need": "bostad"}
    spoken = SafeNLG(domain=DOMAIN).generate_from_slots(response, slots, "lotsen")
    assert spoken is not None
    assert (spoken["text"], spoken["lang"]) == (text, lang)


def test_an_unknown_response_is_none_as_in_rasa() -> None:
    """There is nothing to fall back to; the gateway's silent turn takes over."""
    assert SafeNLG(domain=DOMAIN).generate_from_slots("utter_nothing", {"language": "sv"}, "lotsen") is None


def test_without_a_domain_there_are_no_words() -> None:
    """Rasa makes the generator without one in places; that must not raise."""
    assert SafeNLG().generate_from_slots("utter_both", {}, "lotsen") is None


def test_rasas_own_generator_is_silent_where_ours_speaks() -> None:
    """Why this class exists: when this fails, Rasa has mended it and SafeNLG may go."""
    stock = TemplatedNaturalLanguageGenerator(DOMAIN.responses)
    assert stock.generate_from_slots("utter_swedish", {"language": "en"}, "lotsen") is None
