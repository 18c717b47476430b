"""A log that cannot hold content: hour, place, class of the fault, and a random number to talk about it."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import TextIO

from bot.gateway.clock import Clock, stockholm_now


class QuietLog:
    """Writes one line per incident. Has no parameter through which a visitor's words could come."""

    def __init__(self, clock: Clock = stockholm_now, out: TextIO | None = None) -> None:
        self._clock, self._out = clock, out

    def incident(self, place: str, fault: BaseException | None) -> str:
        """Notes that something broke at `place` (a name in our code) and returns the incident's number."""
        number = secrets.token_hex(4)
        kind = type(fault).__name__ if fault else "none"
        hour = self._clock().strftime("%Y-%m-%d %H:00")
        print(f"{hour} {place} {kind} {number}", file=self._out or sys.stderr, flush=True)
        return number


class QuietHandler(logging.Handler):
    """Catches what libraries log: keeps the logger's name and the fault's class, drops the message."""

    def __init__(self, log: QuietLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One line without the record's text, arguments and traceback."""
        self._log.incident(record.name, record.exc_info[1] if record.exc_info else None)


def install(log: QuietLog) -> None:
    """Makes the quiet handler the only one of the process."""
    logging.basicConfig(handlers=[QuietHandler(log)], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
