"""What came back from the assistant, as values: the reply of contract C3, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class NotAReply(Exception):
    """The assistant answered something that is not the agreed reply; says which part."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its words, and the name of the wording that it came from."""

    text: str
    response: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` is what a visitor sends back, `need` is where it leads, if that is one need."""

    id: str
    title: str
    need: str | None

    def is_called(self, words: str) -> bool:
        """True when the words are this button's need code or its title, letters' case aside."""
        return words == self.need or words.strip().casefold() == self.title.strip().casefold()


@dataclass(frozen=True, slots=True)
class Heard:
    """One reply. `cards` are the services' slugs in the order shown."""

    conversation: str
    language: str
    need: str | None
    crisis: bool
    said: tuple[Said, ...]
    cards: tuple[str, ...]
    choices: tuple[Choice, ...]
    ended: bool

    @classmethod
    def from_json(cls, reply: object) -> Heard:
        """Read a reply. Raises NotAReply when a field is missing or of another type."""
        fields = _mapping(reply, "the reply")
        return cls(
            conversation=_field(fields, "conversation", str),
            language=_field(fields, "language", str),
            need=_optional(fields, "need"),
            crisis=_field(fields, "crisis", bool),
            said=tuple(
                Said(_field(m, "text", str), _field(m, "response", str)) for m in _all(fields, "messages")
            ),
            cards=tuple(_field(card, "service", str) for card in _all(fields, "cards")),
            choices=tuple(_choice(choice) for choice in _all(fields, "choices")),
            ended=_field(fields, "ended", bool),
        )


def _choice(fields: Mapping[str, object]) -> Choice:
    return Choice(_field(fields, "id", str), _field(fields, "title", str), _optional(fields, "need"))


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise NotAReply(f"{what} is not a JSON object")
    return value


def _all(fields: Mapping[str, object], name: str) -> tuple[Mapping[str, object], ...]:
    return tuple(_mapping(item, f"an item of '{name}'") for item in _field(fields, name, list))


def _field(fields: Mapping[str, object], name: str, kind: type[Any]) -> Any:
    value = fields.get(name)
    if not isinstance(value, kind):
        raise NotAReply(f"'{name}' should be a {kind.__name__}, but is {_kind(fields, name)}")
    return value


def _optional(fields: Mapping[str, object], name: str) -> str | None:
    return None if fields.get(name, "") is None else str(_field(fields, name, str))


def _kind(fields: Mapping[str, object], name: str) -> str:
    return f"a {type(fields[name]).__name__}" if name in fields else "missing"
