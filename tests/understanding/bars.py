"""The bars in pyproject.toml: what was reached once must not be lost again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure's limit: at least, or at most, `limit`."""

    name: str
    side: str
    limit: float

    def holds(self, value: float) -> bool:
        """True when `value` is on the good side."""
        return value >= self.limit if self.side == "at_least" else value <= self.limit

    def __str__(self) -> str:
        """As in "danger_recall.sv at least .95"."""
        return f"{self.name} {self.side.replace('_', ' ')} {self.limit}"


def bars(path: Path = PYPROJECT) -> list[Bar]:
    """Every bar of [tool.lotsen.bars], in the file's order."""
    table = tomllib.loads(path.read_text("utf-8"))["tool"]["lotsen"]["bars"]
    return [Bar(name, side, limit) for name, sides in table.items() for side, limit in sides.items()]


def broken(values: Mapping[str, float], wanted: list[Bar]) -> list[str]:
    """A sentence for each bar that is not reached; a bar whose measure is missing is not reached."""
    found = []
    for bar in wanted:
        value = values.get(bar.name)
        if value is None or not bar.holds(value):
            found.append(f"{bar}, but it is {'missing' if value is None else format(value, '.3f')}")
    return found
