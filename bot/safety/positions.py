"""Where a pattern could stand in a message at all: the cheap look before spaCy's thorough one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.safety.phrase_syntax import Gap, Pattern
from bot.safety.spelling import SENTENCE_END, Lexicon


class Positions:
    """Where in a message the items of the phrases stand: one bit a word, so that checking is quick."""

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

    def windows(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """The [start, end) stretches of words outside which the pattern cannot match; they do not overlap."""
        width = sum(slot.most if isinstance(slot, Gap) else 1 for slot in pattern)
        window: tuple[int, int] | None = None
        for end in _bits(self._ends(pattern)):
            start = max(0, end - width)
            if window and start >= window[1]:
                yield window
                window = None
            window = (window[0] if window else start, end)
        if window:
            yield window

    def _ends(self, pattern: Pattern) -> int:
        """One bit for each place where the pattern may end, as if gaps could cross the end of a sentence."""
        reached = -1  # every bit set: the first word may stand anywhere
        for slot in pattern:
            if isinstance(slot, Gap):
                for _ in range(slot.most):
                    reached |= reached << 1
            else:
                here = (reached & self._where(slot.items)) << 1
                reached = here | reached if slot.optional else here
            if not reached:
                break
        return reached

    def _where(self, items: frozenset[str]) -> int:
        if items not in self._slots:
            bits = 0
            for item in items & self.items.keys():
                bits |= self.items[item]
            self._slots[items] = bits
        return self._slots[items]


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while number > 0:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
