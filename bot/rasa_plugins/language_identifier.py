"""The language guess as a Rasa component: sets the entity `language`, so that the slot follows."""

from __future__ import annotations

from typing import Any, Optional

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa_plugins.language import LanguageModel
from bot.rasa_plugins.language_examples import foreign_messages

LANGUAGE_GUESS = "language_guess"
LANGUAGE_NAME = "language_name"
_FILE = "language.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageIdentifier(GraphComponent):
    """Names the message's language; an unclear message keeps the conversation's, then the page's."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: LanguageModel | None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """An untrained component."""
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageIdentifier:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that carry `metadata: {language: ...}`, and from data/_languages."""
        self._model = LanguageModel.trained(_labelled(training_data), foreign_messages())
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE, compress=3)
        return self._resource

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045 - Rasa's check cannot read `X | None`
    ) -> list[Message]:
        """Set the entity `language` (sv or en) and two properties.

        `language_guess`: sv, en, other or None. `language_name`: which other one (ro, ar ...), when known.
        """
        if self._model is None:
            raise RuntimeError("The language model is used before it is trained.")
        for message in messages:
            guess = self._model.guess(message.get(TEXT) or "")
            message.set(LANGUAGE_GUESS, guess.language, add_to_output=True)
            message.set(LANGUAGE_NAME, guess.name, add_to_output=True)
            language = guess.language if guess.language in ("sv", "en") else _kept(message, tracker)
            if language:
                entity = {"entity": "language", "value": language}
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages


def _kept(message: Message, tracker: DialogueStateTracker | None) -> str | None:
    page = (message.get(METADATA) or {}).get("language")
    slot = tracker.get_slot("language") if tracker else None
    return page or slot  # the page's language follows every answer; the slot starts out as Swedish


def _labelled(training_data: TrainingData) -> list[tuple[str, str]]:
    pairs = []
    for example in training_data.intent_examples:
        language = ((example.get(METADATA) or {}).get(METADATA_INTENT) or {}).get("language")
        if language:
            pairs.append((example.get(TEXT), language))
    return pairs
