"""An assistant that only knows what the test taught it: as an object, and behind HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rehearsal.door import BadAnswer
from tests.rehearsal.builders import a_reply

WELL = {"rasa": "up", "actions": "up", "directory": "up", "model": "abc"}


class FakeDoor:
    """Answers each text, or `choose` id, with the reply taught for it, and notes who talked and who left."""

    def __init__(self, replies: Mapping[str, Any], health: Mapping[str, str] = WELL) -> None:
        self.replies = replies
        self.parts = health
        self.bodies: list[Mapping[str, str | None]] = []
        self.forgotten: list[str] = []
        self._numbers = count(1)

    def health(self) -> Mapping[str, str]:
        """What it was given."""
        return self.parts

    def turn(self, body: Mapping[str, str | None]) -> object:
        """The taught reply, in the conversation asked for or a new one; an exception is raised."""
        self.bodies.append(body)
        reply = self.replies.get(
            str(body.get("text") or body.get("choose")), a_reply(("utter_overview", "?"))
        )
        if isinstance(reply, Exception):
            raise reply
        conversation = body["conversation"] or f"c{next(self._numbers)}"
        return {**reply, "conversation": conversation} if isinstance(reply, dict) else reply

    def forget(self, conversation: str) -> None:
        """Note it; the conversation called c-stuck cannot be forgotten."""
        if conversation == "c-stuck":
            raise BadAnswer("HTTP 500 instead of forgetting the conversation")
        self.forgotten.append(conversation)


def fake_app(door: FakeDoor, first: Iterable[Response] = ()) -> Starlette:
    """The door behind HTTP; `first` are answers to give before it is asked."""
    turns = iter(first)

    async def health(_request: Request) -> Response:
        return JSONResponse(dict(door.health()))

    async def turn(request: Request) -> Response:
        return next(turns, None) or JSONResponse(door.turn(await request.json()))

    async def forget(request: Request) -> Response:
        door.forget(request.path_params["id"])
        return Response(status_code=204)

    return Starlette(
        routes=[
            Route("/health", health),
            Route("/turn", turn, methods=["POST"]),
            Route("/turn/{id}", forget, methods=["DELETE"]),
        ]
    )


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """The app on a free port of 127.0.0.1; gives its address."""
    # ws="none": the old websockets that Rasa needs is not one that uvicorn can load
    config = uvicorn.Config(
        app, host="127.0.0.1", port=free_port(), log_config=None, ws="none", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        yield f"http://127.0.0.1:{config.port}"
    finally:
        server.should_exit = True
        thread.join()
