"""Makes the published copy after each change, and of it only the needs that the change touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from directory import published
from directory.published import CardsOfNeed
from directory.records import Service
from directory.shelf import Shelf
from directory.terms import NeedTerm


@dataclass(frozen=True, slots=True)
class _Made:
    """The cards of one need, and what they were made from."""

    services: tuple[Service, ...]
    night: datetime
    cards: CardsOfNeed


class Publisher:
    """One for each process that changes the directory; threads may share it.

    `is_late`: the copy is older than the directory, because the last try to write it failed.
    """

    def __init__(self, shelf: Shelf, needs: Iterable[NeedTerm], path: Path) -> None:
        self._shelf, self._path = shelf, path
        self._codes = published.codes(needs)
        self._made: dict[str, _Made] = {}
        self._lock = Lock()
        self.is_late = False

    def publish(self, now: datetime) -> None:
        """Writes the copy; the last to come writes the newest. Raises DirectoryUnavailable, OSError."""
        with self._lock:
            self.is_late = True
            catalogue, night = self._shelf.load(), published.coming_night(now)
            by_need = {code: self._cards(code, catalogue.leading_to(code), night) for code in self._codes}
            published.write(published.together(by_need, now), self._path)
            self.is_late = False

    def _cards(self, code: str, services: tuple[Service, ...], night: datetime) -> CardsOfNeed:
        """As they were made before, when they would come out the same."""
        made = self._made.get(code)
        if made is None or made.night != night or not _the_same(made.services, services):
            made = self._made[code] = _Made(services, night, published.cards_of(code, services, night))
        return made.cards


def _the_same(before: tuple[Service, ...], now: tuple[Service, ...]) -> bool:
    return len(before) == len(now) and all(one is other for one, other in zip(before, now, strict=True))
