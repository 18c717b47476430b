"""Plays cases one after the other, each as a visitor of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rehearsal.compare import Difference, differences
from rehearsal.door import BadAnswer
from rehearsal.script import Case, Turn
from rehearsal.visitor import AnyDoor, NotOffered, Visitor

Ticks = Callable[[], float]
"""A clock that only runs forward, in seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went.

    `turn` is the one where it stopped, None when it went through; `broken` says how the assistant
    failed to answer at all. `seconds` is how long the case took, waiting included.
    """

    case: Case
    seconds: float
    turn: Turn | None = None
    differences: tuple[Difference, ...] = ()
    broken: str | None = None

    @property
    def passed(self) -> bool:
        """True when every turn was as expected."""
        return self.turn is None


def play_all(cases: Iterable[Case], door: AnyDoor, ticks: Ticks) -> Iterator[Outcome]:
    """The outcome of each case, as soon as it is known. Raises NobodyThere when the assistant goes away."""
    for case in cases:
        yield play(case, door, ticks)


def play(case: Case, door: AnyDoor, ticks: Ticks) -> Outcome:
    """Play one case up to the first turn that differs: after a wrong turn the rest means nothing."""
    visitor = Visitor(door)
    wrong: tuple[Difference, ...] = ()
    broken: str | None = None
    start = ticks()
    for turn in case.turns:
        wrong, broken = _play_turn(turn, visitor)
        if wrong or broken:
            break
    broken = broken or _leave(visitor)
    stopped = turn if wrong or broken else None
    return Outcome(case, ticks() - start, stopped, wrong, broken)


def _play_turn(turn: Turn, visitor: Visitor) -> tuple[tuple[Difference, ...], str | None]:
    try:
        return differences(turn, visitor.does(turn)), None
    except NotOffered as error:
        return (Difference(turn.at, f"choose: {turn.words}", f"choices: {error}"),), None
    except BadAnswer as error:
        return (), str(error)


def _leave(visitor: Visitor) -> str | None:
    try:
        visitor.leaves()
    except BadAnswer as error:
        return str(error)
    return None
