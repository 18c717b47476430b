"""The training messages nearest to a message, and what they vote for.

The linear model adds up words; the neighbours remember how words stood together. A third of the say given
to them takes a fifth of the wrong topics away at the same share of right ones, on hands never seen
(docs/adr/0007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.preprocessing import normalize

_NEAREST = 25
_STEEPNESS = 4  # a neighbour twice as near has sixteen times the say


@dataclass(slots=True)
class NearestMessages:
    """`columns`: features x training messages, each of length 1; `label_of`: their places in `classes`."""

    columns: csr_matrix
    label_of: npt.NDArray[np.int16]
    classes: npt.NDArray[np.str_]

    @classmethod
    def trained(cls, rows: csr_matrix, labels: Sequence[str]) -> NearestMessages:
        """Remember `rows` (messages x features) with what they mean."""
        classes, label_of = np.unique(np.asarray(labels), return_inverse=True)
        columns = csr_matrix(normalize(rows).T.astype(np.float32))
        return cls(columns, label_of.astype(np.int16), classes)

    def shares(self, row: csr_matrix) -> npt.NDArray[np.float64]:
        """The neighbours' votes for each class, summing to 1; all 0 when no word of the message is known."""
        near = csc_matrix((normalize(row) @ self.columns).T)
        nearness, messages = near.data, near.indices
        if len(nearness) > _NEAREST:
            best = np.argpartition(-nearness, _NEAREST)[:_NEAREST]
            nearness, messages = nearness[best], messages[best]
        votes = np.bincount(
            self.label_of[messages], nearness.astype(np.float64) ** _STEEPNESS, len(self.classes)
        )
        return np.asarray(votes / (votes.sum() or 1.0))
