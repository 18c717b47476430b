"""What the scripts touch: need codes, cards and languages that some case expects."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rehearsal.script import LANGUAGES, Case

CARD_KEYS = ("card", "card_first")


@dataclass(frozen=True, slots=True)
class Seen:
    """One kind of thing: what the scripts expect of it, and all there is (None when no list is at hand)."""

    kind: str
    touched: frozenset[str]
    all: frozenset[str] | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What there is and no script expects."""
        return tuple(sorted((self.all or frozenset()) - self.touched))

    def __str__(self) -> str:
        """`needs 36 of 38`, or `needs 36` without a list."""
        if self.all is None:
            return f"{self.kind} {len(self.touched)}"
        return f"{self.kind} {len(self.touched & self.all)} of {len(self.all)}"


Coverage = tuple[Seen, ...]


def coverage(cases: Iterable[Case], needs: frozenset[str] | None, cards: frozenset[str] | None) -> Coverage:
    """Needs, cards and languages of the cases. A need counts when it is expected, not when it is offered."""
    cases = tuple(cases)
    expects = [e for case in cases for turn in case.turns for e in turn.expects if isinstance(e.wanted, str)]
    return (
        Seen("needs", frozenset(str(e.wanted) for e in expects if e.key == "need"), needs),
        Seen("cards", frozenset(str(e.wanted) for e in expects if e.key in CARD_KEYS), cards),
        Seen("languages", _languages(cases), frozenset(LANGUAGES)),
    )


def _languages(cases: Iterable[Case]) -> frozenset[str]:
    return frozenset(case.language for case in cases if case.language)


def uncovered(coverage: Coverage) -> Iterable[str]:
    """One line for each kind that has something no script expects."""
    for seen in coverage:
        if seen.all is None:
            yield f"{seen.kind}: no list to compare with"
        elif seen.missing:
            yield f"{seen.kind} without a script: {', '.join(seen.missing)}"


def read_column(path: Path, column: str) -> frozenset[str] | None:
    """The codes in one column of the directory's list of needs (CSV; | parts several codes in a cell).

    None when there is no such file or column.
    """
    if not path.is_file():
        return None
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or column not in rows[0]:
        return None
    return frozenset(code for row in rows for code in (row[column] or "").split("|") if code)
