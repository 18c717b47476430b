"""Opens the directory read-only and asks it; the one place where actions meet the database and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Engine

from directory.cards import Card
from directory.cards_making import make_card
from directory.clock import stockholm_now
from directory.database import reading, reading_engine, writing, writing_engine
from directory.history import Author
from directory.match import Match, Need, find, shortlist
from directory.problem_reports import record
from directory.reading import edition, services
from directory.records import Language, Service
from directory.settings import from_environment


class Shelf:
    """The services as they were read last; read again as soon as the directory has changed, not later."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._edition = -1
        self._services: tuple[Service, ...] = ()

    def load(self) -> tuple[Service, ...]:
        """All services. Raises DirectoryUnavailable."""
        with reading(self._engine) as session:
            now = edition(session)
            if now != self._edition:
                self._services = services(session)
                self._edition = now
        return self._services


@dataclass(frozen=True)
class ReadingRoom:
    """`load` gives the services as they are now; `clock` gives Stockholm time."""

    load: Callable[[], Iterable[Service]]
    clock: Callable[[], datetime]

    def first_cards(self, need: Need) -> tuple[Card, ...]:
        """At most three cards for the need, best first, each with why it is shown.

        Raises DirectoryUnavailable when the database does not answer.
        """
        now = self.clock()
        matches: tuple[Match, ...] = find(need, self.load(), now)
        language: Language = "en" if need.language == "en" else "sv"
        return tuple(make_card(match, language, now) for match in shortlist(matches, now))

    def service(self, code: str) -> Service | None:
        """One service by its code."""
        return next((service for service in self.load() if service.code == code), None)


def report_wrong_phone(code: str) -> None:
    """Counts, under today's date, that a visitor found the service's number wrong. Raises DirectoryError."""
    settings = from_environment()
    author = Author(by="chat", origin="form")
    with writing(writing_engine(settings.database_url), author, stockholm_now) as session:
        record(session, code, "phone", stockholm_now().date())


@cache
def reading_room() -> ReadingRoom:
    """The room of this process, opened at the first question."""
    return ReadingRoom(Shelf(reading_engine(from_environment().database_url)).load, stockholm_now)
