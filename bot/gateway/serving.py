"""Runs the chat, and the testers' door when asked, in one process until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

LOOPBACK = "127.0.0.1"


class PortTaken(Exception):
    """The message says which port, and which variable gives another one."""


class Server(uvicorn.Server):
    """A server that leaves the process's signals alone: there may be two of them."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none; `serve` below does."""
        yield


def listen(host: str, port: int, variable: str) -> socket.socket:
    """An open port. Raises PortTaken."""
    try:
        door = socket.create_server((host, port), backlog=2048)
    except OSError:
        raise PortTaken(f"Port {port} on {host} is taken. Stop what uses it, or set {variable}.") from None
    # asyncio sets this only on sockets it makes itself; without it every answer waits 40 ms for an ACK.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


async def serve(doors: list[tuple[Starlette, socket.socket]]) -> None:
    """Serves every app on its socket until SIGINT or SIGTERM."""
    servers = [Server(config(app)) for app, _ in doors]

    def stop() -> None:
        for server in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    sockets = [[door] for _, door in doors]
    await asyncio.gather(*(server.serve(own) for server, own in zip(servers, sockets, strict=True)))


def config(app: Starlette) -> uvicorn.Config:
    """No access log, no server header, no log configuration of its own, no websockets."""
    return uvicorn.Config(
        app,
        ws="none",
        access_log=False,
        server_header=False,
        log_config=None,
        proxy_headers=True,
        forwarded_allow_ips=LOOPBACK,
        timeout_graceful_shutdown=3,
    )
