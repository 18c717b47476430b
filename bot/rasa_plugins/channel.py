"""The only way into Rasa: a channel on loopback that the gateway speaks to.

Rasa's REST channel obeys "/restart" and "/intent{...}" from anyone, gives strangers one shared conversation
when the sender is missing, and answers 200 with an empty list when something broke. This one takes typed
requests from the gateway only, never lets a visitor's text be a command, and can forget.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.rasa_plugins import hush
from bot.rasa_plugins.outgoing import Outgoing, wire

hush.install()

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class LotsenChannel(InputChannel):
    """POST /webhooks/lotsen/turn, DELETE /webhooks/lotsen/turn/<sender>, GET /webhooks/lotsen/health."""

    def __init__(self, actions_health: str) -> None:
        self._actions_health = actions_health

    @classmethod
    def name(cls) -> str:
        """The channel's name and the last part of its address."""
        return "lotsen"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LotsenChannel:
        """The channel as credentials.yml has it; `actions_health` is the action server's health address."""
        return cls((credentials or {})["actions_health"])

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The three routes."""
        routes = Blueprint("lotsen")

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            return await take_turn(request, on_new_message)

        @routes.route("/turn/<sender>", methods=["DELETE"])
        async def forget(request: Request, sender: str) -> HTTPResponse:
            store_of(request).forget(sender)
            return response.empty()

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            model = agent.processor.model_filename if agent and agent.is_ready() else None
            actions = "up" if await answers(self._actions_health) else "down"
            return response.json(
                {"status": "ok" if model else "starting", "model": model, "actions": actions}
            )

        return routes


async def take_turn(request: Request, on_new_message: OnNewMessage) -> HTTPResponse:
    """One turn; a failure inside is answered with silence, for which the gateway has its own words."""
    body = request.json
    outgoing = Outgoing()
    message = UserMessage(
        text=body.get("text") or "",
        output_channel=outgoing,
        sender_id=body["sender"],
        input_channel=LotsenChannel.name(),
        metadata={"language": body.get("language") or "sv"},
        parse_data=parsed_choice(body) if "payload" in body else None,
    )
    try:
        await on_new_message(message)
    except (Exception, CancelledError) as fault:
        hush.say(f"a turn failed: {type(fault).__name__}")
        return silence(body)
    # The full one: "start over" begins a new session, which no longer holds the message that asked for it.
    tracker = await store_of(request).retrieve_full_tracker(body["sender"])
    return response.json(wire(outgoing.spoken, tracker)) if tracker else silence(body)


def silence(body: dict[str, Any]) -> HTTPResponse:
    """No messages: the turn failed, or its conversation was forgotten while it went on."""
    return response.json({"language": body.get("language") or "sv", "messages": []})


def parsed_choice(body: dict[str, Any]) -> dict[str, Any]:
    """A pressed button as if it had been parsed: `payload` is {"intent": ..., "entities": {...}}."""
    payload = body["payload"]
    entities = {"language": body.get("language") or "sv", **(payload.get("entities") or {})}
    if payload["intent"] == "minor_exploited":
        entities["age_group"] = "under_18"
    return {
        "text": "",
        "intent": {"name": payload["intent"], "confidence": 1.0},
        "intent_ranking": [],
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }


def store_of(request: Request) -> Any:
    """Our tracker store, out of the fail-safe wrapper that Rasa puts around it."""
    store = request.app.ctx.agent.tracker_store
    return getattr(store, "_tracker_store", store)


async def answers(address: str) -> bool:
    """True when the address answers 200 within a second."""
    try:
        limit = aiohttp.ClientTimeout(total=1)
        async with aiohttp.ClientSession(timeout=limit) as session, session.get(address) as reply:
            return reply.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
