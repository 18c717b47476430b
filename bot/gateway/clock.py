"""The two clocks of the process. Everything else is handed one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Aware time in Europe/Stockholm: for people."""

Ticks = Callable[[], float]
"""Seconds that only go forward: for time limits, which must survive a changed wall clock."""

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ticks: Ticks = monotonic


def stockholm_now() -> datetime:
    """The time on a wall in Stockholm."""
    return datetime.now(STOCKHOLM)
