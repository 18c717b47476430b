"""Words for tables, fields and values of the history (words.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words() -> Mapping[str, Any]:
    """Everything that words.yml holds."""
    held: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return held


def said(group: str, key: str) -> str:
    """The words for a key; the key itself when there are none."""
    return str(words()[group].get(key, key))


def field_words(resource_type: str, field_name: str) -> str:
    """What staff call a field."""
    fields = words()["fields"]
    named = fields.get(resource_type, {}).get(field_name) or fields["any"].get(field_name)
    return str(named or field_name)


def value_words(field_name: str, text: str) -> str:
    """A value as staff read it: times without seconds, yes and no, known words; else as it is."""
    if field_name in ("opens_at", "closes_at"):
        return text.removesuffix(":00") if text.count(":") == 2 else text
    if field_name in ("status", "confidence", "visibility") or text in ("true", "false"):
        return said("values", text)
    return text


def means(action: str, resource_type: str) -> str:
    """What a proposed change means for those who read the chat."""
    held = words()["means"]
    return str(held[action] if action in held else held.get(resource_type, ""))
