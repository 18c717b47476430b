"""The gazetteer as a Rasa component: sets the entity `district` when a message names a place."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_plugins.gazetteer import Gazetteer

PLACE_ALONE = "place_alone"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(GraphComponent):
    """Names the district; the words themselves stay in the message, only the area code is remembered.

    `place_alone`: the message says where, and nothing else.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceExtractor:
        """Reads data/_places."""
        return cls(Gazetteer())

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `district` on each message that names a place."""
        for message in messages:
            code = self._gazetteer.find(message.get(TEXT) or "")
            if code:
                entity = {"entity": "district", "value": code}
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
                message.set(PLACE_ALONE, self._gazetteer.is_alone(message.get(TEXT)))
        return messages
