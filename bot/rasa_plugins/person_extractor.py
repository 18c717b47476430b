"""What a message tells about its writer as a Rasa component: entities whose slots the actions match by."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_plugins.person import SILENT, facts_in

WILL_NOT_SAY = "will_not_say"


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
        facts_in("")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of each message, and whether it says no more than that its writer will not say."""
        for message in messages:
            facts = facts_in(message.get(TEXT) or "")
            message.set(WILL_NOT_SAY, facts.pop(SILENT, None) == "yes")
            told = [{"entity": name, "value": value} for name, value in facts.items()]
            if told:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *told], add_to_output=True)
        return messages
