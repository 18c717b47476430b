"""Short answers to what we asked or showed (data/_follow_ups): known by their words, all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.rasa_plugins.phrase_book import PhraseBook, read_books

FOLDER = Path(__file__).resolve().parents[2] / "data" / "_follow_ups"


def follow_up_in(text: str) -> str | None:
    """The intent of a message that says this and no more, or None. Pure."""
    for book in _books():
        heard = book.hear(text)
        if heard.rest == 0 and heard.last:
            return min(heard.last)
    return None


@cache
def _books() -> Sequence[PhraseBook]:
    """The phrases of both languages, compiled at first use."""
    return read_books(FOLDER, "follow_ups")
