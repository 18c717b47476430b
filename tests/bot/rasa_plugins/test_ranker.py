"""The two halves of the ranking, each for itself and together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.rasa_plugins.features import read_one
from bot.rasa_plugins.linear import Linear
from bot.rasa_plugins.nearest import NearestMessages
from bot.rasa_plugins.ranker import Ranker
from tests.bot.rasa_plugins.components import EXAMPLES

ROWS = csr_matrix(np.array([[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]], np.float32))
LABELS = ["a", "a", "b", "c"]


def row(*values: float) -> csr_matrix:
    """One message with these features."""
    return csr_matrix(np.array([values], np.float32))


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    """Trained on a dozen examples of three intents."""
    return Ranker.trained([text for *_, text in EXAMPLES], [intent for intent, *_ in EXAMPLES], 40.0, 0.3)


def test_the_linear_model_says_what_scikit_learn_says() -> None:
    """Our own few lines of asking give the classes their confidence in the same order, summing to 1."""
    shares = Linear.trained(ROWS, LABELS, strength=10.0, jobs=1).shares(row(1, 1, 0, 0))
    assert shares.sum() == pytest.approx(1)
    assert shares.argmax() == 0


def test_the_nearest_vote_by_how_near_they_are() -> None:
    """A message just like one of "b" also resembles one of "c", which counts for little."""
    nearest = NearestMessages.trained(ROWS, LABELS)
    shares = dict(zip(nearest.classes, nearest.shares(row(0, 0, 1, 0)), strict=True))
    assert shares["a"] == 0
    assert shares["b"] == pytest.approx(0.8)  # 1 against (1/sqrt 2)^4 = 1/4
    assert shares["c"] == pytest.approx(0.2)


def test_a_message_like_no_other_gets_no_votes() -> None:
    """Nothing to be near to."""
    assert not NearestMessages.trained(ROWS[:, :3], LABELS).shares(row(0, 0, 0)).any()


def test_both_halves_know_the_same_classes(ranker: Ranker) -> None:
    """Their shares are added up place by place."""
    assert list(ranker.classes) == list(ranker.nearest.classes)


@pytest.mark.parametrize("text", ["jag säljer sex", "jag själer sex", "", "????", "xyzzy"])
def test_shares_sum_to_one_whatever_was_written(ranker: Ranker, text: str) -> None:
    """Also when no neighbour has a say."""
    assert ranker.read(text).shares.sum() == pytest.approx(1)


def test_a_slip_is_read_as_what_was_meant(ranker: Ranker) -> None:
    """The mended word, not the typed one, is what both halves see."""
    meant = ranker.read("i have nowhere to live").shares
    assert ranker.read("i have nowhere to lvie").shares == pytest.approx(meant)


def test_one_text_is_read_like_many(ranker: Ranker) -> None:
    """The short way past scikit-learn's pool of workers gives the same row."""
    one = read_one(ranker.features, "jag har ingenstans att bo")
    assert (one != ranker.features.transform(["jag har ingenstans att bo"])).nnz == 0
