"""The intent classifier: TF-IDF features and one logistic regression an intent, as a Rasa component."""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from bot.rasa_plugins.features import vectorizer

_FILE = "intents.joblib"


def untrained(strength: float) -> Pipeline:
    """Features and classifier, not yet fitted. `strength` is scikit-learn's C."""
    # One-vs-rest: its scores stay low for a text that resembles nothing, which is what the fallback needs.
    classifier = LogisticRegression(C=strength, solver="liblinear", multi_class="ovr", max_iter=300)
    return Pipeline([("features", vectorizer()), ("intents", classifier)])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentModel(GraphComponent, IntentClassifier):
    """Ranks the intents of a message by confidence (0-1, summing to 1)."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Pipeline | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` (C) 40 was best calibrated of 10-40 on unseen authors; `ranking_length` are kept."""
        return {"strength": 40.0, "ranking_length": 10}

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
        """Fit on every example that has an intent and a text, and keep the result in the model file."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model = untrained(self._config["strength"])
        self._model.fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        intents = self._model.named_steps["intents"]
        intents.coef_ = intents.coef_.astype(np.float32)  # half the file and the memory, the same ranking
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message."""
        for message in messages:
            ranking = self.rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def rank(self, text: str) -> list[dict[str, Any]]:
        """Intents with their confidence, best first."""
        if self._model is None:
            raise RuntimeError("The intent model is used before it is trained.")
        scores = self._model.predict_proba([text])[0]
        best = np.argsort(-scores)[: self._config["ranking_length"]]
        return [{"name": str(self._model.classes_[i]), "confidence": float(scores[i])} for i in best]
