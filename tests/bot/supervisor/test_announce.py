"""The line that says that everything is up, and only then."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from bot.supervisor.announce import answers, ready_lines
from bot.supervisor.settings import from_environment


class House(http.server.BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_GET(self) -> None:  # the library's name for it
        """/starting is not ready, /broken is 500, all else is up."""
        self.send_response(500 if self.path == "/broken" else 200)
        self.end_headers()
        state = b'{"status": "starting"}' if self.path == "/starting" else b'{"status": "ok"}'
        self.wfile.write(b"<html>" if self.path == "/page" else state)

    def log_message(self, format: str, *args: object) -> None:  # the library's signature
        """Say nothing."""


@pytest.fixture
def house() -> Iterator[str]:
    """A small server on a free port."""
    server = http.server.HTTPServer(("127.0.0.1", 0), House)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "up"), [("/health", True), ("/page", True), ("/starting", False), ("/broken", False)]
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_up_is_200_and_not_starting(house: str, path: str, up: bool) -> None:
    """A model that is still loading is not up."""
    assert answers(house + path) is up


def test_nobody_there_is_not_up() -> None:
    """A refused connection is an answer too."""
    assert answers("http://127.0.0.1:9/") is False


def test_the_lines_name_the_addresses_and_how_to_open_the_testers_door() -> None:
    """Three houses when the door is open, a hint when it is not."""
    closed = ready_lines(from_environment({}), 12.4)
    assert closed.startswith("Ready in 12 s.")
    assert "http://127.0.0.1:8000/" in closed
    assert "make run TESTER=1" in closed
    assert "http://127.0.0.1:8002/" in ready_lines(from_environment({"TESTER": "1"}), 1)
