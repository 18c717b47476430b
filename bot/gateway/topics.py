"""The one list of topics (data/topics.yml), as far as the gateway needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.gateway.language import PageLanguage


@dataclass(frozen=True, slots=True)
class Topic:
    """One need code. `start`: a button in the opening offers it; `has_services`: its answer carries cards."""

    code: str
    title: Mapping[PageLanguage, str]
    start: bool
    has_services: bool


def _has_services(entry: Mapping[str, Any]) -> bool:
    return entry["kind"] in {"crisis", "need"} and bool(entry.get("cards", True))


def load(path: Path) -> tuple[Topic, ...]:
    """All topics in the order of the file. A broken file stops the start, not a visitor's turn."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["topics"]
    return tuple(
        Topic(entry["code"], entry["title"], bool(entry.get("start")), _has_services(entry))
        for entry in entries
    )
