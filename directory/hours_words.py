"""Opening hours in short Swedish or English words: "mån–fre 09–16", "öppnar i morgon 09:00"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from directory.calendar_se import END_OF_DAY, local
from directory.openings import exception_on, holds_on, is_closed
from directory.records import Attending, Language, Schedule, ScheduleException, Service
from directory.wording import say

_CHANNELS: tuple[Attending, ...] = ("any", "phone", "chat", "visit")
_Span = tuple[time, time, bool]
"""Opens, closes, open on holidays."""


def hours_words(service: Service, now: datetime, language: Language) -> str | None:
    """The service's hours in words, today's exception first; None when nothing is known."""
    today = local(now).date()
    exception = exception_on(service, today)
    parts = [_exception_words(exception, language)] if exception else []
    parts += _weekly_words(service, today, language)
    if service.hours_note:
        parts.append(service.hours_note.in_(language))
    return "; ".join(part for part in parts if part) or None


def opens_words(opens: datetime, now: datetime, language: Language) -> str:
    """When a closed service opens: today by time, within a week by day, later by date."""
    then, here = local(opens), local(now)
    days = (then.date() - here.date()).days
    phrase = "today" if days == 0 else "tomorrow" if days == 1 else "this_week" if days < 7 else "later"
    return say(
        f"opens.{phrase}",
        language,
        time=f"{then:%H:%M}",
        day=say(f"days.{then.isoweekday()}", language),
        date=then.day,
        month=say(f"months.{then.month}", language),
    )


def day_words(day: date, language: Language) -> str:
    """E.g. "3 dec"."""
    return say("opens.date", language, date=day.day, month=say(f"months.{day.month}", language))


def _exception_words(exception: ScheduleException, language: Language) -> str:
    if is_closed(exception):
        return say("hours.closed_today", language)
    span = (exception.opens_at or time.min, exception.closes_at or END_OF_DAY, True)
    return say("hours.other_hours_today", language, hours=_span_words(span, language))


def _weekly_words(service: Service, today: date, language: Language) -> list[str]:
    if service.always_open:
        return [say("hours.always", language)]
    current = [s for s in service.schedules if holds_on(s, today)]
    return [
        say(f"hours.attending.{channel}", language, hours=hours)
        for channel in _CHANNELS
        if (hours := _channel_words([s for s in current if s.attending == channel], language))
    ]


def _channel_words(schedules: Iterable[Schedule], language: Language) -> str:
    by_day: dict[int, set[_Span]] = defaultdict(set)
    for schedule in schedules:
        for day in schedule.days:
            by_day[day].add((schedule.opens_at, schedule.closes_at, schedule.open_on_holidays))
    by_spans: dict[tuple[_Span, ...], list[int]] = defaultdict(list)
    for day, spans in sorted(by_day.items()):
        by_spans[tuple(sorted(spans))].append(day)
    return ", ".join(_line(days, spans, language) for spans, days in by_spans.items())


def _line(days: Sequence[int], spans: Sequence[_Span], language: Language) -> str:
    times = " ".join([_days_words(days, language), ", ".join(_span_words(span, language) for span in spans)])
    if all(open_on_holidays for _, _, open_on_holidays in spans):
        return times
    return say("hours.not_holidays", language, hours=times)


def _days_words(days: Sequence[int], language: Language) -> str:
    if len(days) == 7:
        return say("hours.every_day", language)
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join("–".join(say(f"days.{day}", language) for day in _ends(run)) for run in runs)


def _ends(run: Sequence[int]) -> Sequence[int]:
    return run if len(run) == 1 else (run[0], run[-1])


def _span_words(span: _Span, language: Language) -> str:
    opens_at, closes_at, _ = span
    if opens_at == time.min and closes_at in (time.min, END_OF_DAY):
        return say("hours.always", language)
    until = "24" if closes_at in (time.min, END_OF_DAY) else _time_words(closes_at)
    return f"{_time_words(opens_at)}–{until}"


def _time_words(at: time) -> str:
    return f"{at:%H:%M}" if at.minute else f"{at:%H}"
