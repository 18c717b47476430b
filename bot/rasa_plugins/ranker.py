"""Ranks the intents of a text: a linear model and the nearest training messages, weighed together.

Beside them a second look at who pays, which reads the same features.
"""

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
from bot.rasa_plugins.second_look import Payment, SecondLook
from bot.rasa_plugins.twin_messages import Twin
from bot.safety import fold


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was made of one message. `shares`: the confidence of each of `names`, 0-1, summing to 1."""

    names: npt.NDArray[np.str_]
    shares: npt.NDArray[np.float64]
    payment: Payment

    def best(self, count: int) -> list[tuple[str, float]]:
        """The intents with the highest confidence, best first."""
        places = np.argsort(-self.shares)[:count]
        return [(str(self.names[place]), float(self.shares[place])) for place in places]


@dataclass(slots=True)
class Ranker:
    """What training leaves behind. `say`: the neighbours' share of the confidence, 0-1."""

    features: FeatureUnion
    linear: Linear
    nearest: NearestMessages
    repair: Repair
    second: SecondLook
    say: float

    @classmethod
    def trained(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        strength: float,
        say: float,
        twins: Sequence[Twin] = (),
    ) -> Ranker:
        """Fit both on the same messages, the second look on `twins` too. `strength` is scikit-learn's C."""
        features = vectorizer()
        rows = csr_matrix(features.fit_transform(texts))
        linear = Linear.trained(rows, intents, strength)
        nearest = NearestMessages.trained(rows[:, : words_in(features)], intents)
        second = SecondLook.trained(
            rows, intents, _rows(features, [twin.text for twin in twins]), [twin.code for twin in twins]
        )
        return cls(features, linear, nearest, Repair(commonness(features)), second, say)

    @property
    def classes(self) -> npt.NDArray[np.str_]:
        """The intents, in the order of their shares."""
        return self.linear.classes

    def read(self, text: str) -> Ranked:
        """One message, slips mended."""
        row = read_one(self.features, self.repair.mended(fold(text)))
        linear = self.linear.shares(row)
        near = self.nearest.shares(row[:, : words_in(self.features)])
        say = self.say if near.any() else 0.0
        return Ranked(self.classes, np.asarray((1 - say) * linear + say * near), self.second.at(row))


def _rows(features: FeatureUnion, texts: Sequence[str]) -> csr_matrix:
    """The features of texts that did not choose them; no rows for no texts."""
    return csr_matrix(features.transform([*texts, ""]))[:-1]
