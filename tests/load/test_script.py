"""The scripted turns are fit for both bots."""

from __future__ import annotations

from bot.gateway.limits import CHARACTERS
from tests.load.script import conversations, texts

AT_ONCE = 5


def test_no_conversation_is_asked_to_slow_down() -> None:
    """Fewer messages than may be sent at once."""
    assert all(0 < len(conversation) < AT_ONCE for conversation in conversations())


def test_there_are_about_forty_different_turns() -> None:
    """Of a length that is let in."""
    assert 35 <= len(set(texts())) == len(texts()) <= 45
    assert all(len(text) < CHARACTERS for text in texts())
