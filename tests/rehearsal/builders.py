"""Replies, scripts and cases for the tests, each with only what the test is about."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from rehearsal.heard import Heard
from rehearsal.places import Place
from rehearsal.reading.cases import read_file
from rehearsal.script import Case, Expectation, Turn, Wanted

HERE = Place("talk.yml", 3)


def a_reply(
    *said: tuple[str, str],
    cards: tuple[str, ...] = (),
    choices: tuple[tuple[str, str | None], ...] = (),
    **fields: Any,
) -> dict[str, Any]:
    """A reply as the tester's door sends it; `said` is (response, text), `choices` is (title, need)."""
    return {
        "conversation": "c1",
        "language": "sv",
        "need": None,
        "crisis": False,
        "messages": [{"response": response, "text": text, "lang": "sv"} for response, text in said],
        "cards": [{"service": card, "name": card, "why": ""} for card in cards],
        "choices": [{"id": str(i), "title": t, "need": n} for i, (t, n) in enumerate(choices, start=1)],
        "ended": False,
        **fields,
    }


def heard(*said: tuple[str, str], **fields: Any) -> Heard:
    """The same as a value."""
    return Heard.from_json(a_reply(*said, **fields))


def expect(key: str, wanted: Wanted, line: int = 4) -> Expectation:
    """An expectation on one line of talk.yml."""
    return Expectation(key, wanted, Place("talk.yml", line))


def a_turn(*expects: Expectation, words: str = "hej", in_order: bool = False) -> Turn:
    """The visitor writes `words`."""
    return Turn(HERE, "user", words, expects, in_order)


def a_choice(words: str, *expects: Expectation) -> Turn:
    """The visitor presses the button called `words`."""
    return Turn(HERE, "choose", words, expects)


def a_case(*turns: Turn, name: str = "somebody says hello", language: str | None = None) -> Case:
    """A case of these turns; of one greeting when there are none."""
    return Case(name, HERE, turns or (a_turn(),), language)


def write(folder: Path, name: str, text: str) -> Path:
    """A file below a folder, made with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return path


def read(folder: Path, text: str) -> tuple[Case, ...]:
    """The cases of a script called talk.yml."""
    return read_file(write(folder, "talk.yml", text), "talk.yml")


def read_steps(folder: Path, steps: str) -> tuple[Turn, ...]:
    """The turns of a Swedish case with these steps, which begin on line 5."""
    indented = "".join(f"      {line}\n" for line in dedent(steps).strip().splitlines())
    start = "test_cases:\n  - test_case: somebody talks\n    languages: [sv]\n    steps:\n"
    return read(folder, start + indented)[0].turns
