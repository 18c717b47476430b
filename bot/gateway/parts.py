"""What the pages are made with: one value, built in one place (assemble.py) or by a test."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.gateway import own_language
from bot.gateway.clock import Ticks, stockholm_now
from bot.gateway.counting import Counting, Write
from bot.gateway.danger import Guard
from bot.gateway.fallback import Fallback
from bot.gateway.forgetting import Forgetting
from bot.gateway.forms import FormTokens
from bot.gateway.language import PageLanguage
from bot.gateway.limits import InFlight, NewSessions
from bot.gateway.neighbours import EmergencyCards, PublishedCards, Rasa, SafetyNet
from bot.gateway.own_language import OwnLanguage
from bot.gateway.quiet_log import QuietLog
from bot.gateway.render import Pages
from bot.gateway.session import Sessions
from bot.gateway.settings import Settings
from bot.gateway.start import Start
from bot.gateway.topics import Topic
from bot.gateway.turn import Turns
from bot.gateway.words import Words


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other houses, handed in. `directory_is_up`: whether its last good copy can be read now.

    `write_counts`: where the numbers of a day go; None counts nothing.
    """

    rasa: Rasa
    net: SafetyNet
    emergency: EmergencyCards
    published: PublishedCards
    topics: tuple[Topic, ...]
    directory_is_up: Callable[[], bool]
    write_counts: Write | None = None

    @property
    def service_needs(self) -> frozenset[str]:
        """The need codes whose answers carry cards."""
        return frozenset(topic.code for topic in self.topics if topic.has_services)


@dataclass(frozen=True, slots=True)
class Parts:
    """The gateway's own machinery."""

    settings: Settings
    neighbours: Neighbours
    ticks: Ticks
    log: QuietLog
    words: Mapping[PageLanguage, Words]
    sessions: Sessions
    new_sessions: NewSessions
    forgetting: Forgetting
    turns: Turns
    pages: Pages
    start: Start
    counting: Counting
    tokens: FormTokens = field(default_factory=lambda: FormTokens(secrets.token_bytes(32)))


def put_together(
    settings: Settings,
    neighbours: Neighbours,
    words: Mapping[PageLanguage, Words],
    ticks: Ticks,
    log: QuietLog,
) -> Parts:
    """The machinery around these neighbours."""
    forgetting = Forgetting(neighbours.rasa, log)
    return Parts(
        settings=settings,
        neighbours=neighbours,
        ticks=ticks,
        log=log,
        words=words,
        sessions=Sessions(ticks, settings.max_sessions),
        new_sessions=NewSessions(ticks),
        forgetting=forgetting,
        turns=_turns(settings, neighbours, words, forgetting, log),
        pages=Pages(words, neighbours.emergency),
        start=Start(words, neighbours.topics),
        counting=Counting(neighbours.write_counts, stockholm_now, log),
    )


def _turns(
    settings: Settings,
    neighbours: Neighbours,
    words: Mapping[PageLanguage, Words],
    forgetting: Forgetting,
    log: QuietLog,
) -> Turns:
    emergency = neighbours.emergency
    return Turns(
        rasa=neighbours.rasa,
        net=neighbours.net,
        guard=Guard(words, emergency),
        own_language=OwnLanguage(own_language.load(), emergency),
        fallback=Fallback(words, emergency, neighbours.published, neighbours.service_needs, log),
        in_flight=InFlight(settings.max_in_flight),
        forgetting=forgetting,
        log=log,
    )
