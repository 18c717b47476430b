"""directory.emergency in the shape that the gateway asks for."""

from __future__ import annotations

from bot.gateway.language import PageLanguage
from directory import emergency
from directory.cards import Card


class Emergency:
    """Numbers that no database can hide."""

    def every(self, language: PageLanguage) -> tuple[Card, ...]:
        """All of them, 112 first."""
        return emergency.emergency_cards(language)

    def for_need(self, need: str, language: PageLanguage) -> tuple[Card, ...]:
        """The ones for a crisis code, best first."""
        return emergency.for_need(need, language)
