"""The words of the page: texts/sv.yml and texts/en.yml with those of the cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from bot.gateway.language import PageLanguage
from directory import card_face

TEXTS = Path(__file__).parent / "texts"

Words = Mapping[str, Any]
"""Words of one language: key -> text, list of texts, or a mapping of the same."""


def load() -> Mapping[PageLanguage, Words]:
    """Both languages. A missing or broken file stops the start, not a visitor's turn."""
    return {"sv": _read("sv"), "en": _read("en")}


def _read(language: PageLanguage) -> Words:
    frame = cast(Words, yaml.safe_load((TEXTS / f"{language}.yml").read_text(encoding="utf-8")))
    return {**frame, **card_face.words(language)}
