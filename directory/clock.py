"""The one clock of this house; everything else is handed a callable and never asks for the time itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

Clock = Callable[[], datetime]
"""Returns the time now as an aware datetime in Europe/Stockholm."""


def stockholm_now() -> datetime:
    """The real time, for the commands and the running programs; tests hand in a stopped clock."""
    return datetime.now(STOCKHOLM)
