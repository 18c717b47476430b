"""Hides what could point at a person before a message goes any further: numbers, addresses, mail, links.

Names are not hidden: no rule without a register can tell them from other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.safety.normalise import normalise
from bot.safety.phrases import SAFETY_FOLDER

MOST_DIGITS_OF_A_SUM = 7
# What may stand between two digits of one number: "070-174 06 05", "(0)70", "0 7 0".
_JOIN = r"[ \-–./()]{0,3}"


@dataclass(frozen=True, slots=True)
class Redacted:
    """The message without personal marks, and the kinds of marks it had, each once, as they appeared."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """What one kind looks like; `is_harmless` lets a match through that only looks like it."""

    kind: str
    pattern: str
    is_harmless: Callable[[str], bool] = lambda _found: False


def redact(text: str) -> Redacted:
    """The normalised message with personal marks replaced by their kind in square brackets.

    Keeps ages, sums, times, years and the public numbers of services. Idempotent.
    """
    kinds: dict[str, None] = {}

    def replace(match: re.Match[str]) -> str:
        mark = _marks()[int(str(match.lastgroup)[1:])]
        if mark.is_harmless(match[0]):
            return match[0]
        kinds[mark.kind] = None
        return f"[{_words()['shown_as'][mark.kind]}]"

    before, after = "", normalise(text)
    # Hiding one mark can lay bare another ("000000@anna"): go on until nothing changes.
    while after != before:
        before, after = after, _one_pattern().sub(replace, after)
    return Redacted(after, tuple(kinds))


@cache
def _words() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((SAFETY_FOLDER / "redaction.yml").read_text(encoding="utf-8"))
    return content


@cache
def _one_pattern() -> re.Pattern[str]:
    """All marks as one pattern: the first that fits at a place wins, so their order is their priority."""
    return re.compile("|".join(f"(?P<m{i}>{mark.pattern})" for i, mark in enumerate(_marks())), re.IGNORECASE)


@cache
def _marks() -> tuple[_Mark, ...]:
    return (
        _Mark("email", r"[\w.+%-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
        _Mark("url", r"(?:https?://|www\.)[^\s\[\]]+", _is_bare_site),
        _Mark("url", r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,12}/[^\s\[\]]+"),
        _Mark("account", r"(?<![\w.])@[\w.]{3,}"),
        _Mark("public", rf"(?<!\d)(?<!\d[-.])(?:{_public_numbers()})(?!\d)(?!-\d)", lambda _found: True),
        _Mark("iban", r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?\b", _has_few_digits),
        # Without any sign inside, 07... is far more often a mobile phone than somebody born in 2007.
        _Mark("phone", rf"(?<!\d)07[02369]\d{{7}}(?!\d)|(?:\+|\b00)\d(?:{_JOIN}\d){{6,14}}"),
        _Mark("personnummer", _personnummer()),
        _Mark("date", r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-[0-3]\d(?!\d)"),
        _Mark("card", rf"(?<!\d)\d(?:{_JOIN}\d){{12,18}}(?!\d)"),
        _Mark("phone", rf"(?<!\d)0(?:{_JOIN}\d){{6,11}}(?!\d)"),
        _Mark("address", _address()),
        _Mark("number", rf"\d{{6,}}|(?<!\d)\d(?:{_JOIN}\d){{5,}}", _is_ordinary),
    )


def _personnummer() -> str:
    """A birth date (day + 60 in samordningsnummer) and four more digits, joined in any usual way."""
    century, year = r"(?:(?:18|19|20) ?)?", r"\d{2}"
    month, day = r"(?:0[1-9]|1[0-2])", r"(?:[0-2]\d|3[01]|6[1-9]|[78]\d|9[01])"
    return rf"(?<!\d){century}{year} ?-?{month} ?-?{day} ?[-+–]? ?(?:\d{{4}}|[xX*]{{4}})(?!\d)"


def _address() -> str:
    """A street with its number ("Storgatan 12 B, lgh 1201, 113 47"); a street alone is a place and stays."""
    swedish = rf"\b\w+(?:{'|'.join(_words()['streets'])}) ?\d{{1,3}} ?(?:[a-h]\b)?"
    english = rf"\b\d{{1,3}} (?:[\w']+ ){{1,2}}(?:{'|'.join(_words()['streets_en'])})\b"
    rest = r"(?:,? ?lgh\.? ?\d{1,4})?(?:,? ?\d{3} ?\d{2}(?!\d))?"
    return rf"(?:{swedish}|{english}){rest}"


def _public_numbers() -> str:
    digits = [re.sub(r"\D", "", number) for number in _words()["public_numbers"]]
    return "|".join(r"[ \-]?".join(number) for number in sorted(digits, key=len, reverse=True))


def _is_bare_site(found: str) -> bool:
    """True for a site's name with nothing behind it that could name a person."""
    return re.fullmatch(r"(?:https?://)?[\w.-]+/?", found) is not None


def _has_few_digits(found: str) -> bool:
    return sum(char.isdigit() for char in found) < 10


def _is_ordinary(found: str) -> bool:
    """True for digits that mean a sum ("150 000", "100-200") or years ("2009 2024")."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:[ .]000)+|[1-9]\d?(?:[ .]\d{3}){1,2}", found):
        return sum(char.isdigit() for char in found) <= MOST_DIGITS_OF_A_SUM
    if re.fullmatch(r"[1-9]\d{0,2}(?:[ .]?\d00)? ?[-–] ?[1-9]\d{0,2}(?:[ .]?\d00)?", found):
        return all(part.strip().endswith("0") for part in re.split("[-–]", found))
    return all(re.fullmatch(r"(?:19|20)\d\d", part) for part in re.split(r"[ \-–./()]+", found) if part)
