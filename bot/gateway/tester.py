"""The testers' door (contract C4): the same turns as the page, as JSON, on this machine only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.gateway import problems
from bot.gateway.errors import BadChoice, Foreign, Unreadable
from bot.gateway.forms import read_body
from bot.gateway.headers import SecurityHeaders
from bot.gateway.parts import Parts
from bot.gateway.session import Exchange, Session
from bot.gateway.visit import parts_of

PATIENCE_SECONDS = 5.0
"""A script sends faster than a person: the door lets it wait this long for its pace instead of refusing."""


async def turn(request: Request) -> Response:
    """One turn. Body: `conversation` (null begins one), and `text` or `choose`."""
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        raise Foreign  # a page in the tester's own browser
    asked, parts = _read(await read_body(request)), parts_of(request)
    secret, session = _session(parts, asked.get("conversation"))
    await asyncio.sleep(min(session.pace.wait(), PATIENCE_SECONDS))
    exchange = await _take(parts, session, asked)
    response = JSONResponse(exchange.reply.to_json() | {"conversation": secret})
    if exchange.reply.ended:
        parts.sessions.end(secret)
        response.background = BackgroundTask(parts.forgetting.forget, session.sender)
    return response


async def forget(request: Request) -> Response:
    """Forgets a conversation, at once and wherever it is kept. Doing it twice does no harm."""
    parts = parts_of(request)
    session = parts.sessions.end(request.path_params["conversation"])
    if session is not None:
        await parts.forgetting.forget(session.sender)
    return Response(status_code=204)


async def health(request: Request) -> Response:
    """What is up."""
    neighbours = parts_of(request).neighbours
    rasa = await neighbours.rasa.health()
    directory = "up" if neighbours.directory_is_up() else "down"
    state = {"rasa": rasa.rasa, "actions": rasa.actions, "directory": directory, "model": rasa.model}
    return JSONResponse(state)


ROUTES = [
    Route("/turn", turn, methods=["POST"]),
    Route("/turn/{conversation}", forget, methods=["DELETE"]),
    Route("/health", health, methods=["GET"]),
]


def create_tester_app(parts: Parts) -> Starlette:
    """The door around the same parts as the chat."""
    refusals = dict.fromkeys((*problems.REASONS, HTTPException), problems.as_json)
    app = Starlette(routes=ROUTES, middleware=[Middleware(SecurityHeaders)], exception_handlers=refusals)
    app.state.parts = parts
    return app


def _read(body: bytes) -> Mapping[str, Any]:
    """The request. Raises Unreadable when it is not as C4 says."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):  # the latter: thousands of brackets in one another
        raise Unreadable from None  # the fault's text would quote the body
    if not isinstance(asked, dict) or not isinstance(asked.get("conversation"), str | None):
        raise Unreadable
    said = [asked[key] for key in ("text", "choose") if asked.get(key) is not None]
    if len(said) != 1 or not isinstance(said[0], str):
        raise Unreadable
    return asked


def _session(parts: Parts, conversation: str | None) -> tuple[str, Session]:
    if conversation is not None:
        return conversation, parts.sessions.find(conversation)
    return parts.sessions.open(parts.start.exchange("sv"))


async def _take(parts: Parts, session: Session, asked: Mapping[str, Any]) -> Exchange:
    if asked.get("choose") is None:
        return await parts.turns.say(session, asked["text"])
    if not asked["choose"]:
        raise BadChoice
    return await parts.turns.choose(session, asked["choose"])
