"""How many turns a visitor needs to the first card: counted while the testers' tool plays the scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from rehearsal.heard import Heard, NotAReply
from rehearsal.play import Ticks, play
from rehearsal.script import Case
from rehearsal.visitor import AnyDoor


@dataclass
class ListeningDoor:
    """Another door, with a note of how many cards each reply held since `begin`."""

    door: AnyDoor
    cards: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """A new conversation."""
        self.cards = []

    def turn(self, body: Mapping[str, str | None]) -> object:
        """What the other door answers."""
        answer = self.door.turn(body)
        try:
            self.cards.append(len(Heard.from_json(answer).cards))
        except NotAReply:
            self.cards.append(0)
        return answer

    def forget(self, conversation: str) -> None:
        """As the other door."""
        self.door.forget(conversation)

    def turns_to_first_card(self) -> int | None:
        """1 for cards in the first reply; None when there was no card at all."""
        return next((turn for turn, cards in enumerate(self.cards, start=1) if cards), None)


@dataclass(frozen=True, slots=True)
class Turns:
    """The conversations about one need: how many there are, and the turns of those that came to a card."""

    conversations: int
    to_first_card: tuple[int, ...]
    as_written: int

    @property
    def median(self) -> float | None:
        """None when no conversation came to a card."""
        return median(self.to_first_card) if self.to_first_card else None

    @property
    def most(self) -> int | None:
        """The turns of the longest way."""
        return max(self.to_first_card, default=None)


def count(cases: Iterable[Case], door: AnyDoor, ticks: Ticks) -> dict[str, Turns]:
    """Folder of the scripts (a need's code) -> its conversations. Raises NobodyThere."""
    listening = ListeningDoor(door)
    found: dict[str, list[tuple[int | None, bool]]] = defaultdict(list)
    for case in cases:
        listening.begin()
        outcome = play(case, listening, ticks)
        folder = Path(case.at.file).parent.name
        found[folder].append((listening.turns_to_first_card(), outcome.passed))
    return {folder: _together(plays) for folder, plays in found.items()}


def _together(plays: list[tuple[int | None, bool]]) -> Turns:
    to_first_card = tuple(turns for turns, _ in plays if turns is not None)
    return Turns(len(plays), to_first_card, sum(passed for _, passed in plays))
