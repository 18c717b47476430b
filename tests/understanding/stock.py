"""The stock `rasa init` pipeline (DIET), trained on the same messages: what we are measured beside.

`python -m tests.understanding.stock MODEL < texts.json` prints what a trained one makes of each text.
"""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.load.stock_project import read_examples, write_project
from tests.understanding.measures import percentile

ROOT = Path(__file__).resolve().parents[2]
_UNSURE = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Guess:
    """The stock bot's intent for one text (None when it is unsure), its first guess, and the time."""

    acted: str | None
    first: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Stock:
    """What the stock bot made of every text, and what it cost. Seconds, megabytes, milliseconds."""

    guesses: Sequence[Guess]
    epochs: int
    training_seconds: float
    model_megabytes: float

    @property
    def p95(self) -> float:
        """Milliseconds to parse, 95th percentile."""
        return percentile((guess.milliseconds for guess in self.guesses), 0.95)


def measure(texts: Sequence[str], epochs: int) -> Stock:
    """Train a stock bot in a folder of its own, ask it every text, throw it away."""
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), read_examples(ROOT / "data"), epochs)
        began = time.monotonic()
        _run([sys.executable, "-m", "rasa", "train", "nlu", "--fixed-model-name", "stock"], folder)
        taken = time.monotonic() - began
        model = Path(folder) / "models" / "stock.tar.gz"
        command = [sys.executable, "-m", "tests.understanding.stock", str(model)]
        said = _run(command, str(ROOT), json.dumps(list(texts)))
        guesses = [Guess(*row) for row in json.loads(said.splitlines()[-1])]
        return Stock(guesses, epochs, taken, model.stat().st_size / 1e6)


def _run(command: list[str], folder: str, fed: str | None = None) -> str:
    done = subprocess.run(command, cwd=folder, input=fed, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done.stdout


async def _ask(model: str, texts: list[str]) -> list[tuple[str | None, str, float]]:
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)  # else it prints every message
    agent, rows = Agent.load(model), []
    await agent.parse_message("varm")
    for text in texts:
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        taken = (time.perf_counter() - began) * 1000
        acted = parsed["intent"]["name"]
        named = [entry["name"] for entry in parsed["intent_ranking"] if entry["name"] != _UNSURE]
        rows.append((None if acted == _UNSURE else acted, named[0], taken))
    return rows


if __name__ == "__main__":
    from bot.rasa_plugins import hush

    hush.quiet_warnings()
    print(json.dumps(asyncio.run(_ask(sys.argv[1], json.load(sys.stdin)))))
