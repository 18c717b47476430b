"""Every text that a visitor may read outside data/*/wording.yml, with its translation beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import yaml

from tests.walls.wording import DATA, ROOT, load, raw_responses, texts, topics

Kind = Literal["answer", "page", "card", "description", "happens", "note", "label"]
SEED = ROOT / "directory" / "seed"
PAGE = ROOT / "bot" / "gateway" / "texts"
ON_CARDS = ("days", "months", "hours", "opens", "source", "labels", "reasons", "emergency")
"""The parts of directory/wording.yml that a card shows; the others are for staff."""


@dataclass(frozen=True)
class Pair:
    """One text in both languages: where it stands, what it is, and the topic when it has one."""

    where: str
    kind: Kind
    sv: str
    en: str
    topic: str = ""

    def __str__(self) -> str:
        """How the test names it when it fails."""
        return self.where

    @property
    def said(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Language and words."""
        return ("sv", self.sv), ("en", self.en)


@cache
def pairs() -> tuple[Pair, ...]:
    """All of them."""
    return (*_answers(), *_buttons(), *_titles(), *_pages(), *_cards(), *_services(), *_happens())


def _answers() -> Iterator[Pair]:
    said: dict[str, dict[str, str]] = {}
    for text in texts():
        said.setdefault(f"{text.folder} {text.response}", {})[text.language] = text.text
    for where, both in said.items():
        yield Pair(where, "answer", both["sv"], both["en"], where.split()[0])


def _buttons() -> Iterator[Pair]:
    for (folder, name), (swedish, english) in raw_responses().items():
        for one, other in zip(swedish.get("buttons", ()), english.get("buttons", ()), strict=True):
            yield Pair(f"{name} {one['payload']}", "label", one["title"], other["title"], folder)
    for name, title in load(DATA / "_shared" / "buttons.yml").items():
        yield Pair(f"button {name}", "label", title["sv"], title["en"])


def _titles() -> Iterator[Pair]:
    for topic in topics():
        if topic.code != "change_language":  # each of its titles is in the language that it leads to
            yield Pair(f"title {topic.code}", "label", topic.title["sv"], topic.title["en"], topic.code)


def _pages() -> Iterator[Pair]:
    yield from _two_files(load(PAGE / "sv.yml"), load(PAGE / "en.yml"), "page")
    face: dict[str, Any] = load(ROOT / "directory" / "card_face" / "words.yml")
    yield from _two_files(face["sv"], face["en"], "card face")


def _two_files(swedish: Any, english: Any, where: str) -> Iterator[Pair]:
    """The leaves of two trees of the same shape; codes and names of sentences are no words."""
    if isinstance(swedish, dict):
        for key, value in swedish.items():
            if key not in {"id", "other_language"}:
                yield from _two_files(value, english[key], f"{where} {key}")
    elif isinstance(swedish, list):
        for number, (one, other) in enumerate(zip(swedish, english, strict=True), start=1):
            yield from _two_files(one, other, f"{where} {number}")
    elif swedish:
        yield Pair(where, "page", str(swedish).strip(), str(english).strip())


def _cards() -> Iterator[Pair]:
    words = yaml.safe_load((ROOT / "directory" / "wording.yml").read_text("utf-8"))
    for part in ON_CARDS:
        yield from _side_by_side(words[part], part)


def _side_by_side(tree: dict[str, Any], where: str) -> Iterator[Pair]:
    if tree.keys() == {"sv", "en"}:
        yield Pair(where, "card", str(tree["sv"]), str(tree["en"]))
        return
    for key, inner in tree.items():
        yield from _side_by_side(inner, f"{where} {key}")


COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("name", "label"),
    ("description", "description"),
    ("hours_note", "note"),
    ("phone_label", "label"),
    ("chat_label", "label"),
)


def _services() -> Iterator[Pair]:
    for row in _rows("services.csv"):
        for column, kind in COLUMNS:
            if row[f"{column}_sv"] or row[f"{column}_en"]:
                where = f"{row['code']} {column}"
                yield Pair(where, kind, row[f"{column}_sv"], row[f"{column}_en"])


def _happens() -> Iterator[Pair]:
    for row in _rows("what_happens.csv"):
        yield Pair(f"{row['code']} {row['kind']}", "happens", row["text_sv"], row["text_en"])


def _rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def without_names(text: str) -> str:
    """The text with names of places and services made short: no other word can be put for them."""
    return re.sub(r"(?<=[\w,;”\")-] )[A-ZÅÄÖ][\w-]{6,}", "Namn", text)
