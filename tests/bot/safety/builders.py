"""What the tests of the safety net are built from: messages from the YAML tables, and small rulebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.safety.crisis import CrisisNet
from bot.safety.phrases import SAFETY_FOLDER, read_rulebook

HERE = Path(__file__).parent


class Said(NamedTuple):
    """A message of the tables with what the net must make of it."""

    text: str
    language: str
    kind: str | None
    level: str | None


def dangers(language: str) -> list[Said]:
    """The messages that must be found."""
    content = _read(HERE / f"dangers.{language}.yml")
    return [
        Said(text, language, kind, level)
        for kind, levels in content.items()
        for level, texts in levels.items()
        for text in texts
    ]


def traps(language: str) -> list[Said]:
    """The messages that must not be found, or be found softly at most."""
    groups = _read(SAFETY_FOLDER / f"traps.{language}.yml")
    return [Said(text, language, None, group["level"]) for group in groups for text in group["say"]]


def a_net(rules: str, **more: str) -> CrisisNet:
    """A net of Swedish rules written as YAML; `more` are other top-level parts of the file, as YAML too."""
    content = {"rules": yaml.safe_load(rules)} | {key: yaml.safe_load(value) for key, value in more.items()}
    return CrisisNet(read_rulebook("sv", content))


def one_rule(*phrases: str, rule_id: str = "rule", kind: str = "suicide_risk") -> str:
    """One hard rule with these phrases, as YAML."""
    return yaml.safe_dump([{"id": rule_id, "kind": kind, "level": "hard", "phrases": list(phrases)}])


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
