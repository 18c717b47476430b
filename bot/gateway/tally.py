"""Counts in memory until a day is over; only then, and at a clean stop, do they reach a database.

No order, no time of day, nothing that ties two turns together. Fewer than `FEWEST` turns are never written
alone: on a quiet site they would be one person's day. Why: docs/adr/0013.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from directory.counting.counts import Cell, Turn

FEWEST = 10
MOST_DAYS = 31
"""Days that wait for a database which does not answer; the oldest are forgotten beyond that."""


class Tally:
    """Bounded by our own words: needs x languages x outcomes x days, whatever visitors do."""

    def __init__(self) -> None:
        self._open: Counter[Turn] = Counter()
        self._waiting: Counter[Cell] = Counter()

    def count(self, turn: Turn) -> None:
        """One more."""
        self._open[turn] += 1

    def close(self, on: date) -> None:
        """The day is over. When it had too few turns, they wait and take the date of a later day."""
        if self._open.total() < FEWEST:
            return
        for turn, count in self._open.items():
            self._waiting[Cell(on, *turn)] += count
        self._open.clear()
        days = sorted({cell.on for cell in self._waiting})
        for cell in [cell for cell in self._waiting if cell.on in days[:-MOST_DAYS]]:
            del self._waiting[cell]

    @property
    def waiting(self) -> Mapping[Cell, int]:
        """What is ready to be written, as it is now."""
        return dict(self._waiting)

    def written(self, counts: Mapping[Cell, int]) -> None:
        """These are in the database."""
        self._waiting = self._waiting - Counter(counts)
