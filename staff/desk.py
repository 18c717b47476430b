"""What every page works at: the directory to read, the directory to write, the time, the published copy."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory import database
from directory.clock import Clock
from directory.history import Author, Origin, RecordedSession
from directory.publishing import Publisher
from directory.shelf import Shelf
from directory.terms import needs
from staff.guards import log_incident


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every handler; tests lay out their own. `assurer_email`: see directory.settings."""

    reading_engine: Engine
    writing_engine: Engine
    clock: Clock
    published_path: Path
    assurer_email: str | None = None
    shelf: Shelf = field(init=False)
    publisher: Publisher = field(init=False)

    def __post_init__(self) -> None:
        """The services at hand, so that a change costs the reading of what changed."""
        object.__setattr__(self, "shelf", Shelf(self.reading_engine))
        object.__setattr__(self, "publisher", Publisher(self.shelf, needs(), self.published_path))

    def reading(self) -> AbstractContextManager[Session]:
        """A session through which nothing changes. Raises DirectoryUnavailable."""
        return database.reading(self.reading_engine)

    def writing(self, by: str, origin: Origin = "form") -> AbstractContextManager[RecordedSession]:
        """One transaction whose changes stand under `by`'s name. Raises DirectoryUnavailable."""
        return database.writing(self.writing_engine, Author(by, origin), self.clock)

    def publish(self) -> None:
        """Makes the published copy anew; call it after every committed change of services.

        Never raises: the change is saved, and the pages say that the copy is late until it has been made.
        """
        try:
            self.publisher.publish(self.clock())
        except Exception as fault:
            log_incident(fault)
