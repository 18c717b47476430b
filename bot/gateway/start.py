"""The first words of a conversation: it is a robot, 112, what it can do, and buttons for common topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.gateway.language import PageLanguage
from bot.gateway.reply import Choice, Message, Reply
from bot.gateway.session import Exchange
from bot.gateway.topics import Topic
from bot.gateway.words import Words

MARK = "start"
"""The opening's buttons are the same for everybody, so they need no secret mark."""


class Start:
    """The opening in each language."""

    def __init__(self, words: Mapping[PageLanguage, Words], topics: Iterable[Topic]) -> None:
        offered = [topic for topic in topics if topic.start]
        self._openings = {
            language: Exchange("", _opening(language, texts["start"], offered), MARK)
            for language, texts in words.items()
        }

    def exchange(self, language: PageLanguage) -> Exchange:
        """The opening as the first turn of a conversation."""
        return self._openings[language]


def is_start(exchange: Exchange) -> bool:
    """True for the opening."""
    return exchange.mark == MARK


def _opening(language: PageLanguage, texts: Iterable[str], topics: Iterable[Topic]) -> Reply:
    choices = (
        Choice(str(number), topic.title[language], topic.code, {"intent": topic.code})
        for number, topic in enumerate(topics, start=1)
    )
    messages = (Message(text, language, "gateway_start") for text in texts)
    return Reply(language, messages=tuple(messages), choices=tuple(choices))
