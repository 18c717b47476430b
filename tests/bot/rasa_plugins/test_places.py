"""The gazetteer as a component."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rasa_plugins.places import PlaceExtractor
from tests.bot.rasa_plugins.components import CONTEXT, RESOURCE, a_message, entities


@pytest.fixture(scope="module")
def places() -> PlaceExtractor:
    """As Rasa makes it; nothing is trained."""
    storage: Any = None
    return PlaceExtractor.create({}, storage, RESOURCE, CONTEXT)


def test_a_place_becomes_the_area_code_and_not_the_words(places: PlaceExtractor) -> None:
    """What is remembered is the district, not how somebody wrote where they live."""
    (message,) = places.process([a_message("jag bor vid Rinkeby torg")])
    assert entities(message) == {"district": "jarva"}
    assert "entities" in message.output_properties


@pytest.mark.parametrize("text", ["", "hjälp mig"])
def test_without_a_place_nothing_is_added(places: PlaceExtractor, text: str) -> None:
    """The district told before stays in its slot."""
    (message,) = places.process([a_message(text)])
    assert message.get("entities") is None


def test_it_adds_to_what_is_there(places: PlaceExtractor) -> None:
    """The language found before it stays."""
    found = {"entity": "language", "value": "en"}
    (message,) = places.process([a_message("i live in Tensta", entities=[found])])
    assert entities(message) == {"language": "en", "district": "jarva"}
