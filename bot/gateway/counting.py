"""Turns are counted without delaying or breaking any: in memory at once, in the database once a day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from bot.gateway.clock import Clock
from bot.gateway.counted import turn_of
from bot.gateway.quiet_log import QuietLog
from bot.gateway.reply import Reply
from bot.gateway.tally import Tally
from directory.counting.counts import Cell

LOOK_EVERY = 60.0
"""Seconds between two looks at the calendar; also between two tries when the database does not answer."""

Write = Callable[[Mapping[Cell, int]], None]
"""Puts counts into the database, all or none; may raise."""


class Counting:
    """`write` None: nothing is counted, not even in memory."""

    def __init__(self, write: Write | None, clock: Clock, log: QuietLog) -> None:
        self._write, self._clock, self._log = write, clock, log
        self._tally = Tally()
        self._over = asyncio.Event()
        self._is_failing = False

    def note(self, reply: Reply) -> None:
        """Counts a finished turn. Never raises: a number is worth less than an answer."""
        if self._write is None:
            return
        try:
            turn = turn_of(reply)
            if turn is not None:
                self._tally.count(turn)
        except Exception as fault:
            self._log.incident("counting", fault)

    async def keep_counting(self, every: float = LOOK_EVERY) -> None:
        """Until `stop`: writes each day when it is over, and at last what the present one has so far."""
        if self._write is None:
            return
        day = self._clock().date()
        while not await self._is_over(every):
            today = self._clock().date()
            if today > day:
                self._tally.close(day)
                day = today
            await self._hand_over()
        self._tally.close(self._clock().date())
        await self._hand_over()

    def stop(self) -> None:
        """Ends `keep_counting` after one last try to write."""
        self._over.set()

    async def _is_over(self, every: float) -> bool:
        try:
            await asyncio.wait_for(self._over.wait(), every)
        except TimeoutError:
            return False
        return True

    async def _hand_over(self) -> None:
        """In a thread: a locked database holds up nobody. What cannot be written waits for the next try."""
        counts = self._tally.waiting
        if not counts or self._write is None:
            return
        try:
            await asyncio.to_thread(self._write, counts)
        except Exception as fault:
            if not self._is_failing:  # once, not every minute
                self._log.incident("counting", fault)
            self._is_failing = True
        else:
            self._tally.written(counts)
            self._is_failing = False
