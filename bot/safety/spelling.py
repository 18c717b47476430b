"""How a message becomes words, and which misspelt word may stand for which word of a phrase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bot.safety.normalise import fold

# What people write instead of a comma ("orkar inte ... leva") must not end the sentence.
_DOTS = re.compile(r"\.{2,}|…")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[.!?;😂🤣]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
SENTENCE_END = "."
SLIP_FROM = 6
_LINE_END = re.compile(r"\s*[\r\n]+\s*")


def read_words(text: str, spellings: Mapping[str, str], fillers: frozenset[str]) -> list[str]:
    """The folded words of a message, in the spelling of the phrases; every sentence end is one ".".

    The first and the last word are a sentence end too, so that phrases can ask for a message of its own.
    `spellings` maps a folded written form to one or more words ("im" -> "i am"); fillers are left out.
    """
    marked = _DOTS.sub(" ", _LINE_END.sub(". ", text))
    words = [
        word
        for written in _WORD.findall(fold(marked))
        for word in _spelt(_DRAWN_OUT.sub(r"\1", written), spellings)
        if word not in fillers
    ]
    return [SENTENCE_END, *words, SENTENCE_END]


def _spelt(written: str, spellings: Mapping[str, str]) -> list[str]:
    if written in "!?;":
        return [SENTENCE_END]
    if written in spellings:
        return spellings[written].split()
    plain = written.replace("'", "")
    return spellings.get(plain, plain).split()


def one_slip(typed: str, meant: str, *, first_right: bool = True) -> bool:
    """True when `typed` is `meant` with one letter too many, missing, wrong, or two neighbours swapped.

    The first letter must be right, unless told: slips there are rare and mostly make another word.
    """
    if (first_right and typed[:1] != meant[:1]) or abs(len(typed) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, goal = typed[start:], meant[start:]
    swapped = rest[:2] == goal[:2][::-1] and rest[2:] == goal[2:]
    return swapped or rest[1:] == goal[1:] or rest[1:] == goal or rest == goal[1:]


class SlipIndex:
    """Words, and which of them a typed word is a slip away from, found without comparing it with each."""

    def __init__(self, words: Iterable[str], *, first_right: bool = True) -> None:
        """`first_right`: as in one_slip."""
        self._first_right = first_right
        self._by_loss: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for form in _with_a_loss(word):
                self._by_loss[form].add(word)

    def near(self, typed: str) -> set[str]:
        """The words that `typed` may stand for: itself, and those one slip away."""
        sharing = {word for form in _with_a_loss(typed) for word in self._by_loss.get(form, ())}
        return {word for word in sharing if one_slip(typed, word, first_right=self._first_right)}


class Lexicon:
    """The words of all phrases of one language, and the test whether a typed word is one of them."""

    def __init__(self, items: Iterable[str], not_typos: Iterable[str] = ()) -> None:
        """`items` as in Slot; `not_typos` are real words that must never be read as a misspelling."""
        self._items = frozenset(items)
        self._starts = {item[:-1]: item for item in self._items if item.endswith("*")}
        self._known = {item.lstrip("=") for item in self._items} | set(not_typos)
        self._slips = SlipIndex(item for item in self._items if _may_be_misspelt(item))

    def fits(self, typed: str, item: str) -> bool:
        """True when the typed word may stand for the item: the rule that the matcher and the index share."""
        if item.endswith("*"):
            return typed.startswith(item[:-1])
        if typed == item.lstrip("="):
            return True
        return _may_be_misspelt(item) and typed not in self._known and one_slip(typed, item)

    def items_for(self, typed: str) -> set[str]:
        """All items that the typed word fits, found without looking at every item."""
        found = {form for form in (typed, "=" + typed) if form in self._items}
        found |= {self._starts[head] for head in _heads(typed) if head in self._starts}
        if typed not in self._known and len(typed) >= SLIP_FROM - 1:
            found |= self._slips.near(typed)
        return found


def _may_be_misspelt(item: str) -> bool:
    return len(item) >= SLIP_FROM and item[0] != "=" and item[-1] != "*"


def _with_a_loss(word: str) -> Iterator[str]:
    """The word and the word less one letter: two words a slip apart always share one of these."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _heads(word: str) -> Iterator[str]:
    for length in range(2, len(word) + 1):
        yield word[:length]
