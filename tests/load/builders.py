"""Made-up figures of made-up bots."""

from __future__ import annotations

from datetime import datetime

from directory.clock import STOCKHOLM
from tests.load.figures import Bot, Load, Model, Run
from tests.load.machine import Machine
from tests.load.report import Circumstances


def a_load(
    connections: int = 1,
    seconds: float = 10.0,
    milliseconds: tuple[float, ...] = (20.0,),
    unanswered: int = 0,
    cpu_seconds: float = 1.0,
) -> Load:
    """One stretch."""
    return Load(connections, seconds, milliseconds, unanswered, cpu_seconds)


def a_run(*loads: Load, first_answer: float = 20.0, megabytes: int = 600) -> Run:
    """One start; all memory is Rasa's."""
    size = {"Rasa": megabytes * 1_000_000}
    return Run(first_answer, size, loads or (a_load(),), size, queue=0.5)


def a_bot(*runs: Run, seconds: float = 60.0, size: int = 2_000_000, parse: float = 3.0) -> Bot:
    """A bot; `parse` is the same for every text."""
    return Bot(Model(seconds, size, (parse,) * 5), runs or (a_run(),))


def some_circumstances(quick: bool = False, epochs: int = 100, changed: bool = False) -> Circumstances:
    """A run on a day in November."""
    machine = Machine("Example CPU", 4, 16_000_000_000, "Linux 6.1", "3.11.9", "3.6.21")
    at = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)
    return Circumstances("make bench", at, 15.0, quick, epochs, 4000, changed, 40, machine)
