"""The net over every answer: whatever Rasa said, a message that spells danger is answered with 112 first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.gateway.language import PageLanguage, known
from bot.gateway.neighbours import Danger, EmergencyCards
from bot.gateway.reply import Message, Reply
from bot.gateway.words import Words
from directory.cards import Card

MOST_CARDS = 3
SOFT_ALREADY_SAID = frozenset({"utter_soft_danger", "gateway_soft_danger"})


@dataclass(frozen=True, slots=True)
class Pressed:
    """The danger that a visitor named by pressing a button: as sure as it can be."""

    kind: str
    level: str = "hard"


class Guard:
    """Lays the danger message, or the one-line notice, over an answer."""

    def __init__(self, words: Mapping[PageLanguage, Words], emergency: EmergencyCards) -> None:
        self._words, self._emergency = words, emergency

    def of_choice(self, need: str | None) -> Danger | None:
        """The danger behind a button that leads to a crisis code; None for every other button."""
        return Pressed(need) if need and need in self._words["sv"]["danger"] else None

    def over(
        self, reply: Reply, danger: Danger | None, *, soft: bool, page: PageLanguage, before: int
    ) -> Reply:
        """The answer as the visitor may see it.

        `soft`: something else than the rules suspects danger. `page`: language to use when the reply
        is in neither. `before`: how many danger messages this conversation has had.
        """
        language = known(reply.language) or page
        if reply.crisis:
            return reply if reply.cards else reply.with_(cards=self._numbers(reply.need or "", language))
        if danger is not None and danger.level == "hard":
            return self._alarm(reply, danger.kind, language, before)
        if (soft or danger is not None) and not _has_notice(reply):
            notice = Message(self._words[language]["soft_danger"], language, "gateway_soft_danger")
            return reply.with_(messages=(notice, *reply.messages))
        return reply

    def _numbers(self, need: str, language: PageLanguage) -> tuple[Card, ...]:
        """For a danger that Rasa saw while neither the directory nor its copy could be read."""
        return self._emergency.for_need(need, language)[:MOST_CARDS]

    def _alarm(self, reply: Reply, kind: str, language: PageLanguage, before: int) -> Reply:
        """The danger message first; of Rasa's answer only what it gave for a need, never a question back."""
        texts = self._words[language]["danger"]
        versions = texts.get(kind) or texts["immediate_danger"]
        opening = Message(versions[min(before, len(versions) - 1)], language, f"gateway_danger_{kind}")
        kept = reply.messages if reply.need == kind or reply.ended else ()
        cards = _distinct(self._emergency.for_need(kind, language) + reply.cards)
        return reply.with_(
            need=kind,
            crisis=True,
            messages=(opening, *kept),
            cards=cards[:MOST_CARDS],
            choices=reply.choices if kept else (),
        )


def _has_notice(reply: Reply) -> bool:
    """True when the notice is there, or the answer's first paragraph names 112: twice in a row is noise."""
    opening = reply.messages[0].text.split("\n\n")[0] if reply.messages else ""
    return "112" in opening or any(message.response in SOFT_ALREADY_SAID for message in reply.messages)


def _distinct(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Each service once, at its first place."""
    first: dict[str, Card] = {}
    for card in cards:
        first.setdefault(card.service, card)
    return tuple(first.values())
