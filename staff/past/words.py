"""Words for tables, fields and values of the history (words.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from staff.printing import moment
from staff.service_form.choices import words as choices

_AS_THE_FORM: Mapping[str, tuple[str, ...]] = {
    "anonymous": ("anonymous",),
    "attending_type": ("attending",),
    "kind": ("kinds", "facts"),
    "language": ("languages",),
}
"""Field -> the lists of the form that say its words."""


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


def value_words(resource_type: str, field_name: str, text: str) -> str:
    """A value as staff read it: times without seconds, yes and no, known words; else as it is."""
    if not text:
        return ""
    if field_name in ("opens_at", "closes_at"):
        return text.removesuffix(":00") if text.count(":") == 2 else text
    if field_name == "byday":
        return ", ".join(_choice("days", day.lower(), day) for day in text.split(","))
    if field_name == "source_last_modified":
        return moment(datetime.fromisoformat(text))
    if (resource_type, field_name) == ("language", "code"):
        return _choice("languages", text, text)
    if text in ("true", "false"):
        return said("values", text)
    known = _fixed().get(field_name, {})
    return known.get(text, text)


@cache
def _fixed() -> Mapping[str, Mapping[str, str]]:
    """The fixed words of each field that has some: our own, and those that the form shows."""
    held: dict[str, dict[str, str]] = {name: {**known} for name, known in words()["fixed"].items()}
    for name, lists in _AS_THE_FORM.items():
        for one in lists:
            held.setdefault(name, {}).update({key: _choice(one, key, key) for key in choices()[one]})
    return held


def _choice(group: str, key: str, otherwise: str) -> str:
    """What the form calls it, as it reads within a sentence."""
    told = choices()[group].get(key, otherwise)
    return told[:1].lower() + told[1:] if told != otherwise else told


def means(action: str, resource_type: str) -> str:
    """What a proposed change means for those who read the chat."""
    held = words()["means"]
    return str(held[action] if action in held else held.get(resource_type, ""))
