"""The training messages: enough of each, by many hands, none twice, none of them in a test set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.rasa_plugins.topics import topics
from bot.rasa_plugins.twin_messages import twin_messages
from bot.safety import fold
from tests.understanding.cases import LANGUAGES, all_cases

DATA = Path(__file__).resolve().parents[2] / "data"
LEAST = {"crisis": 350, "need": 250, "dialogue": 80}
LEAST_OUT_OF_SCOPE = 600
LEAST_IN_ALL, LEAST_HANDS = 20_000, 30
# Short common words that any two people type alike; a test set without "ja" would not be one.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Written:
    """One training message: its intent, language, the hand that wrote it."""

    intent: str
    language: str
    hand: str
    text: str


@cache
def written() -> tuple[Written, ...]:
    """All of them."""
    return tuple(_read())


def _read() -> Iterator[Written]:
    for path in sorted(DATA.glob("*/*.yml")):
        blocks = yaml.safe_load(path.read_text("utf-8")) if path.parent.name[0] != "_" else {}
        for block in blocks.get("nlu", []):
            meta = block["metadata"]
            for line in block["examples"].splitlines():
                yield Written(block["intent"], meta["language"], meta["hand"], line.removeprefix("- "))


def key(text: str) -> str:
    """Two messages with the same key are the same message."""
    return re.sub(r"\W+", " ", fold(text)).strip() or text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [topic.code for topic in topics().values()])
def test_enough_messages(code: str, language: str) -> None:
    """A crisis needs more than a need, a need more than a yes."""
    least = LEAST_OUT_OF_SCOPE if code == "out_of_scope" else LEAST[topics()[code].kind]
    assert sum(message.intent == code and message.language == language for message in written()) >= least


def test_many_hands() -> None:
    """No single way of writing may carry the model."""
    hands = Counter(message.hand for message in written())
    assert len(hands) >= LEAST_HANDS
    assert len(written()) >= LEAST_IN_ALL
    assert max(hands.values()) < len(written()) / 8


def test_no_message_stands_in_two_topics() -> None:
    """What means two things teaches nothing; it belongs to the borders of a topic."""
    topics_of: dict[str, set[str]] = {}
    for message in written():
        topics_of.setdefault(key(message.text), set()).add(message.intent)
    assert {text: found for text, found in topics_of.items() if len(found) > 1} == {}


def test_no_message_stands_twice() -> None:
    """A repeated message would weigh twice and look like more than it is."""
    times = Counter((key(message.text), message.language) for message in written())
    assert [text for text, count in times.items() if count > 1] == []


def test_no_test_message_was_trained_on() -> None:
    """Else the evaluation measures memory."""
    trained = {key(message.text) for message in written()}
    known = [case.text for case in all_cases() if key(case.text) in trained]
    assert [text for text in known if len(text.split()) > SHORT] == []


def test_no_twin_is_a_test_message_or_stands_twice() -> None:
    """Nor is it a message of a topic: it would be told apart from itself."""
    twins = Counter(key(twin.text) for twin in twin_messages())
    others = {key(message.text) for message in written()} | {key(case.text) for case in all_cases()}
    assert [text for text, times in twins.items() if times > 1 or text in others] == []


def test_twins_are_of_known_codes_and_languages() -> None:
    """A slip in a code would teach that such a message is about something else."""
    assert {twin.code for twin in twin_messages()} <= {*topics(), "vague", "ask_role"}
    assert {twin.language for twin in twin_messages()} == set(LANGUAGES)
