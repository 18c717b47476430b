"""Shares with their uncertainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scipy.stats import binomtest


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`."""

    hits: int
    n: int

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> Share:
        """The share of true ones."""
        listed = list(outcomes)
        return cls(sum(listed), len(listed))

    @property
    def value(self) -> float:
        """0-1; nan when there was nothing to count."""
        return self.hits / self.n if self.n else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval after Wilson."""
        if not self.n:
            return (0.0, 1.0)
        between = binomtest(self.hits, self.n).proportion_ci(0.95, method="wilson")
        return float(between.low), float(between.high)

    def __str__(self) -> str:
        """As in ".91 (.88-.93, n=412)"."""
        if not self.n:
            return "-"
        low, high = self.interval
        return f"{_short(self.value)} ({_short(low)}-{_short(high)}, n={self.n})"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
