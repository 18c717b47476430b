"""A day's opening hours as staff write them: "09:00-12:00, 13:00-16:00"; "22:00-02:00" ends the next day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise

from directory.calendar_se import END_OF_DAY
from directory.hours_text import hours_written

Span = tuple[time, time]
"""Opens and closes; closing at or before opening is past midnight, 23:59 is the end of the day."""

_TIME = r"(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2}))?)?"
_SPAN = re.compile(rf"\s*(?:kl\.?\s*)?{_TIME}\s*[-‐‑–—−]\s*{_TIME}\s*", re.IGNORECASE)
_CLOSED = ("", "stängt", "-", "–")
_ALWAYS = ("dygnet runt", "00-24")


class DayError(ValueError):
    """A day's hours that cannot be understood; `fault` is a key of wording.yml."""

    def __init__(self, fault: str, part: str) -> None:
        super().__init__(fault, part)
        self.fault, self.part = fault, part


def read_day(text: str) -> frozenset[Span]:
    """The day's periods; none when it is closed. Raises DayError."""
    if text.strip().casefold() in _CLOSED:
        return frozenset()
    if text.strip().casefold() in _ALWAYS:
        return frozenset({(time.min, END_OF_DAY)})
    spans = [_span(part) for part in re.split(r"[,;\n]|\boch\b", text) if part.strip()]
    _refuse_overlap(spans, text)
    return frozenset(spans)


def write_day(spans: Iterable[Span]) -> str:
    """The text that read_day reads as the same periods."""
    return ", ".join(hours_written(opens, closes) for opens, closes in sorted(spans))


def _span(part: str) -> Span:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise DayError("bad_hours", part.strip())
    opens, closes = _time(found.groups()[:3], part), _time(found.groups()[3:], part)
    if opens == closes:
        raise DayError("same_time_twice", part.strip())
    return opens, closes


def _time(groups: tuple[str | None, ...], part: str) -> time:
    if groups[0] == "24" and not any(int(group or 0) for group in groups[1:]):
        return END_OF_DAY
    try:
        hour, minute, second = (int(group or 0) for group in groups)
        return time(hour, minute, second)
    except ValueError:
        raise DayError("bad_hours", part.strip()) from None


def _refuse_overlap(spans: list[Span], text: str) -> None:
    """Two periods at once are a slip of the keys; only the last of a day may go past midnight."""
    ordered = sorted(spans)
    for (first, until), (begins, _) in pairwise(ordered):
        if until <= first or begins < until:
            raise DayError("hours_overlap", text.strip())
