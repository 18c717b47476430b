"""A turn's expectations against the reply: what differs, as expected and got."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rehearsal.heard import Heard
from rehearsal.messages import ONE_EACH, fits, unanswered
from rehearsal.places import Place
from rehearsal.script import Expectation, Turn, Utterance


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that does not hold; `at` is its line in the script."""

    at: Place
    expected: str
    got: str


def differences(turn: Turn, heard: Heard) -> tuple[Difference, ...]:
    """Everything in the reply that is not as the turn expects, in the order of the script."""
    missing = unanswered(turn.expects, heard, turn.in_order)
    wrong = missing + [e for e in turn.expects if e.key not in ONE_EACH and not HOLDS[e.key](e, heard)]
    return tuple(Difference(e.at, expected(e), got(e.key, heard)) for e in sorted(wrong, key=lambda e: e.at))


HOLDS: Mapping[str, Callable[[Expectation, Heard], bool]] = {
    "text_matches": lambda e, heard: any(re.search(str(e.wanted), said.text) for said in heard.said),
    "bot_did_not_utter": lambda e, heard: not _uttered(e, heard),
    "card": lambda e, heard: not heard.cards if e.wanted is None else e.wanted in heard.cards,
    "card_first": lambda e, heard: heard.cards[:1] == (e.wanted,),
    "no_card": lambda e, heard: e.wanted not in heard.cards,
    "choice": lambda e, heard: not heard.choices if e.wanted is None else _offered(str(e.wanted), heard),
    "need": lambda e, heard: heard.need == e.wanted,
    "language": lambda e, heard: heard.language == e.wanted,
    "not_language": lambda e, heard: heard.language != e.wanted,
    "crisis": lambda e, heard: heard.crisis is e.wanted,
    "ended": lambda e, heard: heard.ended is e.wanted,
}


def _offered(words: str, heard: Heard) -> bool:
    return any(choice.is_called(words) for choice in heard.choices)


def _uttered(expectation: Expectation, heard: Heard) -> bool:
    wanted = expectation.wanted
    return isinstance(wanted, Utterance) and any(fits(wanted, said, heard.choices) for said in heard.said)


def expected(expectation: Expectation) -> str:
    """The expectation as it stands in the script."""
    key = "language: not" if expectation.key == "not_language" else f"{expectation.key}:"
    return f"{key} {_word(expectation.wanted)}"


def got(key: str, heard: Heard) -> str:
    """What the reply holds of the same kind."""
    if key in ("utter", "bot_uttered", "bot_did_not_utter"):
        return _line("utter", (said.response for said in heard.said))
    if key in ("bot", "text_matches"):
        return _line("bot", (said.text for said in heard.said), " / ")
    if key in ("card", "card_first", "no_card"):
        return _line("cards", heard.cards)
    if key == "choice":
        return _line("choices", (f"{c.title} ({c.need})" if c.need else c.title for c in heard.choices))
    field = key.removeprefix("not_")
    return f"{field}: {_word(getattr(heard, field))}"


def _line(label: str, words: Iterator[str] | tuple[str, ...], between: str = ", ") -> str:
    return f"{label}: {between.join(words) or 'nothing'}"


def _word(value: object) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
