"""The crisis net: finds danger in a message by phrases, before and beside the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.safety.guards import guarded_level
from bot.safety.matching import Hit, PhraseIndex
from bot.safety.phrases import KINDS, LANGUAGES, Guard, Kind, Level, Rule, Rulebook, all_items, load_rulebook
from bot.safety.spelling import Lexicon, read_words

_UNLESS = "unless:"


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger that a message speaks of, how sure the rules are, and the rule that heard it ("sv.weapon")."""

    kind: Kind
    level: Level
    rule: str


def find_danger(text: str, language: str | None = None) -> Danger | None:
    """The gravest danger that the message speaks of, or None.

    Hard before soft, then the order of the crisis needs. Both languages are always tried; `language` only
    decides whose rule is named when both hear the same danger. Pure: remembers nothing of the message.
    """
    order = sorted(LANGUAGES, key=lambda code: code != language)
    dangers = [danger for code in order for danger in net(code).dangers(text)]
    return min(dangers, key=_gravity, default=None)


def _gravity(danger: Danger) -> tuple[bool, int]:
    return danger.level != "hard", KINDS.index(danger.kind)


@cache
def net(language: str) -> CrisisNet:
    """The net of one language, built from data/_safety at first use (call it at start-up to pay then)."""
    return CrisisNet(load_rulebook(language))


class CrisisNet:
    """The rules of one language, ready to listen."""

    def __init__(self, book: Rulebook) -> None:
        """Compiles all phrases; takes some tenths of a second."""
        self._book = book
        patterns = [(f"{r.id}/{i}", p) for r in book.rules for i, part in enumerate(r.parts) for p in part]
        patterns += [(guard.id, p) for guard in book.guards for p in guard.patterns]
        patterns += [(_UNLESS + guard.id, p) for guard in book.guards for p in guard.unless]
        self.index = PhraseIndex(patterns, Lexicon(all_items(book), book.not_typos))

    def dangers(self, text: str) -> Iterator[Danger]:
        """Every danger that some rule hears in the message."""
        words = read_words(text, self._book.spellings, self._book.fillers)
        hits = self.index.find(words)
        guards = [guard for guard in self._book.guards if guard.id in hits and _UNLESS + guard.id not in hits]
        for rule in self._book.rules:
            if level := self._level(rule, hits, guards, words):
                yield Danger(rule.kind, level, f"{self._book.language}.{rule.id}")

    def _level(
        self, rule: Rule, hits: Mapping[str, list[Hit]], guards: list[Guard], words: list[str]
    ) -> Level | None:
        """How loud the rule is about this message: as loud as the quietest of its parts."""
        levels: list[Level] = [rule.level]
        for part in range(len(rule.parts)):
            concerned = [(guard, hits[guard.id]) for guard in guards if guard.concerns(rule, part)]
            found = [guarded_level(hit, concerned, words) for hit in hits.get(f"{rule.id}/{part}", ())]
            if not any(found):
                return None
            levels.append("hard" if "hard" in found else "soft")
        return "soft" if "soft" in levels else "hard"
