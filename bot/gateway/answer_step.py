"""Answers leave at whole steps of time, so that their delay says little about what was asked."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.clock import Ticks


class AnswerStep:
    """Middleware: holds the answer to a POST until the next multiple of `step` seconds; 0 holds nothing."""

    def __init__(self, app: ASGIApp, step: float, ticks: Ticks) -> None:
        self._app, self._step, self._ticks = app, step, ticks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and its answer back at the right moment."""
        if not self._step or scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        began = self._ticks()

        async def send_on_the_step(message: Message) -> None:
            if message["type"] == "http.response.start":
                await asyncio.sleep(-(self._ticks() - began) % self._step)
            await send(message)

        await self._app(scope, receive, send_on_the_step)
