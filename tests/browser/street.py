"""A small street for browser tests: the chat with a fake Rasa, and a neutral page to leave to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.gateway.app import create_app
from bot.gateway.clock import ticks
from bot.gateway.emergency_numbers import Emergency
from bot.gateway.parts import Parts, put_together
from bot.gateway.serving import Server, config
from bot.gateway.settings import REPOSITORY, Settings
from bot.gateway.topics import load
from tests.bot.gateway.builders import WORDS, FakeRasa, a_log, some_neighbours


@dataclass(frozen=True)
class Street:
    """Where to go, and what stands behind the doors. `referrers`: what the neutral page was told."""

    chat: str
    away: str
    rasa: FakeRasa
    parts: Parts
    referrers: list[str]


@contextmanager
def a_street(answer_step: float = 0) -> Iterator[Street]:
    """Two servers that stop when the block ends."""
    referrers: list[str] = []
    with _serving(_neutral(referrers)) as away:
        rasa = FakeRasa()
        settings = Settings(answer_step=answer_step, leave_to=away)
        topics = load(REPOSITORY / "data" / "topics.yml")
        neighbours = some_neighbours(rasa, emergency=Emergency(), topics=topics)
        parts = put_together(settings, neighbours, WORDS, ticks, a_log())
        with _serving(create_app(parts)) as chat:
            yield Street(chat, away, rasa, parts, referrers)


def _neutral(referrers: list[str]) -> Starlette:
    async def weather(request: Request) -> Response:
        referrers.append(request.headers.get("referer", ""))
        return HTMLResponse("<!doctype html><html lang=sv><title>Väder</title><h1>Väder i dag</h1>")

    return Starlette(routes=[Route("/{rest:path}", weather)])


@contextmanager
def _serving(app: Starlette) -> Iterator[str]:
    door = socket.create_server(("127.0.0.1", 0))
    server = Server(config(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)
        door.close()
