"""One visitor in one conversation: writes, presses buttons, leaves nothing behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rehearsal.door import BadAnswer
from rehearsal.heard import Choice, Heard, NotAReply
from rehearsal.script import Turn


class AnyDoor(Protocol):
    """What a visitor needs of the assistant (see door.py)."""

    def turn(self, body: Mapping[str, str | None]) -> object:
        """The JSON of one turn."""

    def forget(self, conversation: str) -> None:
        """End a conversation."""


class NotOffered(Exception):
    """The button that the script presses was not offered; carries what was."""

    def __init__(self, offered: tuple[Choice, ...]) -> None:
        super().__init__(", ".join(choice.need or choice.title for choice in offered) or "no buttons")


class Visitor:
    """Speaks one turn at a time. After a reply that ended the conversation the next turn begins a new one."""

    def __init__(self, door: AnyDoor) -> None:
        self._door = door
        self._conversation: str | None = None
        self._offered: tuple[Choice, ...] = ()

    def does(self, turn: Turn) -> Heard:
        """Write or press what the turn says. Raises NotOffered, BadAnswer, NobodyThere."""
        body = {"text": turn.words} if turn.does == "user" else {"choose": self._button(turn.words)}
        answer = self._door.turn({"conversation": self._conversation, **body})
        try:
            heard = Heard.from_json(answer)
        except NotAReply as error:
            raise BadAnswer(f"not the agreed reply: {error}") from None
        self._conversation = None if heard.ended else heard.conversation
        self._offered = () if heard.ended else heard.choices
        return heard

    def leaves(self) -> None:
        """Forget the conversation, if one is open."""
        if self._conversation is not None:
            self._door.forget(self._conversation)
            self._conversation = None

    def _button(self, words: str) -> str:
        for choice in self._offered:
            if choice.is_called(words):
                return choice.id
        raise NotOffered(self._offered)
