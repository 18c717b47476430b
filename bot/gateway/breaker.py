"""A circuit breaker: after some failures in a row nobody waits for a server that does not answer."""

from __future__ import annotations

from bot.gateway.clock import Ticks


class Breaker:
    """Open after `failures` in a row; lets one try through every `rest` seconds until one succeeds."""

    def __init__(self, ticks: Ticks, failures: int = 3, rest: float = 3.0) -> None:
        self._ticks, self._most, self._rest = ticks, failures, rest
        self._count, self._next_try = 0, 0.0

    def may_try(self) -> bool:
        """Whether a call is worth its wait now."""
        if self._count < self._most:
            return True
        if self._ticks() < self._next_try:
            return False
        self._next_try = self._ticks() + self._rest
        return True

    def succeeded(self) -> None:
        """The server answered: everybody may call again."""
        self._count = 0

    def failed(self) -> None:
        """The server did not answer."""
        self._count += 1
        self._next_try = self._ticks() + self._rest
