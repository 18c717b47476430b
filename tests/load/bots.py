"""Trains and starts the two bots, each in folders of its own, and stops them again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.load.doors import Door, OurDoor, StockDoor
from tests.load.stock_project import Examples, write_project
from tests.running.assistant import ROOT, running_assistant

OUR_PARTS = {
    "bot.rasa_plugins.serve": "Rasa",
    "-m actions": "action server",
    "bot.gateway": "gateway",
    "-m staff": "staff pages",
    "supervisor": "supervisor",
}
STOCK_PARTS = {"rasa run": "Rasa"}

_TRAIN_OURS = (
    "import sys, pathlib; from bot.rasa_plugins.training import train; train(pathlib.Path(sys.argv[1]))"
)
_RASA = (sys.executable, "-m", "rasa")


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that has been started; `started` is what `time.monotonic` said just before."""

    door: Door
    pid: int
    parts: Mapping[str, str]
    started: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A bot with a model, ready to be started any number of times."""

    model: Path
    seconds: float
    start: Callable[[], AbstractContextManager[Running]]


def train_ours(folder: Path) -> Trained:
    """Our own training, of copies, so that the model that `make train` left is not found and reused."""
    folder.mkdir()
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "data", folder / "data")
    cache = {"RASA_CACHE_DIRECTORY": str(folder / "cache")}
    seconds = _timed([sys.executable, "-c", _TRAIN_OURS, str(folder)], ROOT, cache)
    return Trained(_only_model(folder), seconds, start_ours)


def train_stock(folder: Path, examples: Examples, epochs: int) -> Trained:
    """A stock bot that learns these sentences."""
    write_project(folder, examples, epochs)
    # Our training checks the data elsewhere; neither pays for it here.
    seconds = _timed([*_RASA, "train", "--skip-validation"], folder, {})
    model = _only_model(folder)
    return Trained(model, seconds, lambda: start_stock(folder, model))


@contextmanager
def start_ours() -> Iterator[Running]:
    """All processes of the assistant, as `make run` starts them, with an empty directory to be seeded."""
    # Its own model, which `make train` leaves; a start must not be charged for training one.
    _run([sys.executable, "-m", "bot.rasa_plugins.training"], ROOT, {})
    started = time.monotonic()
    # Nobody's chat ends in the middle of the bench because the house is full of older ones.
    with running_assistant(LOTSEN_MAX_SESSIONS="1000000") as assistant:
        yield Running(OurDoor(assistant.url("TESTER")), assistant.process.pid, OUR_PARTS, started)


@contextmanager
def start_stock(folder: Path, model: Path) -> Iterator[Running]:
    """`rasa run` with what `rasa init` wrote; the REST channel is in its credentials.yml."""
    started, port = time.monotonic(), _free_port()
    command = [*_RASA, "run", "--model", str(model), "--interface", "127.0.0.1", "--port", str(port)]
    with (folder / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment({}), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield Running(StockDoor(f"http://127.0.0.1:{port}"), process.pid, STOCK_PARTS, started)
        finally:
            _stop(process)


def parse_alone(model: Path) -> tuple[float, ...]:
    """Milliseconds that each scripted text takes the loaded model, without a server around it."""
    said = _run([sys.executable, "-m", "tests.load.parse_alone", str(model)], ROOT, {})
    return tuple(float(line) for line in said.split())


def _timed(command: Sequence[str], folder: Path, extra: Mapping[str, str]) -> float:
    began = time.monotonic()
    _run(command, folder, extra)
    return time.monotonic() - began


def _run(command: Sequence[str], folder: Path, extra: Mapping[str, str]) -> str:
    """What it printed. Ends the bench with its last words when it fails."""
    done = subprocess.run(
        command, cwd=folder, env=_environment(extra), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"`{' '.join(command)}` failed:\n{done.stderr[-3000:]}{done.stdout[-3000:]}")
    return done.stdout


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """No call home, and no lines from TensorFlow."""
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", **extra}


def _only_model(folder: Path) -> Path:
    (model,) = (folder / "models").glob("*.tar.gz")
    return model


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
