"""The report on the screen: a letter a case, then every difference, then one line with the sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rehearsal.play import Outcome

WIDTH = 79


def progress(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Outcome]]:
    """Each outcome with what to print for it: the file's name when it begins, then . or F (E when broken)."""
    shown = ""
    for outcome in outcomes:
        file = outcome.case.at.file
        start = "" if file == shown else f"{chr(10) if shown else ''}{file} "
        shown = file
        yield start + letter(outcome), outcome


def letter(outcome: Outcome) -> str:
    """One character for one case."""
    if outcome.passed:
        return "."
    return "E" if outcome.broken else "F"


def failures(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """The lines about every case that did not go as written."""
    failed = [outcome for outcome in outcomes if not outcome.passed]
    if failed:
        yield " differences (+ expected, - got) ".center(WIDTH, "=")
    for outcome in failed:
        yield from failure(outcome)
        yield ""


def failure(outcome: Outcome) -> Iterator[str]:
    """The lines about one case: its name, where it stopped, and each difference."""
    yield f"_ {outcome.case.title} ".ljust(WIDTH, "_")
    turn = outcome.turn
    if turn is None:
        return
    yield f"{turn.at}: {'visitor writes' if turn.does == 'user' else 'visitor chooses'}: {turn.words}"
    for difference in outcome.differences:
        yield f"  {difference.at}"
        yield f"  + {difference.expected}"
        yield f"  - {difference.got}"
    if outcome.broken:
        yield f"  ! {outcome.broken}"
    left = len(outcome.case.turns) - outcome.case.turns.index(turn) - 1
    if left:
        yield f"  ({left} more of the visitor's steps not played)"


def summary(outcomes: Sequence[Outcome]) -> str:
    """`3 passed, 1 failed`; a case that was not answered at all counts as failed."""
    passed = sum(outcome.passed for outcome in outcomes)
    return f"{passed} passed, {len(outcomes) - passed} failed"
