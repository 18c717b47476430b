"""Tests of reading the directory as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any

from sqlalchemy import Engine, event

from directory import records
from directory.database import writing
from directory.models import (
    Address,
    Language,
    Location,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Translation,
    Url,
    WhatHappens,
)
from directory.reading import need_titles, services
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, stopped_at

DAY = MORNING.date()


def read(engine: Engine) -> tuple[records.Service, ...]:
    """Every service."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return services(session)


@contextmanager
def questions(engine: Engine) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def at_a_place(service: Service, text: str, visibility: str) -> list[ServiceAtLocation]:
    """The service at an address that visitors may know of, or not."""
    location = Location(visibility=visibility)
    location.addresses.append(Address(address_1=text, confidence="medium"))
    return [ServiceAtLocation(service_id=service.id, location=location)]


def test_a_service_with_nothing_but_a_name_can_be_read(engine: Engine) -> None:
    """What nobody has filled in is empty, never wrong."""
    keep(engine, a_service_row("jour", name="Jouren"))
    name, nothing = records.Text("Jouren"), records.Text("")
    assert read(engine) == (records.Service("jour", name, nothing, "Föreningen jour"),)


def test_everything_that_hangs_on_a_service_comes_along(engine: Engine) -> None:
    """Each table has its place in the record."""
    service = a_service_row("jour", minimum_age=16, always_open=True, assured_date=DAY, source="example.org")
    service.phones = [Phone(number="070-174 06 05", confidence="high", verified_on=DAY)]
    service.urls = [Url(url="https://example.org", kind="chat", confidence="low", label="Chatt")]
    service.schedules = [
        Schedule(
            byday="MO,TU",
            opens_at=time(9),
            closes_at=time(16),
            attending_type="visit",
            open_on_holidays=False,
            valid_to=date(2027, 1, 1),
        )  # fmt: skip - one row
    ]
    service.exceptions = [ScheduleException(date_from=DAY, date_to=DAY)]
    service.areas = [ServiceArea(uri="sodermalm")]
    service.languages = [Language(code="so")]
    service.what_happens = [WhatHappens(kind="cost", text="Det är gratis.")]
    service.places = at_a_place(service, "Exempelgatan 1", "public")
    keep(engine, service)
    (found,) = read(engine)
    assert found.phones == (records.Phone("070-174 06 05", records.Text(""), "high", None, DAY),)
    assert found.links == (records.Link("https://example.org", records.Text("Chatt"), "chat", "low"),)
    assert found.schedules == (
        records.Schedule(frozenset({1, 2}), time(9), time(16), "visit", False, None, date(2027, 1, 1)),
    )
    assert found.exceptions == (records.ScheduleException(DAY, DAY),)
    assert found.areas == {"sodermalm"}
    assert found.languages == {"so"}
    assert found.what_happens == (records.Text("Det är gratis."),)
    assert found.address == records.Address("Exempelgatan 1", "medium")
    assert (found.minimum_age, found.always_open, found.assured_date) == (16, True, DAY)
    assert found.source == records.Source("example.org", "")


def test_an_internal_place_is_not_for_visitors(engine: Engine) -> None:
    """Staff may know where it is; the bot never does."""
    service = a_service_row("jour")
    service.places = at_a_place(service, "Exempelgatan 1", "internal")
    keep(engine, service)
    assert read(engine)[0].address is None


def test_a_monthly_opening_is_not_taken_for_a_weekly_one(engine: Engine) -> None:
    """Other people's files may hold them; the bot cannot tell them."""
    service = a_service_row("jour")
    service.schedules = [Schedule(byday="1SA", freq="MONTHLY", opens_at=time(9), closes_at=time(16))]
    keep(engine, service)
    assert read(engine)[0].schedules == ()


def test_english_words_stand_beside_the_swedish(engine: Engine) -> None:
    """And other languages are not taken for English."""
    service = a_service_row("jour", name="Jouren")
    words = [("en", "The line"), ("fi", "Linja")]
    told = [
        Translation(
            resource_type="service", resource_id=service.id, field_name="name", language=language, value=value
        )
        for language, value in words
    ]  # fmt: skip - one list
    keep(engine, service, *told)
    assert read(engine)[0].name == records.Text("Jouren", "The line")


def test_reading_takes_few_questions_however_many_services(seeded_engine: Engine) -> None:
    """A question per service would make every answer slow."""
    with questions(seeded_engine) as asked:
        assert len(read(seeded_engine)) == 70
    assert len([statement for statement in asked if statement.startswith("SELECT")]) <= 14


def test_services_come_in_the_same_order_every_time(seeded_engine: Engine) -> None:
    """By code."""
    codes = [service.code for service in read(seeded_engine)]
    assert codes == sorted(codes)


def test_needs_have_titles_in_both_languages_in_the_order_of_priority(seeded_engine: Engine) -> None:
    """Buttons are made of them."""
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        titles = need_titles(session)
    assert next(iter(titles)) == "immediate_danger"
    assert all(title.sv and title.en for title in titles.values())
