"""Hides what could point out a person, before anything else sees the message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.safety.normalise import normalise

Kind = Literal["personnummer", "card", "phone", "number", "email", "address"]


@dataclass(frozen=True, slots=True)
class Redacted:
    """`text` without what was hidden; `kinds` says what was, in order of first appearance."""

    text: str
    kinds: tuple[Kind, ...]


# Numbers that everybody knows; hiding them would hide what the message is about.
_PUBLIC = re.compile(
    r"(?<![\d+])(?:112|114 ?14|1177|90 ?101|116 ?111|116 ?006|116 ?016|020[- ]?50 ?50 ?50|116 ?123)(?!\d)"
)
_RULES: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    ("email", "[e-post]", re.compile(r"[\w.+-]+ ?(?:@|\(at\)) ?[\w-]+(?:\.[\w-]+)+")),
    ("personnummer", "[personnummer]", re.compile(r"(?<!\d)(?:19|20)?\d{6}[ \t]?[-+–]?[ \t]?[\dTtXx]\d{3}(?!\d)")),
    ("card", "[nummer]", re.compile(r"(?<!\d)(?:\d{4}[ -]?){3}\d{1,7}(?!\d)")),
    ("phone", "[nummer]", re.compile(r"(?<!\d)(?:\+|00)\d[\d ()/.-]{6,}\d|(?<![\d.])0\d(?:[ ()/.-]{0,2}\d){5,}")),
    ("number", "[nummer]", re.compile(r"\d(?:[ .-]?\d){5,}")),
    (
        "address",
        "[adress]",
        re.compile(r"\b[A-ZÅÄÖ][\wåäö]+(?:gatan|vägen|gränd|stigen|backen|allén|torget) \d{1,3} ?[A-Z]?\b"),
    ),
)


def redact(text: str) -> Redacted:
    """The normalised message with numbers, e-mail and street addresses of persons replaced by what they were.

    Keeps ages, sums, times, years and the numbers that help (112, 114 14, 1177, 116 111, ...). Idempotent.
    """
    kept: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\ue000{chr(0xE100 + len(kept) - 1)}\ue001"

    hidden = _PUBLIC.sub(put_aside, normalise(text))
    kinds: list[Kind] = []
    for kind, mark, pattern in _RULES:
        hidden, count = pattern.subn(mark, hidden)
        if count and kind not in kinds:
            kinds.append(kind)
    return Redacted(re.sub("\ue000(.)\ue001", lambda m: kept[ord(m.group(1)) - 0xE100], hidden), tuple(kinds))
