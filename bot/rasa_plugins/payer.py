"""Who pays whom, as the words say it (data/_roles): a check on the model where two needs look alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from bot.rasa_plugins.phrase_book import PhraseBook, labels, read_books

Role = Literal["is_paid", "pays"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "_roles"


def roles_in(text: str) -> frozenset[Role]:
    """What the message says that its writer does about money for sex; empty when its words do not say.

    Both languages are tried. Both roles at once are no evidence, which the caller decides. Pure.
    """
    heard = labels(_books(), text)
    return frozenset(role for role in ROLES if role in heard)


@cache
def _books() -> Sequence[PhraseBook]:
    """The phrases of both languages, compiled at first use."""
    return read_books(ROLES_FOLDER, "who_pays")
