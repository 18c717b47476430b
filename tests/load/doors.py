"""How a turn is sent to each bot, and when it counts as answered."""

from __future__ import annotations

from typing import Protocol
from uuid import uuid4

import httpx

RASA_WAS_SILENT = "gateway_silent"
"""The gateway's own answer in Rasa's place: useful to a visitor, but it must not make a bench look fast."""


class Door(Protocol):
    """Where one bot listens."""

    async def say(self, client: httpx.AsyncClient, conversation: str | None, text: str) -> str | None:
        """One turn; `conversation` None begins one. Returns its name, or None when there was no answer."""


class OurDoor:
    """The testers' door (C4): the way of a web visitor's turn from the limits on."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/turn"

    async def say(self, client: httpx.AsyncClient, conversation: str | None, text: str) -> str | None:
        """Answered: something was said, and not by the gateway in Rasa's place."""
        answer = await _post(client, self._url, {"conversation": conversation, "text": text})
        if not isinstance(answer, dict):
            return None
        said = {message["response"] for message in answer["messages"]}
        return str(answer["conversation"]) if said and RASA_WAS_SILENT not in said else None


class StockDoor:
    """Rasa's own REST channel."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/webhooks/rest/webhook"

    async def say(self, client: httpx.AsyncClient, conversation: str | None, text: str) -> str | None:
        """Answered: the list of messages is not empty, which is how Rasa tells of a failure."""
        sender = conversation or uuid4().hex
        answer = await _post(client, self._url, {"sender": sender, "message": text})
        return sender if answer else None


async def _post(client: httpx.AsyncClient, url: str, body: dict[str, str | None]) -> object:
    """The JSON of the answer; None when there is none."""
    try:
        answer = await client.post(url, json=body)
        return answer.json() if answer.is_success else None
    except (httpx.HTTPError, ValueError):
        return None
