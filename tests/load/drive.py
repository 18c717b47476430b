"""Plays the scripted conversations against a door, over so many connections, for so long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import cycle, islice

import httpx

from tests.load.doors import Door
from tests.load.figures import Load
from tests.load.script import Conversation

PATIENCE = 60.0
START_PATIENCE = 240.0

Ticks = Callable[[], float]
"""Seconds of a clock that never goes back."""


class Driver:
    """`cpu`: processor seconds that the bot has used so far."""

    def __init__(
        self, door: Door, script: tuple[Conversation, ...], ticks: Ticks, cpu: Callable[[], float]
    ) -> None:
        self._door, self._script, self._ticks, self._cpu = door, script, ticks, cpu

    async def first_answer(self) -> None:
        """Returns as soon as one turn is answered. Raises TimeoutError."""
        async with asyncio.timeout(START_PATIENCE), _client(1) as client:
            while await self._door.say(client, None, self._script[0][0]) is None:
                await asyncio.sleep(0.1)

    async def warm_up(self) -> None:
        """Every conversation once, not counted."""
        async with _client(1) as client:
            for conversation in self._script:
                await self._play(client, conversation, [])

    async def load(self, connections: int, seconds: float) -> Load:
        """Each connection sends its next turn when the last is answered; turns under way at the end count."""
        turns: list[tuple[float, bool]] = []
        began, used = self._ticks(), self._cpu()
        async with _client(connections) as client, asyncio.TaskGroup() as visitors:
            for number in range(connections):
                visitors.create_task(self._visit(client, number, began + seconds, turns))
        return Load(
            connections,
            self._ticks() - began,
            tuple(milliseconds for milliseconds, _ in turns),
            sum(not answered for _, answered in turns),
            self._cpu() - used,
        )

    async def _visit(
        self, client: httpx.AsyncClient, number: int, until: float, turns: list[tuple[float, bool]]
    ) -> None:
        start = number % len(self._script)
        for conversation in islice(cycle(self._script), start, None):
            if self._ticks() >= until:
                return
            await self._play(client, conversation, turns, until)

    async def _play(
        self,
        client: httpx.AsyncClient,
        conversation: Conversation,
        turns: list[tuple[float, bool]],
        until: float = float("inf"),
    ) -> None:
        """A fresh conversation; one that went unanswered is left, as a visitor would."""
        name: str | None = None
        for text in conversation:
            began = self._ticks()
            if began >= until:
                return
            name = await self._door.say(client, name, text)
            turns.append(((self._ticks() - began) * 1000, name is not None))
            if name is None:
                return


def _client(connections: int) -> httpx.AsyncClient:
    """Exactly so many connections, kept open, past any proxy."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    return httpx.AsyncClient(timeout=PATIENCE, limits=limits, trust_env=False)
