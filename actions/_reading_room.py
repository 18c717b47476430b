"""Opens the directory read-only and asks it; the one place where actions meet the database and the clock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from directory.cards import Card
from directory.cards_making import make_card
from directory.catalogue import Catalogue
from directory.clock import stockholm_now
from directory.database import reading_engine, writing, writing_engine
from directory.errors import DirectoryError
from directory.history import Author
from directory.match import Match, Need, find, shortlist
from directory.problem_reports import record
from directory.records import Language, Service
from directory.settings import from_environment
from directory.shelf import Shelf
from directory.whereabouts import depends_on_place

AFTER_CARDS, AFTER_CARDS_WHERE = "utter_after_cards", "utter_after_cards_where"


@dataclass(frozen=True)
class ReadingRoom:
    """`load` gives the services as they are now; `clock` gives Stockholm time."""

    load: Callable[[], Catalogue]
    clock: Callable[[], datetime]

    def first_cards(self, need: Need) -> tuple[Card, ...]:
        """At most three cards for the need, best first, each with why it is shown.

        Raises DirectoryUnavailable when the database does not answer.
        """
        now = self.clock()
        matches: tuple[Match, ...] = find(need, self.load().leading_to(need.code), now)
        language: Language = "en" if need.language == "en" else "sv"
        return tuple(make_card(match, language, now) for match in shortlist(matches, now))

    def words_after(self, need: Need) -> str:
        """What stands below the cards: with a button for the place when it could change them.

        Raises DirectoryUnavailable.
        """
        asks = depends_on_place(need, self.load().leading_to(need.code))
        return AFTER_CARDS_WHERE if asks else AFTER_CARDS

    def service(self, code: str) -> Service | None:
        """One service by its code."""
        return self.load().get(code)


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


def open_early() -> None:
    """Reads the directory before anybody asks; when it does not answer, the first question tries again."""
    with suppress(DirectoryError):
        reading_room().first_cards(Need("immediate_danger"))
