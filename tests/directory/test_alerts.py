"""A message for a while: on the card as long as it holds, in the visitor's language, and never after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from directory import published
from directory.alerts import LONGEST, is_told, with_alert
from directory.cards_making import make_card
from directory.clock import STOCKHOLM
from directory.database import writing
from directory.emergency_lines import PERMANENT, lines
from directory.match import Need, find
from directory.models import Translation
from directory.reading import services
from directory.records import Language, Service, Text
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, stopped_at
from tests.directory.service_builders import TUESDAY_NOON, a_service

TODAY = TUESDAY_NOON.date()
CLOSED = Text("Telefonen är stängd", "The phone is closed")


def told(days_more: int | None, alert: Text | None = CLOSED, **changes: Any) -> Service:
    """A line for women with a message that holds so many days more; None: nobody said how long."""
    until = None if days_more is None else TODAY + timedelta(days_more)
    return a_service(alert=alert, alert_until=until, **{"genders": frozenset({"women"}), **changes})


def why_of(service: Service, language: Language = "sv", now: datetime = TUESDAY_NOON) -> str:
    """What the card of the chat says for a woman."""
    found = find(Need("partner_violence", gender="women"), [service], now)
    match = next(match for match in found if match.service.code == service.code)
    return make_card(match, language, now).why


def test_the_message_stands_first_in_both_languages() -> None:
    """A sentence of its own before the reasons."""
    assert why_of(told(0)).startswith("Just nu: Telefonen är stängd. För kvinnor, öppet dygnet runt")
    assert why_of(told(0), "en").startswith("At the moment: The phone is closed. For women, ")


def test_a_message_without_english_is_told_in_swedish() -> None:
    """As all other words are."""
    assert why_of(told(0, Text("Stängt")), "en").startswith("At the moment: Stängt. For women")


@pytest.mark.parametrize(("days_more", "is_there"), [(90, True), (0, True), (-1, False), (None, False)])
def test_it_is_told_until_the_end_of_its_last_day(days_more: int | None, is_there: bool) -> None:
    """And without one never: nobody would take it away."""
    assert why_of(told(days_more)).startswith("Just nu: ") is is_there


def test_the_day_is_that_of_stockholm() -> None:
    """A minute before midnight it holds, a minute after it does not."""
    last = datetime(2026, 11, 24, 23, 59, tzinfo=STOCKHOLM)
    service = replace(told(0), alert_until=date(2026, 11, 24))
    assert why_of(service, now=last).startswith("Just nu: ")
    assert not why_of(service, now=last + timedelta(minutes=1)).startswith("Just nu: ")


@pytest.mark.parametrize("text", ["Stängt!", "Varför är det stängt?", "Stängt.", "Stängt…"])
def test_a_sentence_that_ends_gets_no_second_full_stop(text: str) -> None:
    """It is shown as it was written."""
    assert why_of(told(0, Text(text))).startswith(f"Just nu: {text} För kvinnor")


@given(st.text(max_size=LONGEST), st.integers(-3, 3))
def test_whatever_was_written_the_reasons_follow_on_the_same_line(text: str, days_more: int) -> None:
    """Braces, line breaks and blanks are no more than text."""
    line = with_alert("För kvinnor", told(days_more, Text(text)), TODAY, "sv")
    assert line.endswith("För kvinnor")
    assert (line == "För kvinnor") is (days_more < 0 or not text.strip())
    assert line.splitlines() == [line]


def test_a_line_that_comes_back_with_its_constant_number_tells_it_too() -> None:
    """Staff called it closed: the number stays, and so do their words."""
    closed = told(
        3, code="bris", status="temporarily closed", needs={"partner_violence": 1}, genders=frozenset()
    )
    found = find(Need("partner_violence", age_group="under_18"), [closed], TUESDAY_NOON)
    card = make_card(found[0], "sv", TUESDAY_NOON)
    assert (card.service, card.phones[0].number) == ("bris", "116 111")
    assert card.why.startswith("Just nu: Telefonen är stängd.")


@pytest.mark.parametrize("code", PERMANENT)
def test_no_message_stands_before_a_line_that_always_answers(code: str) -> None:
    """The directory can neither close 112 nor say that it is closed."""
    row = replace(lines()[code], needs={"immediate_danger": 1}, alert=CLOSED, alert_until=TODAY)
    assert not why_of_need(row, "immediate_danger").startswith("Just nu")


def why_of_need(service: Service, need: str) -> str:
    """What the card of this service says for a need."""
    found = find(Need(need), [service], TUESDAY_NOON)
    match = next(match for match in found if match.service.code == service.code)
    return make_card(match, "sv", TUESDAY_NOON).why


@pytest.mark.parametrize(
    ("days_more", "beginning"),
    [
        (9, "Till och med 3 dec: Telefonen är stängd. "),
        (1, "Till och med 25 nov: "),
        (0, ""),
        (-1, ""),
    ],
)
def test_the_copy_tells_what_outlasts_the_night_and_until_when(days_more: int, beginning: str) -> None:
    """It may be read days later, and knows no "now"; what ends before the night is left out."""
    night = published.coming_night(TUESDAY_NOON)
    made = published.cards_of("partner_violence", [told(days_more)], night)
    why = next(card.why for card in made["sv"] if card.service == "exempel")
    assert why.startswith(beginning or "För kvinnor")
    assert "Just nu" not in why


def test_the_directory_hands_it_on_with_its_english(engine: Engine) -> None:
    """From the form to the chat."""
    row = a_service_row("jour", alert="Stängt", alert_until=MORNING.date())
    english = Translation(
        resource_type="service", resource_id=row.id, field_name="alert", language="en", value="Closed"
    )
    keep(engine, row, english)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        (found,) = services(session)
    assert (found.alert, found.alert_until) == (Text("Stängt", "Closed"), MORNING.date())
    assert is_told(found, MORNING.date())
