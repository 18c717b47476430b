"""Reads data/_twins: messages in which only who pays and who is paid differs (see second_look.py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.rasa_plugins.topics import DATA

TWINS = DATA / "_twins"


@dataclass(frozen=True, slots=True)
class Twin:
    """One message, what a reader takes it for, and whose hand wrote it. Its other half stands beside it."""

    text: str
    code: str
    language: str
    hand: str


def twin_messages(folder: Path = TWINS) -> Iterator[Twin]:
    """Every message of `who_pays.<language>.yml`: {hands: {hand: {code: one a line}}}."""
    for path in sorted(folder.glob("*.yml")):
        language = path.stem.rpartition(".")[2]
        for hand, by_code in yaml.safe_load(path.read_text("utf-8"))["hands"].items():
            for code, lines in by_code.items():
                yield from (Twin(line, code, language, hand) for line in lines.splitlines())
