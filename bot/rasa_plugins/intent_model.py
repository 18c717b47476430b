"""The intent classifier as a Rasa component; how it ranks stands in ranker.py."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa_plugins.ranker import Ranker
from bot.rasa_plugins.twin_messages import twin_messages

# What the decider reads of the second look: a Payment.
PAYMENT = "payment"
_FILE = "intents.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentModel(GraphComponent, IntentClassifier):
    """Ranks the intents of a message by confidence (0-1, summing to 1)."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Ranker | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` (C) and `neighbours_say` were best of those tried on unseen hands."""
        return {"strength": 40.0, "neighbours_say": 0.3, "ranking_length": 10}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentModel:
        """An untrained component."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentModel:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example with an intent and a text, and on the twins; keep it in the model file."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        texts, intents = [e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples]
        strength, say = self._config["strength"], self._config["neighbours_say"]
        self._model = Ranker.trained(texts, intents, strength, say, list(twin_messages()))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` and `payment` on each message."""
        if self._model is None:
            raise RuntimeError("The intent model is used before it is trained.")
        for message in messages:
            read = self._model.read(message.get(TEXT) or "")
            best = read.best(self._config["ranking_length"])
            ranking = [{"name": name, "confidence": confidence} for name, confidence in best]
            message.set(PAYMENT, read.payment)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
