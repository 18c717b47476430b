"""What a message tells about its writer, in plain words (data/_person): whom the answer must fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.rasa_plugins.age import ADULT, own_age, without_own_age
from bot.rasa_plugins.phrase_book import PhraseBook, read_contents
from bot.safety import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "_person"
_GROWN_UP = 21


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells of its writer: entity -> value, the last said; `alone`: it says no more."""

    facts: Mapping[str, str]
    alone: bool


def told_in(text: str) -> Told:
    """E.g. {"gender": "women", "speaks": "ar"}. Pure.

    `age_group` is there when the writer gives their own age as 18 or more: 18_20 or adult.
    """
    folded = fold(text)
    age, without_age = own_age(folded), without_own_age(folded)
    heard = [book.hear(without_age) for book in _books()]
    said = sorted((place, label) for one in heard for label, place in one.last.items())
    facts = dict(label.split(".") for _, label in said)
    if age is not None and age >= ADULT:
        facts["age_group"] = "18_20" if age < _GROWN_UP else "adult"
    return Told(facts, alone=bool(facts) and min(one.rest for one in heard) == 0)


@cache
def _books() -> list[PhraseBook]:
    return [PhraseBook(_with_languages(content)) for content in read_contents(FOLDER, "person")]


def _with_languages(content: Mapping[str, Any]) -> dict[str, Any]:
    """The file with phrases for each language's words: "{speak} arabiska", or the word alone."""
    phrases = dict(content["phrases"])
    for code, names in content["languages"].items():
        # Exactly: a slip away from a language there is often a country, which is no wish.
        words = [f"={name}" if " " not in name else name for name in names]
        ways = ("{{speak}} {0}", ". (jag) (i) {0} .")
        phrases[f"speaks.{code}"] = [way.format(word) for word in words for way in ways]
    return {**content, "phrases": phrases}
