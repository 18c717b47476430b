"""What every command needs, and how it opens the directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from sqlalchemy import Engine

from directory.clock import Clock
from directory.database import reading_engine, writing_engine
from directory.settings import Settings

DONE, FAULTS, UNREACHABLE, NOT_WRITTEN = 0, 1, 3, 4


@dataclass(frozen=True, slots=True)
class Desk:
    """Where things are, what time it is, and where to say things."""

    settings: Settings
    clock: Clock
    out: TextIO

    def say(self, line: str) -> None:
        """One line to whoever ran the command."""
        print(line, file=self.out)

    @contextmanager
    def writing(self) -> Iterator[Engine]:
        """An engine that may change things, closed afterwards."""
        engine = writing_engine(self.settings.database_url)
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Engine]:
        """An engine that cannot change things, closed afterwards."""
        engine = reading_engine(self.settings.database_url)
        try:
            yield engine
        finally:
            engine.dispose()
