"""The one list of topics (data/topics.yml) as the components need it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Kind = Literal["crisis", "need", "dialogue"]
DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, slots=True)
class Topic:
    """One need code: what kind it is and its button in both languages. `start`: shown before any message."""

    code: str
    kind: Kind
    title: dict[str, str]
    start: bool


@cache
def topics() -> dict[str, Topic]:
    """All topics by code, in the order of the file (crises in order of priority)."""
    entries: list[dict[str, Any]] = yaml.safe_load((DATA / "topics.yml").read_text("utf-8"))["topics"]
    return {e["code"]: Topic(e["code"], e["kind"], e["title"], bool(e.get("start"))) for e in entries}


@cache
def crises() -> tuple[str, ...]:
    """The crisis codes, most urgent first."""
    return tuple(topic.code for topic in topics().values() if topic.kind == "crisis")


@cache
def buttons() -> dict[str, dict[str, str]]:
    """Titles of buttons that lead to no topic, by name and language."""
    found: dict[str, dict[str, str]] = yaml.safe_load((DATA / "_shared" / "buttons.yml").read_text("utf-8"))
    return found
