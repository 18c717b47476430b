"""What the gateway asks of other houses, in its own words: each is handed in, none is imported here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.gateway.language import PageLanguage
from bot.gateway.reply import Reply
from directory.cards import Card


class Danger(Protocol):
    """What the safety net found: one of the six crisis codes, and how sure it is."""

    @property
    def kind(self) -> str:
        """A crisis code, e.g. "suicide_risk"."""
        ...

    @property
    def level(self) -> str:
        """ "hard": the danger message. "soft": one line that names 112."""
        ...


@dataclass(frozen=True, slots=True)
class SafetyNet:
    """bot.safety: all three are pure functions of the text."""

    normalise: Callable[[str], str]
    redact: Callable[[str], str]
    find_danger: Callable[[str], Danger | None]


class EmergencyCards(Protocol):
    """directory.emergency: numbers that no database can hide."""

    def every(self, language: PageLanguage) -> tuple[Card, ...]:
        """All of them, 112 first."""
        ...

    def for_need(self, need: str, language: PageLanguage) -> tuple[Card, ...]:
        """The ones for a crisis code, best first."""
        ...


PublishedCards = Callable[[str, PageLanguage], tuple[Card, ...]]
"""The directory's last good copy: need code, language -> cards; empty when there is none."""


@dataclass(frozen=True, slots=True)
class RasaAnswer:
    """One turn of Rasa.

    `soft_danger`: its classifier suspects danger without being sure. `danger_doubted`: the safety net heard a
    danger there too, and the classifier is sure that it is none. `language_name`: which language the message
    is in (ro, ar ...), when that is neither Swedish nor English and it is known.
    """

    reply: Reply
    soft_danger: bool = False
    danger_doubted: bool = False
    language_name: str | None = None


@dataclass(frozen=True, slots=True)
class RasaHealth:
    """What Rasa says of itself: "up" or "down", and the fingerprint of its model ("" when down)."""

    rasa: str
    actions: str
    model: str


class Rasa(Protocol):
    """The loopback channel. `sender` is a random name that the visitor never sees."""

    async def say(self, sender: str, text: str, language: PageLanguage) -> RasaAnswer:
        """Free text. Raises RasaSilent."""
        ...

    async def choose(self, sender: str, payload: Mapping[str, Any], language: PageLanguage) -> RasaAnswer:
        """A button. Raises RasaSilent."""
        ...

    async def forget(self, sender: str) -> None:
        """Deletes the tracker. Raises RasaSilent."""
        ...

    async def health(self) -> RasaHealth:
        """Never raises."""
        ...
