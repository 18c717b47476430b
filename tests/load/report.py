"""Turns figures into docs/bench.md: the words stand in report.md, the numbers come from figures.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.load.figures import Bot, load_ratios, single_ratios
from tests.load.machine import Machine
from tests.load.stock_project import STOCK_EPOCHS

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the bench was run. `seconds`: of a stretch of load; `epochs` and `examples`: of the stock bot.

    `changed`: something that our model is made from was edited meanwhile.
    """

    command: str
    at: datetime
    seconds: float
    quick: bool
    epochs: int
    examples: int
    changed: bool
    turns: int
    machine: Machine


def write(ours: Bot, stock: Bot, how: Circumstances) -> str:
    """The report as Markdown."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown out of numbers; nothing here comes from outside
    )
    environment.filters.update(number=number, megabytes=megabytes)
    bots = {"this assistant": ours, "stock Rasa": stock}
    single = zip(_single(ours), _single(stock), strict=True)
    return environment.get_template("report.md").render(
        how=how,
        stock_epochs=STOCK_EPOCHS,
        bots=bots,
        ratios=load_ratios(ours, stock),
        single_ratios=single_ratios(ours, stock),
        single=[(name, mine, its) for (name, mine), (_, its) in single],
    )


def number(value: float) -> str:
    """Three digits that matter: 0.123, 1.23, 12.3, 123, 1235."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}" if value < 1 else f"{value:.{1 if value >= 10 else 2}f}"


def megabytes(size: float) -> str:
    """Bytes as MB."""
    return f"{number(size / 1e6)} MB"


def _single(bot: Bot) -> list[tuple[str, str]]:
    """What is one figure a bot."""
    return [
        ("start to first answer", f"{number(bot.first_answer)} s"),
        ("memory after the first answer", megabytes(sum(bot.idle_bytes.values()))),
        ("memory after the load", megabytes(sum(bot.busy_bytes.values()))),
        ("training", f"{number(bot.model.seconds)} s"),
        ("model file", megabytes(bot.model.size)),
        ("one text, no server, p50", f"{number(bot.model.middle)} ms"),
    ]
