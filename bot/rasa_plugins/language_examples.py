"""What the language model learns from: whole messages, pieces of them, and both without accents."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import yaml

from bot.rasa_plugins.topics import DATA

Pair = tuple[str, str]  # text, language

_WORD = re.compile(r"[^\W\d_]+")
_PIECES = (1, 2, 3, 5)  # words
# All of our own would take minutes. 8,000 instead: two more of 390 English test messages right.
_OURS_AT_MOST = 6_000
_OURS_WITHOUT_ACCENTS = 0.3


@cache
def foreign_messages() -> tuple[Pair, ...]:
    """Every message of data/_languages/<code>.yml with its code."""
    return tuple(
        (line, path.stem)
        for path in sorted((DATA / "_languages").glob("*.yml"))
        for lines in yaml.safe_load(path.read_text("utf-8"))["hands"].values()
        for line in lines.splitlines()
    )


def plain(text: str) -> str:
    """The words alone, in lower case; accents stay, they tell languages apart."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def samples(ours: Iterable[Pair], others: Iterable[Pair], seed: int = 0) -> Iterator[Pair]:
    """What to fit on, the same at every call: few of the other languages, so each of those counts double."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made of it
    own = list(ours)
    dice.shuffle(own)
    for text, language in own[:_OURS_AT_MOST]:
        for piece in _with_pieces(text, dice):
            yield (_bare(piece) if dice.random() < _OURS_WITHOUT_ACCENTS else piece), language
    for text, language in others:
        for piece in (*_with_pieces(text, dice), *_with_pieces(text, dice)[1:]):
            yield piece, language
            if _bare(piece) != piece:
                yield _bare(piece), language


def _with_pieces(text: str, dice: random.Random) -> list[str]:
    """The message, and a run of one, two, three and five of its words from anywhere in it."""
    words = plain(text).split()
    starts = [(dice.randrange(len(words) - size + 1), size) for size in _PIECES if len(words) > size]
    return [" ".join(words), *(" ".join(words[start : start + size]) for start, size in starts)]


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
