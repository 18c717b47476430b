"""The chat's table of contents: all routes and all middleware as two plain lists."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.gateway import chat, leave, paper, problems, still
from bot.gateway.answer_step import AnswerStep
from bot.gateway.headers import SecurityHeaders
from bot.gateway.last_net import LastNet
from bot.gateway.parts import Parts
from bot.gateway.static_files import static_file

ROUTES = [
    Route("/", chat.show, methods=["GET"]),
    Route("/", chat.send, methods=["POST"]),
    Route("/lamna", leave.leave, methods=["GET"]),
    Route("/akut", still.akut, methods=["GET"]),
    Route("/utskrift", paper.show, methods=["GET"]),
    Route("/integritet", still.privacy, methods=["GET"]),
    Route("/static/{name}", static_file, methods=["GET"]),
    Route("/health", still.health, methods=["GET"]),
]


def create_app(parts: Parts) -> Starlette:
    """The chat around these parts."""
    broken = parts.pages.problem("sv", "broken")
    middleware = [
        Middleware(SecurityHeaders),
        Middleware(AnswerStep, step=parts.settings.answer_step, ticks=parts.ticks),
        Middleware(LastNet, page=broken, log=parts.log),
    ]
    refusals = dict.fromkeys((*problems.REASONS, HTTPException), problems.as_page)
    app = Starlette(routes=ROUTES, middleware=middleware, exception_handlers=refusals, lifespan=_sweeping)
    app.state.parts = parts
    return app


@asynccontextmanager
async def _sweeping(app: Starlette) -> AsyncIterator[None]:
    """While the server runs, old conversations are forgotten without anybody asking, and days are counted."""
    parts: Parts = app.state.parts
    sweeper = asyncio.create_task(parts.forgetting.keep_sweeping(parts.sessions, parts.new_sessions))
    counter = asyncio.create_task(parts.counting.keep_counting())
    yield
    sweeper.cancel()
    parts.counting.stop()
    await counter
