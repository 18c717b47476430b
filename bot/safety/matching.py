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
from bot.safety.positions import Positions
from bot.safety.spelling import SENTENCE_END, Lexicon

# Stands for every word that no phrase listens for, so that visitors' words never enter spaCy's string table.
_OTHER_WORD = "·"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in words [start, end); `spoken` are the places of its own words, not of its gaps."""

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

    spaCy decides what matches. `Positions` only shows the hundreds of matchers the few words that can
    interest them: running them all over all words would cost a hundred times more and find the same.
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
        known = [word if positions.is_known(word) else _OTHER_WORD for word in words]
        hits: dict[str, list[Hit]] = defaultdict(list)
        for entry in self._candidates(positions):
            for start, end in positions.windows(entry.pattern):
                for hit in _hits(entry, Doc(self._vocab, words=known[start:end]), start):
                    hits[entry.owner].append(hit)
        return dict(hits)

    def strings(self) -> set[str]:
        """Every word that the index remembers: for the test that visitors' words are not among them."""
        return set(self._vocab.strings)

    def _candidates(self, positions: Positions) -> Iterator[_Entry]:
        rarest = {place for item in positions.items for place in self._places.get(item, ())}
        for place in rarest:
            yield from self._by_rarest[place]

    def _matcher(self, pattern: Pattern) -> Matcher:
        matcher = Matcher(self._vocab, validate=False, fuzzy_compare=self._compare)
        matcher.add("phrase", [[_as_spacy(slot) for slot in pattern]], greedy="LONGEST")
        return matcher

    def _compare(self, typed: str, item: str, _fuzzy: int) -> bool:
        return self._lexicon.fits(typed, item)


def _as_spacy(slot: Slot | Gap) -> dict[str, Any]:
    if isinstance(slot, Gap):
        return {"ORTH": {"NOT_IN": [SENTENCE_END]}, "OP": f"{{0,{slot.most}}}"}
    # FUZZY1 hands the comparison to `_compare`, which knows which words may be misspelt.
    word: dict[str, Any] = {"ORTH": {"FUZZY1": {"IN": sorted(slot.items)}}}
    return {**word, "OP": "?"} if slot.optional else word


def _rarest(pattern: Pattern) -> frozenset[str]:
    """The word of a pattern that the fewest messages will hold, guessed by its shortest choice."""
    needs = (slot.items for slot in pattern if isinstance(slot, Slot) and not slot.optional)
    return max(needs, key=lambda items: (min(len(item) for item in items), -len(items)))


def _hits(entry: _Entry, doc: Doc, offset: int) -> Iterator[Hit]:
    # spaCy's stub leaves out the fourth member that with_alignments adds.
    found: Any = entry.matcher(doc, with_alignments=True)
    for _key, start, end, places in found:
        spoken = (start + i for i, place in enumerate(places) if isinstance(entry.pattern[place], Slot))
        yield Hit(offset + start, offset + end, frozenset(offset + place for place in spoken))
