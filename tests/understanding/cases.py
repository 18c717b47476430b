"""The test sets: messages by hands that wrote nothing of the training data, read from sets/*.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import yaml

SETS = Path(__file__).with_name("sets")
LANGUAGES = ("sv", "en")
Language = Literal["sv", "en", "other"]


@dataclass(frozen=True, slots=True)
class Case:
    """One message and what a reader takes it for.

    `code`: a need code, or None where only language counts. `kind`: the set it stands in (direct, hard,
    pairs ...); `detail`: the class of a trap, the number of a pair.
    """

    text: str
    code: str | None
    language: Language
    kind: str
    by: str = ""
    detail: str = ""


def all_cases(folder: Path = SETS) -> list[Case]:
    """Every case of every set."""
    return [
        *by_code("direct", folder),
        *by_code("hard", folder),
        *traps(folder),
        *pairs(folder),
        *of_language(folder),
        *mixed(folder),
        *foreign_danger(folder),
    ]


def by_code(kind: str, folder: Path = SETS) -> Iterator[Case]:
    """direct.<language>.yml and hard.<language>.yml: {code: {hand: [message]}}."""
    for language in LANGUAGES:
        for code, hands in _read(folder / f"{kind}.{language}.yml").items():
            for hand, messages in hands.items():
                yield from (Case(text, code, _language(language), kind, hand) for text in messages)


def traps(folder: Path = SETS) -> Iterator[Case]:
    """traps.<language>.yml: {class: [{code, by, text}]}; words of alarm without danger."""
    for language in LANGUAGES:
        for kind, rows in _read(folder / f"traps.{language}.yml").items():
            for row in rows:
                yield Case(row["text"], row["code"], _language(language), "traps", row["by"], kind)


def pairs(folder: Path = SETS) -> Iterator[Case]:
    """pairs.<language>.yml: [[code, text, code, text, by]]; the two differ in the one thing that counts."""
    for language in LANGUAGES:
        for number, row in enumerate(_read(folder / f"pairs.{language}.yml")["pairs"]):
            for code, text in (row[0:2], row[2:4]):
                yield Case(text, code, _language(language), "pairs", row[4], str(number))


def of_language(folder: Path = SETS) -> Iterator[Case]:
    """language.yml: {sv|en|other: [message]}."""
    for language, messages in _read(folder / "language.yml").items():
        yield from (Case(text, None, _language(language), "language") for text in messages)


def mixed(folder: Path = SETS) -> Iterator[Case]:
    """mixed.yml: [[language of the need's words, code or "", message]]."""
    for language, code, text in _read(folder / "mixed.yml")["messages"]:
        yield Case(text, code or None, _language(language), "mixed")


def foreign_danger(folder: Path = SETS) -> Iterator[Case]:
    """foreign_danger.yml: {language code: [message]}, somebody in danger in another language."""
    for name, messages in _read(folder / "foreign_danger.yml").items():
        yield from (Case(text, None, "other", "foreign_danger", detail=name) for text in messages)


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def _language(name: str) -> Language:
    if name not in (*LANGUAGES, "other"):
        raise ValueError(f"No such language in the test sets: {name}")
    return cast(Language, name)
