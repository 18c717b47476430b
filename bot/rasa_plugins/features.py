"""From a message to numbers: TF-IDF over words, pairs of stems and character n-grams of the folded text.

Measured against Rasa's own featurizers and DIET on the same messages: as accurate or better, 20-40 times
faster to train, and a model of a few megabytes (docs/adr/0001).
"""

from __future__ import annotations

import re

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from bot.safety import fold

_NUMBER = re.compile(r"\b\d{1,6}\b")
_WORD = r"\w+"
_AGE_OF_MINOR = range(8, 18)
_AGE_OF_ADULT = range(18, 100)
_STEM = 4  # letters
_REACH = 4  # words


def readable(text: str) -> str:
    """The message as the vectorizers see it: folded, and each number beside what it may mean.

    A triage bot must tell "jag är 15" from "jag är 45"; bare digits are too rare to learn that from.
    """
    return _NUMBER.sub(lambda match: f"{match.group()} {_meaning(int(match.group()))}", fold(text))


def _meaning(number: int) -> str:
    if number in _AGE_OF_MINOR:
        return "xminor"
    if number in _AGE_OF_ADULT:
        return "xadult"
    return "xnumber"


def stem_pairs(text: str) -> list[str]:
    """The stems of the words, and each with the next four: who does what to whom, whatever stands between.

    Takes `readable` text. Worth .6 points of accuracy on unseen authors, most of it as topics acted on
    instead of asked back.
    """
    stems = [word[:_STEM] for word in re.findall(_WORD, text)]
    pairs = (
        f"{first} {second}"
        for position, first in enumerate(stems)
        for second in stems[position + 1 : position + 1 + _REACH]
    )
    return [*stems, *pairs]


def vectorizer() -> FeatureUnion:
    """Untrained features: word 1-2-grams, stems in pairs, character 2-5-grams within word edges.

    What only one or two messages have is left out: measured on unseen authors it costs nothing and halves
    the model.
    """
    every = {"preprocessor": readable, "sublinear_tf": True, "dtype": np.float32}
    words = TfidfVectorizer(token_pattern=_WORD, ngram_range=(1, 2), min_df=2, **every)
    stems = TfidfVectorizer(analyzer=_read_stem_pairs, min_df=3, sublinear_tf=True, dtype=np.float32)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, **every)
    return FeatureUnion([("words", words), ("stems", stems), ("characters", characters)])


def read_one(features: FeatureUnion, text: str) -> csr_matrix:
    """The features of one text (1 x features). FeatureUnion's own way costs half a millisecond more."""
    return csr_matrix(hstack([part.transform([text]) for _, part in features.transformer_list]))


def words_in(features: FeatureUnion) -> int:
    """How many of the columns, from the first, are words and word pairs."""
    return len(features.transformer_list[0][1].vocabulary_)


def commonness(features: FeatureUnion) -> dict[str, float]:
    """Each single word that was learnt: the logarithm of how many messages have it, less a constant."""
    words = features.transformer_list[0][1]
    return {word: -float(words.idf_[place]) for word, place in words.vocabulary_.items() if " " not in word}


def _read_stem_pairs(text: str) -> list[str]:
    """scikit-learn gives an own analyzer the raw text."""
    return stem_pairs(readable(text))
