"""A listener between a gateway and Rasa: it passes everything on and notes who is spoken of.

Conversations have random names that only these two know; a test that asks Rasa about one must overhear it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx

from tests.running.assistant import ROOT, Assistant, free_ports

TURN = "/webhooks/lotsen/turn"


@dataclass
class Tap:
    """`senders` in the order of their turns. `chat`, `tester`: the doors of the gateway before it."""

    rasa: str
    chat: str = ""
    tester: str = ""
    senders: list[str] = field(default_factory=list)
    is_cut: bool = False

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Nothing reaches Rasa while the block lasts."""
        self.is_cut = True
        yield
        self.is_cut = False

    def pass_on(self, method: str, path: str, body: bytes) -> httpx.Response:
        """Asks Rasa the same, and notes the sender of a turn."""
        if method == "POST":
            self.senders.append(json.loads(body)["sender"])
        headers = {"content-type": "application/json"}
        with httpx.Client(base_url=self.rasa, trust_env=False, timeout=30) as http:
            return http.request(method, path, content=body, headers=headers)


@contextmanager
def tapped_gateway(assistant: Assistant) -> Iterator[Tap]:
    """A second gateway in front of the assistant's Rasa, with the tap between them."""
    tap = Tap(assistant.url("RASA"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(tap))
    listening = Thread(target=server.serve_forever, daemon=True)
    listening.start()
    ports = free_ports()
    tap.chat, tap.tester = (f"http://127.0.0.1:{ports[house]}" for house in ("CHAT", "TESTER"))
    ports["RASA"] = server.server_address[1]
    settings = {f"LOTSEN_{house}_PORT": str(port) for house, port in ports.items()}
    settings |= {"LOTSEN_DATA_DIR": str(assistant.folder / "var"), "LOTSEN_TESTER": "1"}
    gateway = subprocess.Popen(
        [sys.executable, "-m", "bot.gateway"], cwd=ROOT, env={**os.environ, **settings}
    )
    try:
        _wait_for(tap.chat)
        yield tap
    finally:
        gateway.terminate()
        gateway.wait(10)
        server.shutdown()
        server.server_close()
        listening.join(5)


def _handler(tap: Tap) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._pass()

        def do_DELETE(self) -> None:
            self._pass()

        def do_GET(self) -> None:
            self._pass()

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if tap.is_cut:
                self.send_error(502)
                return
            answer = tap.pass_on(self.command, self.path, body)
            self.send_response(answer.status_code)
            if answer.status_code != 204:
                self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    return Handler


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise TimeoutError("the second gateway did not start")
