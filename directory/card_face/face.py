"""The face's files: template, filters, words, and the parts of the chat's style that a card is drawn with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from directory.card_face import markup
from directory.records import Language

FOLDER = Path(__file__).parent
"""`_card.html` is here: `{% from "_card.html" import card %}`, then `card(card, words, language)`."""

FILTERS: Mapping[str, Callable[[str], str]] = {
    "words": markup.words,
    "web": markup.web_address,
    "tel": markup.phone_address,
}
"""The filters that the template needs."""

_PLACE = re.compile(r"^/\* (\w+)\.css \*/$", re.MULTILINE)


@cache
def words(language: Language) -> Mapping[str, Any]:
    """The words that are the same on every card."""
    loaded: Mapping[Language, Mapping[str, Any]] = yaml.safe_load(_read("words.yml"))
    return loaded[language]


def filled(style: str) -> str:
    """A style sheet in which a line that names one of our parts has become that part."""
    return _PLACE.sub(lambda place: _read(f"{place.group(1)}.css").removesuffix("\n"), style)


def style_inside(selector: str) -> str:
    """The chat's style for what stands inside `selector`, for a page that has a style of its own."""
    inside = filled(_read("frame.css")).replace(":root", "&")
    return f"{selector} {{\n{inside}}}\n"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
