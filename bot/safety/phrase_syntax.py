"""The small language that phrases are written in; data/_safety/README.md explains it to their writers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.safety.normalise import fold

MOST_VARIANTS = 400
_ELEMENT = re.compile(r"\([^()]*\)|\S+")
_GAP = re.compile(r"\.\.([1-9]|10)")
# A sign like an emoji counts as a word too; "." is the end of a sentence.
_ITEM = re.compile(r"=?[^\W_]+|[^\W_]+\*|\.")


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase: any of the items ("word", "=exact", "start*"), all folded."""

    items: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words that may be anything."""

    most: int


Pattern = tuple[Slot | Gap, ...]
Groups = Mapping[str, Sequence[str]]


def exactly(pattern: Pattern) -> Pattern:
    """The same pattern without forgiveness for slips of the finger."""
    return tuple(slot if isinstance(slot, Gap) else _exact(slot) for slot in pattern)


def _exact(slot: Slot) -> Slot:
    return Slot(frozenset(i if i[0] == "=" or i[-1] == "*" else f"={i}" for i in slot.items), slot.optional)


def expand(phrase: str, groups: Groups) -> list[Pattern]:
    """Every pattern that the phrase stands for.

    Raises PhraseError for an unknown group, a stray sign, a gap at an end or too many variants.
    """
    patterns = _expand(phrase, groups, ())
    for pattern in patterns:
        if not pattern or isinstance(pattern[0], Gap) or isinstance(pattern[-1], Gap):
            raise PhraseError(f"must begin and end with a word: {phrase!r}")
        if all(isinstance(slot, Gap) or slot.optional for slot in pattern):
            raise PhraseError(f"needs at least one word that is not optional: {phrase!r}")
    return patterns


def _expand(phrase: str, groups: Groups, inside: tuple[str, ...]) -> list[Pattern]:
    choices = [_variants(element, groups, inside) for element in _ELEMENT.findall(phrase)]
    patterns = [tuple(slot for part in parts for slot in part) for parts in product(*choices)]
    if len(patterns) > MOST_VARIANTS:
        raise PhraseError(f"stands for {len(patterns)} patterns, write it as several phrases: {phrase!r}")
    return patterns


def _variants(element: str, groups: Groups, inside: tuple[str, ...]) -> list[Pattern]:
    """The ways to fill one place of a phrase: a gap, an (optional) part, or words and {groups}."""
    if element.startswith("("):
        return _optional(_expand(element[1:-1], groups, inside))
    if gap := _GAP.fullmatch(element):
        return [(Gap(int(gap[1])),)]
    return _merged(pattern for choice in element.split("|") for pattern in _choice(choice, groups, inside))


def _choice(choice: str, groups: Groups, inside: tuple[str, ...]) -> list[Pattern]:
    if choice.startswith("{") and choice.endswith("}"):
        return _group(choice[1:-1], groups, inside)
    if not _ITEM.fullmatch(choice):
        raise PhraseError(f"neither a word, a group, a gap nor an optional part: {choice!r}")
    return [(Slot(frozenset({fold(choice)})),)]


def _optional(patterns: list[Pattern]) -> list[Pattern]:
    if len(patterns) == 1 and len(patterns[0]) == 1 and isinstance(patterns[0][0], Slot):
        return [(Slot(patterns[0][0].items, optional=True),)]
    return [(), *patterns]


def _group(name: str, groups: Groups, inside: tuple[str, ...]) -> list[Pattern]:
    if name not in groups or name in inside:
        raise PhraseError(f"no such group, or a group inside itself: {{{name}}}")
    return [pattern for entry in groups[name] for pattern in _expand(entry, groups, (*inside, name))]


def _merged(patterns: Iterable[Pattern]) -> list[Pattern]:
    """The patterns of one word as one slot, and the longer ones as they are: fewer patterns, same meaning."""
    single: set[str] = set()
    longer: list[Pattern] = []
    for pattern in patterns:
        if len(pattern) == 1 and isinstance(pattern[0], Slot) and not pattern[0].optional:
            single |= pattern[0].items
        else:
            longer.append(pattern)
    return [*([(Slot(frozenset(single)),)] if single else []), *longer]
