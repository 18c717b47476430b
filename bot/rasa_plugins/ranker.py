"""Ranks the intents of a text: a linear model and the nearest training messages, weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.pipeline import FeatureUnion

from bot.rasa_plugins.features import commonness, read_one, vectorizer, words_in
from bot.rasa_plugins.linear import Linear
from bot.rasa_plugins.nearest import NearestMessages
from bot.rasa_plugins.repair import Repair
from bot.safety import fold


@dataclass(slots=True)
class Ranker:
    """What training leaves behind. `say`: the neighbours' share of the confidence, 0-1."""

    features: FeatureUnion
    linear: Linear
    nearest: NearestMessages
    repair: Repair
    say: float

    @classmethod
    def trained(cls, texts: Sequence[str], intents: Sequence[str], strength: float, say: float) -> Ranker:
        """Fit both on the same messages. `strength` is scikit-learn's C."""
        features = vectorizer()
        rows = csr_matrix(features.fit_transform(texts))
        linear = Linear.trained(rows, intents, strength)
        nearest = NearestMessages.trained(rows[:, : words_in(features)], intents)
        return cls(features, linear, nearest, Repair(commonness(features)), say)

    @property
    def classes(self) -> npt.NDArray[np.str_]:
        """The intents, in the order of `shares`."""
        return self.linear.classes

    def shares(self, text: str) -> npt.NDArray[np.float64]:
        """The confidence of each intent, 0-1, summing to 1."""
        row = read_one(self.features, self.repair.mended(fold(text)))
        linear = self.linear.shares(row)
        near = self.nearest.shares(row[:, : words_in(self.features)])
        say = self.say if near.any() else 0.0
        return np.asarray((1 - say) * linear + say * near)
