"""Three Rasas side by side, all told to log everything: stock, ours, and ours without its hush.

The scan must find a visitor's words in the first and the last; else it proves nothing about the others.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.running.assistant import ROOT, free_ports

STOCK = Path(__file__).parent / "stock"
PATIENCE = 150.0
TTL = 3
"""Seconds of silence after which our Rasas here must forget."""

_RASA = (sys.executable, "-m", "rasa")
_HUSHED = (sys.executable, "-m", "bot.rasa_plugins.serve")
_UNHUSHED = (
    sys.executable,
    "-c",
    "import sys; from bot.rasa_plugins import hush; hush.install = hush.quiet_warnings = lambda: None; "
    "from rasa.__main__ import main; sys.argv[0] = 'rasa'; main()",
)
_TELLING = {"LOG_LEVEL": "DEBUG", "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


@dataclass(frozen=True)
class Rasa:
    """`folder` holds its output and whatever else it writes. `turn`: where its channel listens."""

    url: str
    turn: str
    folder: Path

    def is_up(self) -> bool:
        """Whether its model is loaded: before that it does not listen."""
        try:
            return httpx.get(self.url, timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def post(self, body: object) -> httpx.Response:
        """One message to its channel."""
        return httpx.post(f"{self.url}{self.turn}", json=body, timeout=30)

    def get(self, path: str) -> httpx.Response:
        """One of its other addresses."""
        return httpx.get(f"{self.url}{path}", timeout=30)


@contextmanager
def three_rasas(folder: Path) -> Iterator[dict[str, Rasa]]:
    """By name: "ours", "unhushed", "stock". They end with the block."""
    model = _do([sys.executable, "-m", "bot.rasa_plugins.training"], ROOT).splitlines()[-1]
    with ExitStack() as running:
        rasas = {
            "ours": running.enter_context(_ours(folder / "ours", _HUSHED, model)),
            "unhushed": running.enter_context(_ours(folder / "unhushed", _UNHUSHED, model)),
            "stock": running.enter_context(_stock(folder / "stock")),
        }
        until = time.monotonic() + PATIENCE
        while not all(rasa.is_up() for rasa in rasas.values()):
            assert time.monotonic() < until, "one of the three did not start"
            time.sleep(0.3)
        yield rasas


@contextmanager
def _ours(folder: Path, rasa: Sequence[str], model: str) -> Iterator[Rasa]:
    """Our model, channel and store; nobody listens where it looks for its actions."""
    folder.mkdir()
    endpoints = (ROOT / "endpoints.yml").read_text("utf-8").replace("ttl_seconds: 900", f"ttl_seconds: {TTL}")
    (folder / "endpoints.yml").write_text(endpoints, "utf-8")
    files = ("--credentials", "credentials.yml", "--endpoints", str(folder / "endpoints.yml"))
    with _run([*rasa, "run", "--model", model, *files], ROOT, folder) as url:
        yield Rasa(url, "/webhooks/lotsen/turn", folder)


@contextmanager
def _stock(folder: Path) -> Iterator[Rasa]:
    """Rasa as its tutorial starts it, with the address that lets a developer read conversations."""
    shutil.copytree(STOCK, folder)
    train = ("train", "--data", "data.yml", "--skip-validation")
    _do([*_RASA, *train], folder)
    with _run([*_RASA, "run", "--enable-api"], folder, folder) as url:
        yield Rasa(url, "/webhooks/rest/webhook", folder)


@contextmanager
def _run(command: Sequence[str], where: Path, folder: Path) -> Iterator[str]:
    """The address of a server that is about to start; all it prints goes to a file in `folder`."""
    ports = free_ports()
    environment = {
        **os.environ,
        **_TELLING,
        "TMPDIR": str(folder),
        "LOTSEN_ACTIONS_PORT": str(ports["ACTIONS"]),
    }
    address = ("--interface", "127.0.0.1", "--port", str(ports["RASA"]))
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [*command, *address],
            cwd=where,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield f"http://127.0.0.1:{ports['RASA']}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _do(command: Sequence[str], where: Path) -> str:
    """What it printed; fails the test with its last words."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
