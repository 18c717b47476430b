"""The real neighbours, put together in one place: only here are the other houses known by name."""

from __future__ import annotations

import httpx

from bot import safety
from bot.gateway import topics, words
from bot.gateway.clock import ticks
from bot.gateway.emergency_numbers import Emergency
from bot.gateway.last_copy import LastCopy
from bot.gateway.neighbours import SafetyNet
from bot.gateway.parts import Neighbours, Parts, put_together
from bot.gateway.quiet_log import QuietLog
from bot.gateway.rasa_client import RasaClient
from bot.gateway.settings import REPOSITORY, Settings
from directory.counting.book import Book


def real_parts(settings: Settings, http: httpx.AsyncClient, log: QuietLog) -> Parts:
    """The machinery of the running gateway. Loads the safety net now, so that no visitor waits for it."""
    copy = LastCopy(settings.published_path)
    neighbours = Neighbours(
        rasa=RasaClient(http, ticks),
        net=SafetyNet(safety.normalise, lambda text: safety.redact(text).text, safety.find_danger),
        emergency=Emergency(),
        published=copy.cards,
        topics=topics.load(REPOSITORY / "data" / "topics.yml"),
        directory_is_up=copy.is_there,
        write_counts=Book(settings.database_url).write if settings.counting else None,
    )
    safety.find_danger("")
    return put_together(settings, neighbours, words.load(), ticks, log)
