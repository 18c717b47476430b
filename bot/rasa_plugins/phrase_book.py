"""A file of phrases under labels, in the language of the safety net, ready to listen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.safety.matching import PhraseIndex
from bot.safety.normalise import fold
from bot.safety.phrase_syntax import Slot, expand
from bot.safety.spelling import SENTENCE_END, Lexicon, read_words

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message holds. `last`: label -> where its last phrase ends; `rest`: words in no phrase."""

    last: Mapping[str, int]
    rest: int


class PhraseBook:
    """Hears which labels' phrases a message holds. Pure: remembers nothing of the message."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """`content`: spellings, fillers, groups, and `phrases`: label -> phrases (data/_safety/README.md)."""
        groups, labels = content["groups"], content["phrases"]
        patterns = [
            (label, p) for label, phrases in labels.items() for s in phrases for p in expand(s, groups)
        ]
        items = {item for _, p in patterns for slot in p if isinstance(slot, Slot) for item in slot.items}
        self._spellings = {fold(typed): fold(meant) for typed, meant in content["spellings"].items()}
        self._fillers = frozenset(fold(word) for word in content["fillers"])
        self._index = PhraseIndex(patterns, Lexicon(items))

    def hear(self, text: str) -> Heard:
        """The labels, and how many words are left over."""
        words = read_words(text, self._spellings, self._fillers)
        found = self._index.find(words)
        covered = {place for hits in found.values() for hit in hits for place in range(hit.start, hit.end)}
        rest = sum(word != SENTENCE_END and place not in covered for place, word in enumerate(words))
        return Heard({label: max(hit.end for hit in hits) for label, hits in found.items()}, rest)


def read_books(folder: Path, name: str) -> Sequence[PhraseBook]:
    """`name`.sv.yml and `name`.en.yml of a folder of data/."""
    return [PhraseBook(content) for content in read_contents(folder, name)]


def read_contents(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The same files as they are written."""
    for language in LANGUAGES:
        yield yaml.safe_load((folder / f"{name}.{language}.yml").read_text(encoding="utf-8"))


def labels(books: Iterable[PhraseBook], text: str) -> frozenset[str]:
    """Every label that any of the books hears."""
    return frozenset(label for book in books for label in book.hear(text).last)
