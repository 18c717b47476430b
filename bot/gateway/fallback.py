"""Answers that need neither Rasa nor the database: 112, the constants, the directory's last good copy."""

from __future__ import annotations

from collections.abc import Mapping

from bot.gateway.danger import MOST_CARDS
from bot.gateway.language import PageLanguage, known
from bot.gateway.neighbours import EmergencyCards, PublishedCards
from bot.gateway.quiet_log import QuietLog
from bot.gateway.reply import Message, Reply
from bot.gateway.words import Words
from directory.cards import Card

NO_CARDS = "utter_no_cards"
"""Rasa's words when the directory gave nothing; they would be untrue above the cards that we add."""


class Fallback:
    """What the gateway can say on its own. No method raises."""

    def __init__(
        self,
        words: Mapping[PageLanguage, Words],
        emergency: EmergencyCards,
        published: PublishedCards,
        service_needs: frozenset[str],
        log: QuietLog,
    ) -> None:
        self._words, self._published = words, published
        self._service_needs, self._log = service_needs, log
        # asked once at the start, so that nothing can fail when it is needed
        self._emergency = {language: emergency.every(language) for language in words}

    def line(self, name: str, language: PageLanguage) -> Reply:
        """One line of the gateway's own, e.g. for an empty message."""
        text = self._words[language][name]
        return Reply(language, messages=(Message(text, language, f"gateway_{name}"),))

    def silent(self, language: PageLanguage, need: str | None) -> Reply:
        """Rasa does not answer: says so, names 112, and gives the cards of `need` when it is known."""
        cards = self._copy(need, language) or self._emergency[language]
        return self.line("silent", language).with_(need=need, cards=cards)

    def with_cards(self, reply: Reply, page: PageLanguage) -> Reply:
        """The reply, with cards from the copy, or the constants, when the directory gave none.

        Buttons are no reason against it: most needs have some ("I am under 18"), and a question back has
        no need. A danger without a copy is left to the guard: nobody in danger reads about technical trouble.
        """
        if reply.cards or reply.ended or reply.need not in self._service_needs:
            return reply
        language = known(reply.language) or page
        said = tuple(message for message in reply.messages if message.response != NO_CARDS)
        cards = self._copy(reply.need, language)
        if not cards and not reply.crisis:
            said, cards = (*said, *self.line("silent", language).messages), self._emergency[language]
        return reply.with_(messages=said, cards=cards)

    def _copy(self, need: str | None, language: PageLanguage) -> tuple[Card, ...]:
        if need is None:
            return ()
        try:
            return self._published(need, language)[:MOST_CARDS]
        except Exception as fault:
            self._log.incident("published copy", fault)
            return ()
