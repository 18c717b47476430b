"""Opening hours as one line that staff can write in a spreadsheet, and back again.

A week: "mån-fre 09:00-12:00 13:00-16:00 ej helgdagar; lör 10:00-14:00 från 2026-06-01 [Kön stänger 13]".
Days with other hours: "2026-12-24 stängt [Julafton]; 2026-12-27 till 2026-12-30 10:00-14:00".
Words in square brackets are a note; a ] inside it is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from directory.calendar_se import END_OF_DAY

DAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
_EVERY_DAY = ("alla dagar", "varje dag", "dagligen")
_WEEKDAYS = ("vardagar", "helgfria vardagar")
_CLOSED = "stängt"
_NO_HOLIDAYS = re.compile(r"\b(?:ej|inte|utom)\s+helgdagar\b")
_BOUND = re.compile(r"\b(från|till)\s+(?:och\s+med\s+)?(\d{4}-\d{2}-\d{2})\b")
_NOTE = re.compile(r"\[((?:[^\]]|\]\])*)\](?!\])")
_DAY_WORD = r"(?:mån|tis|ons|tor|tors|fre|lör|sön)(?:dag|s)?(?:ar)?\.?"
_DAY_PART = re.compile(rf"({_DAY_WORD})(?:-({_DAY_WORD}))?")
_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?")
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+till\s+(\d{4}-\d{2}-\d{2}))?")


class HoursError(ValueError):
    """A line of hours that cannot be understood; `part` is the words at fault."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Period:
    """One opening period of the week. `days`: ISO weekdays; the rest as in records.Schedule."""

    days: frozenset[int]
    opens_at: time
    closes_at: time
    open_on_holidays: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OtherDays:
    """Other hours, or closed (no times), between two dates inclusive."""

    date_from: date
    date_to: date
    opens_at: time | None = None
    closes_at: time | None = None
    reason: str | None = None


def read_week(line: str) -> tuple[Period, ...]:
    """The periods of a line, each once. Raises HoursError."""
    return tuple(dict.fromkeys(period for part in _parts(line) for period in _periods(part)))


def write_week(periods: Iterable[Period]) -> str:
    """The line that read_week reads as the same periods, each once; those of the same days stand together."""
    together: dict[Period, list[Period]] = {}
    for period in sorted(set(periods), key=_order):
        alike = replace(period, opens_at=time.min, closes_at=time.min)
        together.setdefault(alike, []).append(period)
    return "; ".join(_written(alike, several) for alike, several in together.items())


def read_other_days(line: str) -> tuple[OtherDays, ...]:
    """The exceptions of a line, each once. Raises HoursError."""
    return tuple(dict.fromkeys(_other_days(part) for part in _parts(line)))


def write_other_days(exceptions: Iterable[OtherDays]) -> str:
    """The line that read_other_days reads as the same exceptions, each once."""
    return "; ".join(_exception_written(one) for one in sorted(set(exceptions), key=_exception_order))


def _order(period: Period) -> tuple[object, ...]:
    return (
        *(sorted(period.days), period.valid_from or date.min, period.valid_to or date.max),
        *(period.open_on_holidays, period.note or "", period.opens_at, period.closes_at),
    )


def _exception_order(one: OtherDays) -> tuple[object, ...]:
    return (one.date_from, one.date_to, one.opens_at or time.min, one.closes_at or time.min, one.reason or "")


def _parts(line: str) -> Iterator[str]:
    """The line cut at ; and line breaks outside notes; empty parts are passed over."""
    notes: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        notes.append(found.group(0))
        return f"\x00{len(notes) - 1}\x00"

    for part in re.split(r"[;\n\r]", _NOTE.sub(put_away, line.replace("\x00", ""))):
        if part.strip():
            yield re.sub(r"\x00(\d+)\x00", lambda found: notes[int(found.group(1))], part).strip()


def _taken(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """The first find, and the text without it."""
    found = pattern.search(text)
    return found, f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _note_of(part: str) -> tuple[str | None, str]:
    """The note of a part, and what is left in small letters with plain hyphens."""
    found, rest = _taken(_NOTE, part)
    note = found.group(1).replace("]]", "]").strip() if found else ""
    plain = re.sub(r"[‐‑‒–—−]", "-", rest).casefold()
    return note or None, re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", plain)).strip()


def _periods(part: str) -> Iterator[Period]:
    """E.g. "mån-fre 09:00-12:00 13:00-16:00 ej helgdagar"."""
    note, rest = _note_of(part)
    holidays, rest = _taken(_NO_HOLIDAYS, rest)
    bounds: dict[str, date] = {}
    for found in _BOUND.finditer(rest):
        bounds[found.group(1)] = _date(found.group(2), part)
    times = [_times(found, part) for found in _HOURS.finditer(_BOUND.sub(" ", rest))]
    words = _HOURS.sub(" ", _BOUND.sub(" ", rest))
    days, worked = _days(words, part)
    if not times or not days:
        raise HoursError(part)
    for opens, closes in times:
        on_holidays = holidays is None and worked
        yield Period(days, opens, closes, on_holidays, bounds.get("från"), bounds.get("till"), note)


def _days(words: str, part: str) -> tuple[frozenset[int], bool]:
    """ISO weekdays, and whether holidays count among them."""
    left = re.sub(r"\b(?:och|kl\.?|klockan)(?=\s|$|\d)|[,:]", " ", words)
    left = " ".join(left.split())
    if left in _EVERY_DAY:
        return frozenset(range(1, 8)), True
    if left in _WEEKDAYS:
        return frozenset(range(1, 6)), left != "helgfria vardagar"
    days: set[int] = set()
    for word in left.split():
        found = _DAY_PART.fullmatch(word)
        if found is None:
            raise HoursError(part)
        days |= _span(_day(found.group(1)), _day(found.group(2) or found.group(1)))
    return frozenset(days), True


def _day(word: str) -> int:
    return DAYS.index(word[:3]) + 1


def _span(first: int, last: int) -> set[int]:
    """The days from one to another; "fre-mån" goes over the end of the week."""
    return {day for day in range(1, 8) if (day - first) % 7 <= (last - first) % 7}


def _times(found: re.Match[str], part: str) -> tuple[time, time]:
    opens, closes = found.group(1, 2, 3), found.group(4, 5, 6)
    return _time(opens, part), END_OF_DAY if closes[0] == "24" else _time(closes, part)


def _time(groups: tuple[str | None, ...], part: str) -> time:
    try:
        hour, minute, second = (int(group or 0) for group in groups)
        return time(hour, minute, second)
    except ValueError:
        raise HoursError(part) from None


def _date(text: str, part: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HoursError(part) from None


def _other_days(part: str) -> OtherDays:
    """E.g. "2026-12-24 till 2026-12-26 stängt"."""
    reason, rest = _note_of(re.sub(r"(\d{4}-\d{2}-\d{2})\s*[–—]\s*(?=\d{4}-)", r"\1 till ", part))
    found, rest = _taken(_DATES, rest)
    hours, words = _taken(_HOURS, rest)
    if found is None or words.strip() != ("" if hours else _CLOSED):
        raise HoursError(part)
    first = _date(found.group(1), part)
    last = _date(found.group(2) or found.group(1), part)
    if last < first:
        raise HoursError(part)
    opens, closes = _times(hours, part) if hours else (None, None)
    return OtherDays(first, last, opens, closes, reason)


def _written(alike: Period, several: list[Period]) -> str:
    """The words of the periods that share days, dates and note."""
    words = [_days_written(alike.days), *(hours_written(p.opens_at, p.closes_at) for p in several)]
    words += [] if alike.open_on_holidays else ["ej helgdagar"]
    words += [f"från {alike.valid_from}"] if alike.valid_from else []
    words += [f"till {alike.valid_to}"] if alike.valid_to else []
    return " ".join([*words, *_note_written(alike.note)])


def _days_written(days: frozenset[int]) -> str:
    """E.g. "mån-fre", "alla dagar" or "mån,ons-fre"."""
    if len(days) == 7:
        return _EVERY_DAY[0]
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(_run_written(run) for run in runs)


def _run_written(run: list[int]) -> str:
    names = [DAYS[day - 1] for day in run]
    return f"{names[0]}-{names[-1]}" if len(names) > 2 else ",".join(names)


def hours_written(opens_at: time, closes_at: time) -> str:
    """E.g. "09:00-12:00"."""
    return f"{_time_written(opens_at)}-{_time_written(closes_at)}"


def _time_written(at: time) -> str:
    return at.isoformat("seconds" if at.second else "minutes")


def _note_written(note: str | None) -> list[str]:
    return [f"[{note.replace(']', ']]')}]"] if note else []


def _exception_written(one: OtherDays) -> str:
    """E.g. "2026-12-24 stängt [Julafton]"."""
    dates = f"{one.date_from}" if one.date_from == one.date_to else f"{one.date_from} till {one.date_to}"
    closed = one.opens_at is None or one.closes_at is None
    hours = _CLOSED if closed else hours_written(one.opens_at or time.min, one.closes_at or time.min)
    return " ".join([dates, hours, *_note_written(one.reason)])
