"""Where a fact was read, in the visitor's language: "nck.uu.se, 2024-04-16"."""

from __future__ import annotations

import re

from directory.records import Language, Source
from directory.wording import say

_STARTS_WITH_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}(?![\d-])")
_ABOUT = re.compile(r"\babout (\d{4})")


def source_words(source: Source, language: Language) -> str:
    """The page's name and its date; a page that only lets its year be guessed says so."""
    return say(
        "source.line",
        language,
        name=source.name.removeprefix("www."),
        read=_read_words(source.read, language),
    )


def _read_words(read: str, language: Language) -> str:
    dated, about = _STARTS_WITH_DATE.match(read.strip()), _ABOUT.search(read)
    if dated:
        return dated.group()
    return say("source.about", language, year=about.group(1)) if about else say("source.undated", language)
