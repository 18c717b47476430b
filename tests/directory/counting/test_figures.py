"""Tests of the figures as they come out of the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Engine

from directory.counting.book import Book
from directory.counting.counts import Cell
from directory.counting.figures import Asked, Grain, Month, Period, asked_lately, course, month, months
from directory.database import reading

TODAY = date(2026, 11, 24)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
MONDAY = date(2026, 11, 16)


def asked(on: date, need: str = "sells_sex", **other: str) -> Cell:
    """A cell of the table."""
    return Cell(on, need, "sv", "answered")._replace(**other)  # type: ignore[arg-type] # words of the table


def write(engine: Engine, counts: Mapping[Cell, int]) -> None:
    """As the chat does."""
    Book(engine.url.render_as_string(hide_password=False)).write(counts)


def the_course(engine: Engine, grain: Grain) -> dict[date, int]:
    """First day -> turns, of the periods that may be told."""
    with reading(engine) as session:
        return {period.first: period.turns for period in course(session, grain, TODAY) if period.turns}


def of(engine: Engine, first: date = OCTOBER) -> Month:
    """What is shown of a month."""
    with reading(engine) as session:
        return month(session, first, TODAY)


def test_days_weeks_and_months_that_are_over_are_told(engine: Engine) -> None:
    """The running ones and today are not; days go back four weeks."""
    write(
        engine,
        {asked(MONDAY): 12, asked(MONDAY + timedelta(days=2)): 20, asked(TODAY): 50, asked(OCTOBER): 11},
    )
    assert the_course(engine, "day") == {MONDAY: 12, MONDAY + timedelta(days=2): 20}
    assert the_course(engine, "week") == {date(2026, 9, 28): 11, MONDAY: 32}
    assert the_course(engine, "month") == {OCTOBER: 11}


def test_a_small_day_is_told_with_others_or_not_at_all(engine: Engine) -> None:
    """It joins its week; a week that is small too joins its month."""
    write(engine, {asked(MONDAY + timedelta(days=day)): 4 for day in range(5)})
    assert the_course(engine, "day") == {}
    assert the_course(engine, "week") == {MONDAY: 20}


def test_periods_without_counts_are_there_with_nothing(engine: Engine) -> None:
    """A quiet week is a week; nothing is told from before the first count."""
    write(engine, {asked(date(2026, 11, 3)): 12, asked(MONDAY): 12})
    with reading(engine) as session:
        told = course(session, "week", TODAY)
    assert told == (
        Period(date(2026, 11, 2), date(2026, 11, 8), 12),
        Period(date(2026, 11, 9), date(2026, 11, 15), 0),
        Period(MONDAY, date(2026, 11, 22), 12),
    )


def test_an_empty_directory_has_no_figures(engine: Engine) -> None:
    """Nor faults."""
    with reading(engine) as session:
        assert months(session, TODAY) == course(session, "day", TODAY) == ()
        assert asked_lately(session, TODAY) == {}


def test_a_month_tells_needs_languages_and_outcomes(engine: Engine) -> None:
    """Each from ten up."""
    write(
        engine,
        {
            asked(OCTOBER): 40,
            asked(OCTOBER, language="en"): 11,
            asked(OCTOBER, "addiction", outcome="no_contact"): 15,
            asked(OCTOBER, "", outcome="not_understood"): 12,
        },
    )
    told = of(engine)
    assert not told.is_running
    assert told.needs == {Asked("sells_sex", True): 51, Asked("addiction", False): 15}
    assert told.languages == {"sv": 67, "en": 11}
    assert told.outcomes == {"answered": 51, "no_contact": 15, "not_understood": 12}
    assert told.asked("addiction") == 15


def test_a_small_need_is_hidden_with_the_next_smallest(engine: Engine) -> None:
    """Else it would be the sum minus the rest."""
    write(engine, {asked(OCTOBER): 40, asked(OCTOBER, "addiction"): 12, asked(OCTOBER, "money_help"): 3})
    assert of(engine).needs == {Asked("sells_sex", True): 40}


def test_today_is_in_no_figure(engine: Engine) -> None:
    """Not even in the running month, which is told in tens."""
    write(engine, {asked(NOVEMBER): 27, asked(TODAY): 100})
    told = of(engine, NOVEMBER)
    assert told.is_running
    assert told.needs == {Asked("sells_sex", True): 20}


def test_what_was_asked_lately_counts_finished_months(engine: Engine) -> None:
    """As far as it may be told, with and without contact together."""
    write(
        engine,
        {
            asked(OCTOBER): 40,
            asked(date(2026, 9, 4)): 20,
            asked(OCTOBER, outcome="no_contact"): 15,
            asked(NOVEMBER): 99,
        },
    )
    with reading(engine) as session:
        assert asked_lately(session, TODAY) == {"sells_sex": 75}
        assert asked_lately(session, TODAY, most_months=1) == {"sells_sex": 55}
        assert months(session, TODAY) == (NOVEMBER, OCTOBER, date(2026, 9, 1))
