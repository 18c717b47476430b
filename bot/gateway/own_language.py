"""The card for those who write neither Swedish nor English: four lines, written in texts/languages.yml."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from bot.gateway.language import PageLanguage
from bot.gateway.markup import marked
from bot.gateway.neighbours import EmergencyCards
from bot.gateway.reply import Message, Reply
from bot.gateway.words import TEXTS
from directory.cards import Card

RESPONSE = "gateway_own_language"
INTERPRETERS = "kvinnofridslinjen"
"""Day and night, and with interpreters for most languages."""

_SHOWN = ("112", INTERPRETERS, "socialjouren-sthlm")


def load() -> Mapping[str, str]:
    """Language code -> its text, with {number} still to be filled in."""
    texts: Mapping[str, str] = yaml.safe_load((TEXTS / "languages.yml").read_text(encoding="utf-8"))["texts"]
    return texts


class OwnLanguage:
    """Lays the card of the visitor's language over an answer that they may not be able to read."""

    def __init__(self, texts: Mapping[str, str], emergency: EmergencyCards) -> None:
        # asked once at the start, so that nothing can fail when it is needed
        self._cards = {page: _shown(emergency.every(page)) for page in ("sv", "en")}
        number = _interpreters_number(emergency.every("sv"))
        self._said = {code: _message(code, text, number) for code, text in texts.items()}

    def over(self, reply: Reply, name: str | None, page: PageLanguage) -> Reply:
        """The answer with the card of the language `name` (None: not known) and the numbers that it names.

        In a crisis the danger message still opens the answer; a guess at the language must not move it.
        """
        card = (self._said[name],) if name in self._said else ()
        opening, rest = (reply.messages[:1], reply.messages[1:]) if reply.crisis else ((), reply.messages)
        cards = reply.cards or (self._cards[page] if reply.language == "other" else ())
        return reply.with_(messages=(*opening, *card, *rest), cards=cards)


def _message(code: str, text: str, number: str) -> Message:
    return Message(text.format(number=marked(number)).strip(), code, RESPONSE)


def _shown(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    return tuple(card for code in _SHOWN for card in cards if card.service == code)


def _interpreters_number(cards: tuple[Card, ...]) -> str:
    return next(card.phones[0].number for card in cards if card.service == INTERPRETERS)
