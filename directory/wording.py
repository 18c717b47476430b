"""The directory's own words, read once from wording.yml: Swedish and English of one phrase side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from directory.records import Language, Text

_FILE = Path(__file__).with_name("wording.yml")


@cache
def phrases() -> Mapping[str, Text]:
    """Every phrase by its dotted path, e.g. "hours.always"."""
    return MappingProxyType(dict(_leaves(yaml.safe_load(_FILE.read_text(encoding="utf-8")))))


def phrase(path: str) -> Text:
    """One phrase in both languages; KeyError when wording.yml lacks it."""
    return phrases()[path]


def phrases_under(path: str) -> tuple[Text, ...]:
    """The phrases below a path, in the order of the file; empty when there are none."""
    return tuple(text for key, text in phrases().items() if key.startswith(f"{path}."))


def say(path: str, language: Language, **values: object) -> str:
    """One phrase in one language, with its {names} filled in."""
    return phrase(path).in_(language).format(**values)


def _leaves(branch: Mapping[str, Any], path: str = "") -> list[tuple[str, Text]]:
    if set(branch) == {"sv", "en"}:
        return [(path, Text(str(branch["sv"]), str(branch["en"])))]
    below = [_leaves(twig, f"{path}.{key}" if path else str(key)) for key, twig in branch.items()]
    return [leaf for leaves in below for leaf in leaves]
