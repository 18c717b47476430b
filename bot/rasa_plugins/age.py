"""The age that somebody gives as their own, in words and figures."""

from __future__ import annotations

import re

ADULT = 18
_OWN_AGE = re.compile(
    r"\b(?:jag (?:ar|e|blev|(?P<coming>fyller)|fyllde)|ja e|i am|i'm|im|i just turned|(?P<turning>i turn)"
    r"|ar jag)\s+(?:bara |only |just |ju |typ |like |egentligen |actually |faktiskt )?"
    r"(?:over |mer an |more than )?"
    r"(?P<soon>snart |almost |nearly )?(?P<age>\d{1,2})\b"
    # minutes away, weeks pregnant, days late: numbers, but no ages
    r"(?! ?%| ?(?:min|minut\w*|minutes?|h|tim|timm\w*|hours?|dag|dagar|days?|veck\w+|weeks?|manad\w*|months?"
    r"|ar sedan|years? ago|km|mil|meter|kilo|kg|kr|procent|percent)\b)"
    r"(?: ar gammal| ar|[ -]years?[ -]old|yo| years?)?"
)

_UNDER_AGE = re.compile(
    r"\b(?:jag|i|i'm|im)\b.{0,14}"
    r"\b(?:inte myndig|omyndig|minderarig|under 18|under arton|underage|not of age)\b"
)
# Ten years of it and more: the number is no age, and whoever writes is grown up.
_LONG_DONE = re.compile(
    r"\b(?:salt|saljer|sold|selling|kopt|bought|betalat|paid|paying|eskort\w*|escort\w*)\b[^.!?]{0,25}"
    r"\b(?:i|for|over) (?P<years>\d{2}) (?:ar|years)\b"
)


def own_age(folded: str) -> int | None:
    """The age the writer gives as their own, in years, or None.

    Of several the highest: whoever tells of being 15 and of being 34 is 34. "Soon 18" is 17.
    """
    return max((_years(match) for match in _OWN_AGE.finditer(folded)), default=None)


def without_own_age(folded: str) -> str:
    """The message without the words that give the age."""
    return _OWN_AGE.sub(" ", folded)


def is_minor(folded: str) -> bool:
    """True when the writer says that they are under 18."""
    age = own_age(folded)
    return bool(_UNDER_AGE.search(folded)) if age is None else 5 <= age < ADULT


def is_adult(folded: str) -> bool:
    """True when the writer says that they are 18 or more, or tells of ten years of it."""
    age = own_age(folded)
    return _LONG_DONE.search(folded) is not None if age is None else age >= ADULT


def _years(match: re.Match[str]) -> int:
    not_yet = any(match.group(name) for name in ("coming", "turning", "soon"))
    return int(match.group("age")) - not_yet
