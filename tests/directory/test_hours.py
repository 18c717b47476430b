"""Open, closed, unknown; when it opens and when it closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.calendar_se import is_holiday, local
from directory.clock import STOCKHOLM
from directory.hours import SEARCHED_DAYS, OpenStatus, status
from directory.records import Attending, Schedule, ScheduleException, Service
from tests.directory.service_builders import WEEKDAYS, a_service, at, day, weekly

OFFICE = a_service(schedules=(weekly("09-16", WEEKDAYS, open_on_holidays=False),), always_open=False)
NIGHTS = a_service(open_on="22-06")
CLOSED_NIGHTS = a_service(schedules=(weekly("22-06", open_on_holidays=False),), always_open=False)
EVENINGS = a_service(open_on="16:30-23:59")
SPLIT = a_service(schedules=(weekly("09-12"), weekly("13-16")), always_open=False)
ALWAYS = a_service()
UNKNOWN = a_service(always_open=False)


@pytest.mark.parametrize(
    ("service", "now", "expected"),
    [
        (OFFICE, "2026-11-24 08:59", ("closed", "2026-11-24 09:00")),
        (OFFICE, "2026-11-24 09:00", ("open", "2026-11-24 16:00")),
        (OFFICE, "2026-11-24 15:59", ("open", "2026-11-24 16:00")),
        (OFFICE, "2026-11-24 16:00", ("closed", "2026-11-25 09:00")),
        (OFFICE, "2026-11-27 17:00", ("closed", "2026-11-30 09:00")),  # Friday evening to Monday
        (OFFICE, "2026-12-23 17:00", ("closed", "2026-12-28 09:00")),  # over Christmas and a weekend
        (OFFICE, "2026-06-19 10:00", ("closed", "2026-06-22 09:00")),  # midsommarafton
        (NIGHTS, "2026-11-24 23:00", ("open", "2026-11-25 06:00")),
        (NIGHTS, "2026-11-25 05:59", ("open", "2026-11-25 06:00")),
        (NIGHTS, "2026-11-25 06:00", ("closed", "2026-11-25 22:00")),
        (CLOSED_NIGHTS, "2026-12-23 23:00", ("open", "2026-12-24 00:00")),  # the night ends with the eve
        (CLOSED_NIGHTS, "2026-06-05 01:00", ("open", "2026-06-05 06:00")),  # the day before the eve's night
        (CLOSED_NIGHTS, "2026-12-24 01:00", ("closed", "2026-12-27 22:00")),
        (EVENINGS, "2026-11-24 23:59", ("open", "2026-11-25 00:00")),  # 23:59 is the end of the day
        (EVENINGS, "2026-11-25 00:00", ("closed", "2026-11-25 16:30")),
        (SPLIT, "2026-11-24 12:30", ("closed", "2026-11-24 13:00")),
        (ALWAYS, "2026-12-24 03:00", ("open", None)),
        (UNKNOWN, "2026-11-24 12:00", ("unknown", None)),
    ],
)
def test_the_status_at_a_time(service: Service, now: str, expected: tuple[str, str | None]) -> None:
    """The first minute is open, the last is not, and the next opening is found over weekends and holidays."""
    assert _told(status(service, at(now))) == expected


def test_a_full_week_of_whole_days_never_closes() -> None:
    """00:00-23:59 seven days a week runs together into one stretch without a last minute."""
    whole_days = a_service(open_on="00:00-23:59")
    assert _told(status(whole_days, at("2026-11-24 23:59"))) == ("open", None)


def test_one_may_come_when_one_may_not_call() -> None:
    """A schedule for visits says nothing about the phone."""
    both = a_service(schedules=(weekly("15-18", frozenset({3}), "visit"),), always_open=False)
    assert status(both, at("2026-11-25 16:00"), "visit").open_now is True
    assert status(both, at("2026-11-25 16:00"), "phone").open_now is None
    assert status(both, at("2026-11-25 16:00")).open_now is True


@pytest.mark.parametrize("attending", ["phone", "visit", "chat", None])
def test_hours_of_the_whole_service_hold_for_every_way(attending: Attending | None) -> None:
    """`any` is what most sources give."""
    assert status(OFFICE, at("2026-11-24 10:00"), attending).open_now is True


@pytest.mark.parametrize(
    ("exception", "now", "expected"),
    [
        (("2026-11-24", "2026-11-25", None), "2026-11-24 10:00", ("closed", "2026-11-26 09:00")),
        (("2026-11-24", "2026-11-24", "10-12"), "2026-11-24 09:30", ("closed", "2026-11-24 10:00")),
        (("2026-11-24", "2026-11-24", "10-12"), "2026-11-24 11:00", ("open", "2026-11-24 12:00")),
        (("2026-12-25", "2026-12-25", "10-12"), "2026-12-25 11:00", ("open", "2026-12-25 12:00")),
        (("2026-11-24", "2026-11-24", "10-"), "2026-11-24 23:00", ("open", "2026-11-25 00:00")),
        (("2026-11-24", "2026-11-24", "-10"), "2026-11-24 01:00", ("open", "2026-11-24 10:00")),
    ],
)
def test_an_exception_takes_the_place_of_the_week(
    exception: tuple[str, str, str | None], now: str, expected: tuple[str, str | None]
) -> None:
    """Closed, or other hours, also on a holiday."""
    assert _told(status(replace(OFFICE, exceptions=(_exception(*exception),)), at(now))) == expected


def test_the_exception_for_fewest_days_wins() -> None:
    """Closed in July, but open on one day of it."""
    july = _exception("2026-07-01", "2026-07-31", None)
    one_day = _exception("2026-07-15", "2026-07-15", "10-12")
    summer = replace(OFFICE, exceptions=(july, one_day))
    assert _told(status(summer, at("2026-07-15 11:00"))) == ("open", "2026-07-15 12:00")


def test_a_line_that_is_always_open_can_be_closed_for_a_day() -> None:
    """And it says when it closes and when it opens again."""
    strike = replace(ALWAYS, exceptions=(_exception("2026-11-25", "2026-11-25", None),))
    assert _told(status(strike, at("2026-11-24 12:00"))) == ("open", "2026-11-25 00:00")
    assert _told(status(strike, at("2026-11-25 12:00"))) == ("closed", "2026-11-26 00:00")


def test_closed_for_a_known_day_although_the_hours_are_not_known() -> None:
    """An exception is a fact even without a week to be an exception from."""
    closed = replace(UNKNOWN, exceptions=(_exception("2026-11-24", "2026-11-24", None),))
    assert _told(status(closed, at("2026-11-24 12:00"))) == ("closed", None)
    assert _told(status(closed, at("2026-11-26 12:00"))) == ("unknown", None)


def test_hours_that_have_run_out_are_unknown_and_not_closed() -> None:
    """HSDS: when valid_to has passed, nobody knows."""
    old = a_service(schedules=(weekly("09-16", valid_to=day("2026-10-31")),), always_open=False)
    assert _told(status(old, at("2026-10-31 10:00"))) == ("open", "2026-10-31 16:00")
    assert _told(status(old, at("2026-11-24 10:00"))) == ("unknown", None)


@pytest.mark.parametrize(("days_off", "is_found"), [(SEARCHED_DAYS, True), (SEARCHED_DAYS + 1, False)])
def test_the_next_opening_is_searched_for_sixty_days(days_off: int, is_found: bool) -> None:
    """Further away it is no help."""
    today = day("2026-11-24")
    away = ScheduleException(today, today + timedelta(days=days_off - 1))
    found = status(replace(a_service(open_on="09-16"), exceptions=(away,)), at("2026-11-24 12:00"))
    assert found.open_now is False
    assert (found.opens is not None) is is_found


@pytest.mark.parametrize(
    ("hours", "now", "is_open"),
    [
        ("02:30-05:00", "2026-03-29 03:10", True),  # 02:30 never came: it opens when the clock jumps to 03:00
        ("00:00-02:30", "2026-03-29 03:10", False),
        ("00:00-02:30", "2026-10-25 02:10", True),
        ("02:30-05:00", "2026-10-25 04:59", True),
    ],
)
def test_the_nights_when_the_clock_is_moved(hours: str, now: str, is_open: bool) -> None:
    """Hours are wall time, whatever the sun does."""
    assert status(a_service(open_on=hours), at(now)).open_now is is_open


def test_the_second_of_a_repeated_hour_is_still_open() -> None:
    """Until 02:30 means until it is 02:30 for the last time."""
    now = datetime(2026, 10, 25, 2, 10, tzinfo=STOCKHOLM, fold=1)
    assert status(a_service(open_on="00:00-02:30"), now).open_now is True


times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
schedules = st.builds(
    Schedule,
    days=st.frozensets(st.integers(1, 7)),
    opens_at=times,
    closes_at=times,
    attending=st.sampled_from(["any", "phone", "visit", "chat"]),
    open_on_holidays=st.booleans(),
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(STOCKHOLM))


@given(st.lists(schedules, min_size=1, max_size=4), moments)
def test_open_is_what_a_plain_reading_of_the_week_says(week: list[Schedule], now: datetime) -> None:
    """Against a second reading that looks at the wall clock only (not in hours when the clock is moved)."""
    service = a_service(schedules=tuple(week), always_open=False)
    if now.hour in (2, 3) and now.month in (3, 10):
        return
    assert status(service, now).open_now is any(_plainly_open(schedule, now) for schedule in week)


@given(st.lists(schedules, max_size=4), moments)
def test_opening_and_closing_hold_what_they_promise(week: list[Schedule], now: datetime) -> None:
    """It is open at `opens`, closed just before; closed at `closes`, open just before; both lie ahead."""
    service = a_service(schedules=tuple(week), always_open=False)
    found = status(service, now)
    turn = found.opens or found.closes
    if turn is None:
        return
    assert turn.tzinfo is STOCKHOLM
    assert turn > now
    assert status(service, turn).open_now is (found.opens is not None)
    assert status(service, _just_before(turn)).open_now is (found.opens is None)


def _just_before(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() - 1, STOCKHOLM)


def _plainly_open(schedule: Schedule, now: datetime) -> bool:
    today, wall = now.date(), now.time()
    opens, closes = schedule.opens_at, schedule.closes_at
    if closes == time(23, 59):
        return _begins(schedule, today) and wall >= opens
    if closes > opens:
        return _begins(schedule, today) and opens <= wall < closes
    yesterday = today - timedelta(days=1)
    still = _begins(schedule, yesterday) and (schedule.open_on_holidays or not is_holiday(today))
    return (_begins(schedule, today) and wall >= opens) or (still and wall < closes)


def _begins(schedule: Schedule, on: date) -> bool:
    return on.isoweekday() in schedule.days and (schedule.open_on_holidays or not is_holiday(on))


def _exception(first: str, last: str, hours: str | None) -> ScheduleException:
    if hours is None:
        return ScheduleException(day(first), day(last))
    opens, closes = (time(int(part)) if part else None for part in hours.split("-"))
    return ScheduleException(day(first), day(last), opens, closes)


def _told(found: OpenStatus) -> tuple[str, str | None]:
    turn = found.opens or found.closes
    word = {True: "open", False: "closed", None: "unknown"}[found.open_now]
    return word, f"{local(turn):%Y-%m-%d %H:%M}" if turn else None
