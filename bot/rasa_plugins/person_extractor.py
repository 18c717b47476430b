"""What a message tells about its writer as a Rasa component: entities whose slots the actions match by."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_plugins.person import told_in

PERSON_ALONE = "person_alone"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PersonExtractor(GraphComponent):
    """Sets `gender`, `audience`, `age_group`, `speaks`, `wants_anonymous`; the words stay in the message."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PersonExtractor:
        """Reads data/_person now and not at the first message."""
        told_in("")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of each message, and `person_alone` when it says no more than that."""
        for message in messages:
            told = told_in(message.get(TEXT) or "")
            entities = [{"entity": name, "value": value} for name, value in told.facts.items()]
            if entities:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)
            message.set(PERSON_ALONE, told.alone)
        return messages
