"""Hours in short words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours import hours_words, opens_words
from directory.records import Language, Schedule, ScheduleException, Service, Text
from tests.directory.service_builders import TUESDAY_NOON, WEEKDAYS, a_service, at, day, weekly
from tests.directory.test_hours import moments, schedules

WEEKEND = frozenset({6, 7})


def _open(*week: Schedule, **changes: Any) -> Service:
    return a_service(always_open=False, schedules=week, **changes)


@pytest.mark.parametrize(
    ("service", "sv", "en"),
    [
        (a_service(), "dygnet runt", "24 hours a day"),
        (a_service(always_open=False), None, None),
        (_open(weekly("09-16", WEEKDAYS)), "mån–fre 09–16", "Mon–Fri 09–16"),
        (_open(weekly("07-21")), "alla dagar 07–21", "every day 07–21"),
        (_open(weekly("16:30-23:59")), "alla dagar 16:30–24", "every day 16:30–24"),
        (_open(weekly("08:30-20", frozenset({1, 3}))), "mån, ons 08:30–20", "Mon, Wed 08:30–20"),
        (
            _open(weekly("09-16", WEEKDAYS), weekly("10-14", WEEKEND)),
            "mån–fre 09–16, lör–sön 10–14",
            "Mon–Fri 09–16, Sat–Sun 10–14",
        ),
        (_open(weekly("09-12"), weekly("13-16")), "alla dagar 09–12, 13–16", "every day 09–12, 13–16"),
        (
            _open(weekly("09-16", WEEKDAYS, open_on_holidays=False)),
            "mån–fre 09–16 (ej helgdagar)",
            "Mon–Fri 09–16 (not public holidays)",
        ),
        (
            _open(weekly("09-16", WEEKDAYS, "phone"), weekly("15-18", frozenset({3}), "visit")),
            "telefon mån–fre 09–16; besök ons 15–18",
            "phone Mon–Fri 09–16; visits Wed 15–18",
        ),
        (_open(weekly("20-22", attending="chat")), "chatt alla dagar 20–22", "chat every day 20–22"),
        (_open(weekly("00:00-23:59", WEEKEND)), "lör–sön dygnet runt", "Sat–Sun 24 hours a day"),
        (_open(hours_note=Text("kvällar", "evenings")), "kvällar", "evenings"),
        (_open(weekly("09-16", valid_to=day("2026-10-31"))), None, None),
    ],
)
def test_hours_as_people_write_them(service: Service, sv: str | None, en: str | None) -> None:
    """Runs of days are drawn together, whole hours lose their minutes, unknown hours are not guessed."""
    assert hours_words(service, TUESDAY_NOON, "sv") == sv
    assert hours_words(service, TUESDAY_NOON, "en") == en


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "sv"),
    [
        (None, None, "i dag stängt; alla dagar 07–21"),
        (time(10), time(12), "i dag 10–12; alla dagar 07–21"),
        (time(10), None, "i dag 10–24; alla dagar 07–21"),
    ],
)
def test_today_comes_first_when_it_differs(opens_at: time | None, closes_at: time | None, sv: str) -> None:
    """Somebody who reads it now must not go by the ordinary week."""
    today = ScheduleException(TUESDAY_NOON.date(), TUESDAY_NOON.date(), opens_at, closes_at)
    service = replace(_open(weekly("07-21")), exceptions=(today,))
    assert hours_words(service, TUESDAY_NOON, "sv") == sv


@pytest.mark.parametrize(
    ("opens", "sv", "en"),
    [
        ("2026-11-24 13:00", "öppnar 13:00", "opens 13:00"),
        ("2026-11-25 09:00", "öppnar i morgon 09:00", "opens tomorrow 09:00"),
        ("2026-11-30 09:00", "öppnar mån 09:00", "opens Mon 09:00"),
        ("2026-12-01 09:00", "öppnar 1 dec 09:00", "opens 1 Dec 09:00"),
        ("2027-01-07 09:30", "öppnar 7 jan 09:30", "opens 7 Jan 09:30"),
    ],
)
def test_when_it_opens(opens: str, sv: str, en: str) -> None:
    """By time today, by day within the week, by date later: "Tuesday" never means a week from today."""
    assert opens_words(at(opens), TUESDAY_NOON, "sv") == sv
    assert opens_words(at(opens), TUESDAY_NOON, "en") == en


@given(st.lists(schedules, max_size=4), moments, st.sampled_from(["sv", "en"]))
def test_any_week_has_words_or_none(week: list[Schedule], now: datetime, language: Language) -> None:
    """Nothing that can be stored breaks a card, and no {name} is left unfilled."""
    words = hours_words(_open(*week), now, language)
    assert words is None or (words and "{" not in words)
