"""A second look at who pays for sex, learnt from twins too; it may only turn an answer into a question.

Twins are two messages of nearly the same words, in one of which the writer pays and in the other is paid
(data/_twins). Learnt as topics they make the model better at who pays and worse at hearing a danger, for they
are full of both; so they teach these two questions alone (docs/adr/0016).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

PAYER_PAIR = ("sells_sex", "buys_sex")
ABOUT_PAYMENT = (*PAYER_PAIR, "ask_role")
_STRENGTH = 5.0  # scikit-learn's C for whether it is about payment
_STRENGTH_OF_SIDE = 10.0  # and for the side; 3 and 40 were a point apart at most, on hands left out


@dataclass(frozen=True, slots=True)
class Payment:
    """How likely, 0-1: that the message is about sex for money at all; that its writer is paid, if it is."""

    about: float
    paid: float

    def side(self, code: str) -> float:
        """The likelihood of one of PAYER_PAIR against the other."""
        return self.paid if code == "sells_sex" else 1 - self.paid


@dataclass(slots=True)
class _YesOrNo:
    """A logistic regression of two classes. `weights`: one a feature."""

    weights: npt.NDArray[np.float32]
    bias: float

    @classmethod
    def trained(cls, rows: csr_matrix, yes: Sequence[bool], strength: float) -> _YesOrNo:
        if len(set(yes)) < 2:  # nothing to tell apart, as in a project without these topics
            return cls(np.zeros(rows.shape[1], np.float32), 0.0 if any(yes) else -np.inf)
        fitted = LogisticRegression(C=strength, solver="liblinear", tol=1e-3).fit(rows, yes)
        return cls(fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))

    def likelihood(self, row: csr_matrix) -> float:
        return float(expit((row @ self.weights)[0] + self.bias))


@dataclass(slots=True)
class SecondLook:
    """Two questions to the features of a message."""

    about: _YesOrNo
    paid: _YesOrNo

    @classmethod
    def trained(
        cls, rows: csr_matrix, codes: Sequence[str], twins: csr_matrix, of: Iterable[str]
    ) -> SecondLook:
        """Fit on the ordinary messages `rows` with their `codes`, and on the `twins` with theirs (`of`)."""
        both, meant = csr_matrix(vstack([rows, twins])), [*codes, *of]
        sided = [place for place, code in enumerate(meant) if code in PAYER_PAIR]
        return cls(
            _YesOrNo.trained(both, [code in ABOUT_PAYMENT for code in meant], _STRENGTH),
            _YesOrNo.trained(
                both[sided], [meant[place] == "sells_sex" for place in sided], _STRENGTH_OF_SIDE
            ),
        )

    def at(self, row: csr_matrix) -> Payment:
        """What it makes of one message (1 x features)."""
        return Payment(self.about.likelihood(row), self.paid.likelihood(row))
