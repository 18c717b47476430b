"""A script as values: cases of turns, each turn what the visitor does and what must come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rehearsal.places import Place

LANGUAGES = ("sv", "en")
REPLY_LANGUAGES = ("sv", "en", "other")


@dataclass(frozen=True, slots=True)
class Button:
    """A button that must be offered: by its title, by the need code it leads to, or both."""

    title: str | None = None
    need: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message as Rasa Pro's `bot_uttered` describes it; None means that any will do."""

    response: str | None = None
    pattern: str | None = None
    buttons: tuple[Button, ...] = ()

    def __str__(self) -> str:
        """Only the parts that were asked for."""
        parts = [f"utter_name {self.response}"] if self.response else []
        parts += [f"text_matches {self.pattern}"] if self.pattern else []
        parts += [f"button {button.title or button.need}" for button in self.buttons]
        return ", ".join(parts)


Wanted = str | bool | None | Utterance


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must hold after a turn; `key` is the word in the script (utter, card, crisis ...)."""

    key: str
    wanted: Wanted
    at: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """What the visitor writes (`user`) or presses (`choose`), and what must come back.

    `in_order`: the messages of `bot_uttered` must come in the order they are written.
    """

    at: Place
    does: Literal["user", "choose"]
    words: str
    expects: tuple[Expectation, ...] = ()
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation in one language; `language` is None when the script names none."""

    name: str
    at: Place
    turns: tuple[Turn, ...]
    language: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name, with the language when there is one."""
        return f"{self.name} [{self.language}]" if self.language else self.name
