"""The line that says that everything is up, and only then."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from bot.supervisor.announce import answers, probes, ready_lines, wait
from bot.supervisor.settings import ROOT, Settings, from_environment


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


class Clock:
    """Jumps ahead by a fixed number of seconds each time somebody looks."""

    def __init__(self, step: float) -> None:
        self.now, self._step = 0.0, step

    def __call__(self) -> float:
        """The seconds now."""
        self.now += self._step
        return self.now


def all_ports(port: int) -> Settings:
    """Settings in which every house has the same port."""
    return Settings(dict.fromkeys(("CHAT", "STAFF", "TESTER", "RASA", "ACTIONS"), port), False, ROOT)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_waiting_ends_as_soon_as_all_answer(house: str) -> None:
    """Nothing is missing, and no time is lost."""
    clock = Clock(1)
    assert wait(all_ports(int(house.rsplit(":", 1)[1])), clock) == []
    assert clock.now <= 3


def test_waiting_ends_when_patience_does_and_names_who_is_missing() -> None:
    """Nobody ever answers on this port; three minutes go by in three looks at the clock."""
    clock = Clock(100)
    assert wait(all_ports(9), clock) == ["Rasa", "actions", "chat", "staff"]
    assert clock.now == 300


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_only_who_is_missing_is_named(house: str) -> None:
    """The chat answers, the others do not."""
    ports = {**all_ports(9).ports, "CHAT": int(house.rsplit(":", 1)[1])}
    assert wait(Settings(ports, False, ROOT), Clock(100)) == ["Rasa", "actions", "staff"]


def test_every_house_that_is_started_is_waited_for() -> None:
    """One probe each, on the port that it was given."""
    settings = from_environment({})
    probed = {urlsplit(address).port for address in probes(settings).values()}
    assert probed == set(settings.used_ports.values())
