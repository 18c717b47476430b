"""Words as they are searched for and sorted by: without capitals and accents, in Swedish order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"})
_LAST_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
"""The signs that follow z, so that plain comparison puts å, ä and ö last."""
_LONGEST_KEY = 300

_NUMBER = re.compile(r"\+?\(?\d[\d\s()\-‐-―−./]*\d")
_SHORTEST_NUMBER = 3

Term = tuple[frozenset[str], ...]
"""Ways in which one thing that was asked for can be written; in each of them every word must be there."""


def folded(text: str) -> str:
    """Small letters without accents: "Härnösand" and "HARNOSAND" are the same."""
    # A letter of fancy type (a mathematical bold A) is seen to be a capital only when taken apart.
    small = unicodedata.normalize("NFKD", text).casefold()
    taken_apart = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign)).translate(_PLAIN)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; a hyphen parts words as a space does."""
    return tuple(word for word in re.split(r"[\W_]+", folded(text)) if word)


def digits(number: str) -> str:
    """The digits of a number as they are dialled inside Sweden: "+46 70-174 06 05" -> "0701740605"."""
    only = re.sub(r"\D", "", number)
    if number.lstrip(" (").startswith("+46") or only.startswith("0046"):
        return "0" + only.removeprefix("00")[2:].removeprefix("0")
    return only


def asked(text: str) -> tuple[Term, ...]:
    """What somebody asks for, one term a word. A number may be grouped in any way, or be several."""
    terms: list[Term] = []
    rest = 0
    for found in _NUMBER.finditer(text):
        dialled = digits(found.group())
        if len(dialled) >= _SHORTEST_NUMBER:
            terms += _plain_terms(text[rest : found.start()])
            terms.append((frozenset({dialled}), frozenset(words(found.group()))))
            rest = found.end()
    return (*terms, *_plain_terms(text[rest:]))


def _plain_terms(text: str) -> list[Term]:
    return [(frozenset({word}),) for word in words(text)]


def in_one(texts: Iterable[str], numbers: Iterable[str]) -> str:
    """All words of a thing in one string, with its numbers as digits."""
    found = [*(word for text in texts for word in words(text)), *map(digits, numbers)]
    return " ".join(dict.fromkeys(filter(None, found)))


def name_key(name: str) -> str:
    """What a name is sorted by: å, ä and ö last and apart, other accents and punctuation without meaning."""
    kept = name.casefold().translate(_LAST_LETTERS)
    plain = folded(kept)
    return " ".join(re.findall(r"[\w{|}]+", plain))[:_LONGEST_KEY]
