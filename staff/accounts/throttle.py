"""How fast passwords and codes may be tried. In memory, by account and device, never by network address.

A device that a person has signed in from before has a bucket of its own. All other devices share a slow
one for each account, and one for the house. So whoever guesses at an account slows down every stranger,
and never its owner.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from directory.clock import Clock

MOST_BUCKETS = 10_000


class TooManyTries(Exception):
    """Nothing was looked at; the same for accounts that are and accounts that are not."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tries at once, and a new one after every `every`."""

    size: int
    every: timedelta


KNOWN_DEVICE = Rate(10, timedelta(minutes=1))
STRANGE_DEVICES = Rate(5, timedelta(minutes=10))
HOUSE = Rate(30, timedelta(seconds=2))
"""For all strangers together: guessing at every account in turn must not occupy the machine."""


class Throttle:
    """Buckets by name; a full one is as good as none, so the least recently used may be forgotten."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def take(self, account: str, device: str) -> None:
        """One try at an account; `device` is "" for an unknown one. Raises TooManyTries."""
        if device:
            self._take((f"{account} {device}", KNOWN_DEVICE))
        else:
            self._take((account, STRANGE_DEVICES), ("house", HOUSE))

    def forgive(self, account: str, device: str) -> None:
        """It was the owner: the device's tries are counted anew."""
        with self._lock:
            self._levels.pop(f"{account} {device}", None)

    def _take(self, *wanted: tuple[str, Rate]) -> None:
        """From all of the buckets or from none."""
        with self._lock:
            levels = [self._level(name, rate) for name, rate in wanted]
            if any(level < 1 for level in levels):
                raise TooManyTries
            for (name, _), level in zip(wanted, levels, strict=True):
                self._levels[name] = (level - 1, self._clock())
                self._levels.move_to_end(name)
            while len(self._levels) > MOST_BUCKETS:
                self._levels.popitem(last=False)

    def _level(self, name: str, rate: Rate) -> float:
        level, at = self._levels.get(name, (float(rate.size), self._clock()))
        return min(rate.size, level + (self._clock() - at) / rate.every)
