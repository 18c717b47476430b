"""The only caller of Rasa: loopback HTTP, one deadline, and an empty answer means failure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from bot.gateway.breaker import Breaker
from bot.gateway.clock import Ticks
from bot.gateway.errors import RasaSilent
from bot.gateway.language import PageLanguage
from bot.gateway.neighbours import RasaAnswer, RasaHealth
from bot.gateway.reply import Reply

DEADLINE = 5.0
TURN = "/webhooks/lotsen/turn"
HEALTH = "/webhooks/lotsen/health"


class RasaClient:
    """Speaks to our own channel in Rasa. Never puts a message or a sender into an exception."""

    def __init__(self, http: httpx.AsyncClient, ticks: Ticks, deadline: float = DEADLINE) -> None:
        self._http, self._deadline, self._breaker = http, deadline, Breaker(ticks)

    async def say(self, sender: str, text: str, language: PageLanguage) -> RasaAnswer:
        """Free text. Raises RasaSilent."""
        return await self._turn({"sender": sender, "text": text, "language": language})

    async def choose(self, sender: str, payload: Mapping[str, Any], language: PageLanguage) -> RasaAnswer:
        """A button's meaning. Raises RasaSilent."""
        return await self._turn({"sender": sender, "payload": dict(payload), "language": language})

    async def forget(self, sender: str) -> None:
        """Deletes the tracker of this sender. Raises RasaSilent."""
        await self._call("DELETE", f"{TURN}/{sender}")

    async def health(self) -> RasaHealth:
        """Asks without the breaker: whoever asks for health wants the truth of now."""
        try:
            async with asyncio.timeout(2.0):
                answer = (await self._http.get(HEALTH)).json()
            state = "up" if answer.get("status") == "ok" else "down"
            return RasaHealth(state, str(answer.get("actions", "down")), str(answer.get("model") or ""))
        except (httpx.HTTPError, TimeoutError, ValueError, AttributeError):
            return RasaHealth("down", "down", "")

    async def _turn(self, body: Mapping[str, Any]) -> RasaAnswer:
        wire = await self._call("POST", TURN, body)
        try:
            soft, doubted = bool(wire.get("soft_danger")), bool(wire.get("danger_doubted"))
            answer = RasaAnswer(Reply.from_wire(wire), soft, doubted, wire.get("language_name"))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise RasaSilent from None  # the fault's text could quote the answer
        if answer.reply.is_silent:
            raise RasaSilent
        return answer

    async def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        if not self._breaker.may_try():
            raise RasaSilent
        try:
            async with asyncio.timeout(self._deadline):
                response = await self._http.request(method, path, json=body)
            response.raise_for_status()
            answer = response.json() if method == "POST" else None
        except (httpx.HTTPError, TimeoutError, ValueError):
            self._breaker.failed()
            raise RasaSilent from None  # the fault's text holds the address, which holds the sender
        self._breaker.succeeded()
        return answer


def http_to(url: str) -> httpx.AsyncClient:
    """A client for loopback: no proxy from the environment, no cookies of its own, few connections."""
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=16)
    return httpx.AsyncClient(base_url=url, trust_env=False, timeout=DEADLINE, limits=limits)
