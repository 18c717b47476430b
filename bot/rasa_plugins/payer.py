"""Who pays whom, as the words say it (data/_roles): a check on the model where two needs look alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from bot.safety.matching import PhraseIndex
from bot.safety.normalise import fold
from bot.safety.phrase_syntax import Slot, expand
from bot.safety.spelling import Lexicon, read_words

Role = Literal["is_paid", "pays"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "_roles"
LANGUAGES = ("sv", "en")


def roles_in(text: str) -> frozenset[Role]:
    """What the message says that its writer does about money for sex; empty when its words do not say.

    Both languages are tried. Both roles at once are no evidence, which the caller decides. Pure.
    """
    return frozenset(role for language in LANGUAGES for role in _listener(language).roles(text))


@cache
def _listener(language: str) -> _Listener:
    """The phrases of one language, compiled at first use."""
    return _Listener(yaml.safe_load((ROLES_FOLDER / f"who_pays.{language}.yml").read_text(encoding="utf-8")))


class _Listener:
    """Hears the phrases of one language."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        groups = content["groups"]
        patterns = [(role, p) for role in ROLES for phrase in content[role] for p in expand(phrase, groups)]
        items = {item for _, p in patterns for slot in p if isinstance(slot, Slot) for item in slot.items}
        self._spellings = {fold(typed): fold(meant) for typed, meant in content["spellings"].items()}
        self._fillers = frozenset(fold(word) for word in content["fillers"])
        self._index = PhraseIndex(patterns, Lexicon(items))

    def roles(self, text: str) -> frozenset[Role]:
        """The roles of which a phrase is heard."""
        found = self._index.find(read_words(text, self._spellings, self._fillers))
        return frozenset(role for role in ROLES if role in found)
