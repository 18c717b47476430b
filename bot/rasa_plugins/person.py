"""What a message tells about its writer, in plain words (data/_person): whom the answer must fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.rasa_plugins.decision import own_age
from bot.rasa_plugins.phrase_book import LANGUAGES, PhraseBook
from bot.safety import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "_person"
SILENT = "silent"
_UNDER_18, _YOUNG = 18, 21


def facts_in(text: str) -> dict[str, str]:
    """Entity -> value, e.g. {"gender": "women", "speaks": "ar"}; the last one said counts. Pure.

    `age_group` is there when the writer gives their own age: under_18, 18_20 or adult. `silent` is "yes" when
    the message says no more than that its writer would rather not say.
    """
    said = sorted(_said(text))
    facts = dict(label.split(".") for _, label in said)
    age = own_age(fold(text))
    if age is not None and age >= _UNDER_18:
        facts["age_group"] = "18_20" if age < _YOUNG else "adult"
    return facts


def _said(text: str) -> Iterator[tuple[int, str]]:
    """(place in the message, label) of everything heard."""
    for book in _books():
        for label, places in book.labels(text).items():
            yield places[-1], label


@cache
def _books() -> list[PhraseBook]:
    return [PhraseBook(_with_languages(_read(language))) for language in LANGUAGES]


def _read(language: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"person.{language}.yml").read_text(encoding="utf-8"))
    return content


def _with_languages(content: Mapping[str, Any]) -> dict[str, Any]:
    """The file with phrases for each language's words: "{speak} arabiska", or the word alone."""
    phrases = dict(content["phrases"])
    for code, names in content["languages"].items():
        # Exactly: a slip away from a language there is often a country, which is no wish.
        words = [f"={name}" if " " not in name else name for name in names]
        phrases[f"speaks.{code}"] = [p for word in words for p in (f"{{speak}} {word}", f". {word} .")]
    return {**content, "phrases": phrases}
