"""The language as a component: sure, unsure, and what then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.rasa_plugins.language_identifier import LANGUAGE_GUESS, LANGUAGE_NAME, LanguageIdentifier
from tests.bot.rasa_plugins.builders import a_tracker, makes_domains, said
from tests.bot.rasa_plugins.components import (
    CONTEXT,
    EXAMPLES,
    RESOURCE,
    Folder,
    a_message,
    entities,
    training_data,
)

pytestmark = makes_domains

UNCLEAR = "12"


def untrained(folder: Path) -> LanguageIdentifier:
    """The component as Rasa makes it before training."""
    storage: Any = Folder(folder)
    return LanguageIdentifier.create({}, storage, RESOURCE, CONTEXT)


@pytest.fixture(scope="module")
def identifier(tmp_path_factory: pytest.TempPathFactory) -> LanguageIdentifier:
    """Trained on a dozen examples, stored, and loaded again."""
    folder = tmp_path_factory.mktemp("model")
    untrained(folder).train(training_data(EXAMPLES * 3))
    storage: Any = Folder(folder)
    return LanguageIdentifier.load({}, storage, RESOURCE, CONTEXT)


@pytest.mark.parametrize(
    ("text", "language"), [("jag har ingenstans att bo", "sv"), ("i have nowhere to live", "en")]
)
def test_a_clear_language_is_an_entity(identifier: LanguageIdentifier, text: str, language: str) -> None:
    """The slot `language` is filled from it, so the answer follows the message."""
    (message,) = identifier.process([a_message(text)])
    assert entities(message) == {"language": language}
    assert message.get(LANGUAGE_GUESS) == language


@pytest.mark.parametrize("page", ["sv", "en"])
def test_an_unclear_message_keeps_the_pages_language(identifier: LanguageIdentifier, page: str) -> None:
    """The page follows every answer, so it is where the conversation stands."""
    (message,) = identifier.process([a_message(UNCLEAR, metadata={"language": page})])
    assert message.get(LANGUAGE_GUESS) is None
    assert entities(message) == {"language": page}


def test_the_message_goes_before_the_page(identifier: LanguageIdentifier) -> None:
    """Somebody writes English on the Swedish page."""
    (message,) = identifier.process([a_message("i have nowhere to live", metadata={"language": "sv"})])
    assert entities(message) == {"language": "en"}


def test_without_a_page_the_conversations_language_stays(identifier: LanguageIdentifier) -> None:
    """As when a script speaks to Rasa alone."""
    (message,) = identifier.process([a_message(UNCLEAR)], a_tracker(said("greet"), language="en"))
    assert entities(message) == {"language": "en"}


def test_without_anything_nothing_is_made_up(identifier: LanguageIdentifier) -> None:
    """The slot's own first value then counts."""
    (message,) = identifier.process([a_message(UNCLEAR)])
    assert entities(message) == {}


def test_another_language_is_a_guess_and_never_the_language_of_the_answer(
    identifier: LanguageIdentifier,
) -> None:
    """There are no words in Russian: the decider reads the guess, the slot keeps the page's language."""
    (message,) = identifier.process([a_message("мне нужна помощь", metadata={"language": "en"})])
    assert message.get(LANGUAGE_GUESS) == "other"
    assert message.get(LANGUAGE_NAME) == "ru"
    assert entities(message) == {"language": "en"}


def test_entities_that_were_there_stay(identifier: LanguageIdentifier) -> None:
    """It adds; it does not replace."""
    place = {"entity": "district", "value": "jarva"}
    (message,) = identifier.process([a_message("jag har ingenstans att bo", entities=[place])])
    assert entities(message) == {"district": "jarva", "language": "sv"}


def test_examples_whose_language_is_not_marked_teach_nothing(tmp_path: Path) -> None:
    """A block without `metadata: {language: ...}` would otherwise teach a third language called None."""
    component = untrained(tmp_path)
    component.train(training_data([*EXAMPLES * 3, ("greet", "", "bonjour bonjour")]))
    assert component._model is not None
    assert None not in component._model.classifier.classes
    assert "bonjour" not in component._model.known


def test_before_training_it_refuses(tmp_path: Path) -> None:
    """A silent guess would be worse."""
    with pytest.raises(RuntimeError, match="before it is trained"):
        untrained(tmp_path).process([a_message("hej")])
