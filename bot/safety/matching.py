"""Phrases as spaCy matchers: which phrases does a message hold, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.safety.phrase_syntax import Gap, Pattern, Slot
from bot.safety.spelling import SENTENCE_END, Lexicon

# Stands for every word that no phrase listens for, so that visitors' words never enter spaCy's string table.
_OTHER_WORD = "·"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in words [start, end); `spoken` are the positions that its own words (not gaps) cover."""

    start: int
    end: int
    spoken: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Entry:
    owner: str
    pattern: Pattern
    matcher: Matcher


class PhraseIndex:
    """All patterns of one language, each under the name of its owner.

    spaCy decides what matches. `Positions` only keeps the hundreds of matchers away from a message that
    cannot interest them: running them all would cost a hundred times more and find the same.
    """

    def __init__(self, patterns: Iterable[tuple[str, Pattern]], lexicon: Lexicon) -> None:
        """`patterns` are (owner, pattern) pairs; the lexicon must hold all their items."""
        self._lexicon = lexicon
        self._vocab = Vocab()
        self._by_rarest: dict[frozenset[str], list[_Entry]] = defaultdict(list)
        self._places: dict[str, list[frozenset[str]]] = defaultdict(list)
        for owner, pattern in patterns:
            self._by_rarest[_rarest(pattern)].append(_Entry(owner, pattern, self._matcher(pattern)))
        for rarest in self._by_rarest:
            for item in rarest:
                self._places[item].append(rarest)

    def find(self, words: Sequence[str]) -> dict[str, list[Hit]]:
        """The hits in the words of a message (see read_words), by owner."""
        positions = Positions(words, self._lexicon)
        doc = Doc(self._vocab, words=[w if positions.is_known(w) else _OTHER_WORD for w in words])
        hits: dict[str, list[Hit]] = defaultdict(list)
        for entry in self._candidates(positions):
            for hit in _hits(entry, doc):
                hits[entry.owner].append(hit)
        return dict(hits)

    def strings(self) -> set[str]:
        """Every word that the index remembers: for the test that visitors' words are not among them."""
        return set(self._vocab.strings)

    def _candidates(self, positions: Positions) -> Iterator[_Entry]:
        rarest = {place for item in positions.items for place in self._places.get(item, ())}
        for place in rarest:
            for entry in self._by_rarest[place]:
                if positions.may_hold(entry.pattern):
                    yield entry

    def _matcher(self, pattern: Pattern) -> Matcher:
        matcher = Matcher(self._vocab, validate=False, fuzzy_compare=self._compare)
        matcher.add("phrase", [[_as_spacy(slot) for slot in pattern]], greedy="LONGEST")
        return matcher

    def _compare(self, typed: str, item: str, _fuzzy: int) -> bool:
        return self._lexicon.fits(typed, item)


class Positions:
    """Where in a message the items of the phrases stand: one bit a word, so that a pattern is checked in a few steps."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        """Looks every word up once."""
        heard = {word: lexicon.items_for(word) for word in set(words)}
        self._known = {word for word, items in heard.items() if items or word == SENTENCE_END}
        self.items: dict[str, int] = defaultdict(int)
        for place, word in enumerate(words):
            for item in heard[word]:
                self.items[item] |= 1 << place
        self._slots: dict[frozenset[str], int] = {}

    def is_known(self, word: str) -> bool:
        """True when some phrase listens for the word."""
        return word in self._known

    def may_hold(self, pattern: Pattern) -> bool:
        """False when the pattern cannot match; True when it does, or would if a gap might cross a sentence end."""
        reached = -1  # every bit set: the first word may stand anywhere
        for slot in pattern:
            if isinstance(slot, Gap):
                for _ in range(slot.most):
                    reached |= reached << 1
            else:
                here = (reached & self._where(slot.items)) << 1
                reached = here | reached if slot.optional else here
            if not reached:
                return False
        return True

    def _where(self, items: frozenset[str]) -> int:
        if items not in self._slots:
            bits = 0
            for item in items & self.items.keys():
                bits |= self.items[item]
            self._slots[items] = bits
        return self._slots[items]


def _as_spacy(slot: Slot | Gap) -> dict[str, Any]:
    if isinstance(slot, Gap):
        return {"ORTH": {"NOT_IN": [SENTENCE_END]}, "OP": f"{{0,{slot.most}}}"}
    # FUZZY1 hands the comparison to `_compare`, which knows which words may be misspelt.
    word: dict[str, Any] = {"ORTH": {"FUZZY1": {"IN": sorted(slot.items)}}}
    return {**word, "OP": "?"} if slot.optional else word


def _rarest(pattern: Pattern) -> frozenset[str]:
    """The word of a pattern that the fewest messages will hold: guessed by the length of its shortest choice."""
    needs = (slot.items for slot in pattern if isinstance(slot, Slot) and not slot.optional)
    return max(needs, key=lambda items: (min(len(item) for item in items), -len(items)))


def _hits(entry: _Entry, doc: Doc) -> Iterator[Hit]:
    # spaCy's stub leaves out the fourth member that with_alignments adds.
    found: Any = entry.matcher(doc, with_alignments=True)
    for _key, start, end, places in found:
        spoken = (start + i for i, place in enumerate(places) if isinstance(entry.pattern[place], Slot))
        yield Hit(start, end, frozenset(spoken))
