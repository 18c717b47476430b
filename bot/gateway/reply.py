"""Reply: the value that a turn ends in (contract C3). The page renders it, testers read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from directory.cards import Card

ReplyLanguage = Literal["sv", "en", "other"]


@dataclass(frozen=True, slots=True)
class Message:
    """One paragraph or more of the assistant's words; `response` is the name of the wording it came from."""

    text: str
    lang: str
    response: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `id` is all the visitor gets; `payload` stays here, bound to the session's last reply."""

    id: str
    title: str
    need: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything the assistant answers in one turn.

    `need`: the code acted on (any of the 38), None when it asked back or did not understand.
    `crisis`: True exactly when the answer opens with the danger message (112).
    """

    language: ReplyLanguage
    need: str | None = None
    crisis: bool = False
    messages: tuple[Message, ...] = ()
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    ended: bool = False

    @property
    def is_silent(self) -> bool:
        """True when there is nothing to show: a failure, whatever the status code said."""
        return not (self.messages or self.cards)

    def with_(self, **changes: Any) -> Reply:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """Contract C3, without the payloads behind the choices."""
        return {
            "language": self.language,
            "need": self.need,
            "crisis": self.crisis,
            "messages": [asdict(message) for message in self.messages],
            "cards": [card.to_json() for card in self.cards],
            "choices": [{"id": c.id, "title": c.title, "need": c.need} for c in self.choices],
            "ended": self.ended,
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Reply:
        """A reply from what the channel sends (docs/way_of_a_message.md); numbers the choices 1, 2, 3."""
        choices = tuple(
            Choice(str(index), choice["title"], choice.get("need"), choice.get("payload") or {})
            for index, choice in enumerate(wire.get("choices") or (), start=1)
        )
        return cls(
            language=wire.get("language", "sv"),
            need=wire.get("need"),
            crisis=bool(wire.get("crisis")),
            messages=tuple(Message(m["text"], m["lang"], m["response"]) for m in wire.get("messages") or ()),
            cards=tuple(Card.from_json(card) for card in wire.get("cards") or ()),
            choices=choices,
            ended=bool(wire.get("ended")),
        )
