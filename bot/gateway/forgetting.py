"""Forgetting Rasa's half of a conversation; what could not be forgotten now is tried again."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.gateway.errors import RasaSilent
from bot.gateway.limits import NewSessions
from bot.gateway.neighbours import Rasa
from bot.gateway.quiet_log import QuietLog
from bot.gateway.session import Sessions

EVERY_SECONDS = 20.0
MOST_WAITING = 5000


class Forgetting:
    """Knows only random sender names. Rasa's own time limit is the net below this one."""

    def __init__(self, rasa: Rasa, log: QuietLog) -> None:
        self._rasa, self._log = rasa, log
        self._waiting: deque[str] = deque(maxlen=MOST_WAITING)

    async def forget(self, sender: str) -> None:
        """Deletes the tracker, or keeps the name for the next try. Never raises RasaSilent."""
        try:
            await self._rasa.forget(sender)
        except RasaSilent:
            self._waiting.append(sender)

    async def again(self) -> None:
        """Tries once more for each name that is waiting."""
        for _ in range(len(self._waiting)):
            await self.forget(self._waiting.popleft())

    async def sweep(self, sessions: Sessions, networks: NewSessions) -> None:
        """Forgets every conversation whose time is up, here and in Rasa, and the counts of old networks."""
        networks.forget_old()
        await self.again()
        for session in sessions.sweep():
            await self.forget(session.sender)

    async def keep_sweeping(
        self, sessions: Sessions, networks: NewSessions, every: float = EVERY_SECONDS
    ) -> None:
        """Until cancelled. One failed round is logged by its class and does not end the next."""
        while True:
            await asyncio.sleep(every)
            try:
                await self.sweep(sessions, networks)
            except Exception as fault:
                self._log.incident("sweep", fault)
