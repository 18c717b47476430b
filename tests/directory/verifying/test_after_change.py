"""A critical change after an assurance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import Engine

from directory.models import Language, Phone, Schedule, Service
from directory.reading import services
from directory.standing import review_of
from directory.verifying import waiting_one
from tests.directory.verifying.builders import (
    TODAY,
    a_line,
    assured_date,
    at_work,
    checks,
    later,
    put_in,
    vouched,
)

NEXT_DAY = TODAY + timedelta(1)


def _number(service: Service) -> None:
    service.phones[0].number = "070-174 06 09"


def _link(service: Service) -> None:
    service.urls[0].url = "https://example.org/ny"


def _street(service: Service) -> None:
    service.places[0].location.addresses[0].address_1 = "Exempelgatan 2"


def _hours(service: Service) -> None:
    service.schedules[0].closes_at = time(17)


def _new_hours(service: Service) -> None:
    service.schedules.append(Schedule(byday="SA", opens_at=time(9), closes_at=time(12)))


def _new_number(service: Service) -> None:
    service.phones.append(Phone(number="070-174 06 08"))


def _language(service: Service) -> None:
    service.languages.append(Language(code="so"))


def _secret_place(service: Service) -> None:
    service.places[0].location.visibility = "internal"


def _age(service: Service) -> None:
    service.minimum_age = 18


CHANGES = [_number, _link, _street, _hours, _new_hours, _new_number, _language, _secret_place, _age]


def state_and_change(engine: Engine) -> tuple[str, object]:
    """What the queue says of "jour" the day after, and what the chat reads; they must agree."""
    with at_work(engine, now=later(1)) as (session, _service):
        row = waiting_one(session, NEXT_DAY, "jour")
        (record,) = services(session)
    assert row is not None
    assert record.changed_on == row.changed_on
    assert review_of(record, NEXT_DAY).state == row.state
    return row.state, row.changed_on


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_due_from_the_day_of_the_change(engine: Engine, change: Callable[[Service], None]) -> None:
    """In the form, an import, an approved change or an undo: nobody has to remember anything."""
    put_in(engine, *a_line())
    vouched(engine)
    assert state_and_change(engine) == ("verified", None)
    with at_work(engine, now=later(1)) as (_session, service):
        change(service)
    assert state_and_change(engine) == ("due", NEXT_DAY)
    assert assured_date(engine) == TODAY


def test_a_number_that_was_taken_away_counts_as_changed(engine: Engine) -> None:
    """Perhaps it was the only right one."""
    put_in(engine, *a_line())
    vouched(engine)
    with at_work(engine, now=later(1)) as (session, service):
        session.delete(service.phones[0])
    assert state_and_change(engine) == ("due", NEXT_DAY)


def test_only_the_point_that_was_changed_loses_its_date(engine: Engine) -> None:
    """The others are still as somebody saw them."""
    put_in(engine, *a_line())
    vouched(engine)
    with at_work(engine, now=later(1)) as (_session, service):
        _number(service)
    with at_work(engine) as (_session, service):
        assert service.phones[0].verified_on is None
        assert service.urls[0].verified_on == TODAY


def test_what_is_not_critical_leaves_everything_as_it_is(engine: Engine) -> None:
    """A better description is no new number."""
    put_in(engine, *a_line())
    vouched(engine)
    with at_work(engine, now=later(1)) as (_session, service):
        service.description, service.urls[0].label = "Ny", "Ny"
        service.phones[0].number = "070-174 06 05"
    assert state_and_change(engine) == ("verified", None)


def test_several_changes_are_one_open_check_from_the_first_of_them(engine: Engine) -> None:
    """And it ages like any other."""
    put_in(engine, *a_line())
    vouched(engine)
    for days, change in ((1, _number), (2, _hours), (3, _age)):
        with at_work(engine, now=later(days)) as (_session, service):
            change(service)
    assert [row.due_on for row in checks(engine) if row.ended_at is None] == [NEXT_DAY]


def test_vouching_again_settles_it_also_on_the_same_day(engine: Engine) -> None:
    """Changed and checked in one go: the usual way to correct a number."""
    put_in(engine, *a_line())
    vouched(engine)
    with at_work(engine, now=later(1)) as (_session, service):
        _number(service)
    vouched(engine, now=later(1))
    assert state_and_change(engine) == ("verified", None)
    assert assured_date(engine) == NEXT_DAY


def test_what_was_never_assured_asks_for_nothing(engine: Engine) -> None:
    """It is unverified already."""
    put_in(engine, *a_line())
    with at_work(engine) as (_session, service):
        _number(service)
    assert checks(engine) == []


def test_a_service_that_comes_with_its_date_is_not_changed_by_coming(engine: Engine) -> None:
    """Its rows are new in the same moment."""
    put_in(engine, *a_line(assured_date=TODAY))
    assert checks(engine) == []


def test_a_number_that_was_just_made_can_be_changed_in_the_same_save(engine: Engine) -> None:
    """An import does so."""
    put_in(engine, *a_line())
    with at_work(engine) as (session, service):
        made = Phone(service_id=service.id, number="070-174 06 08")
        session.add(made)
        session.flush()
        made.number = "070-174 06 09"
    with at_work(engine) as (_session, service):
        assert {row.number for row in service.phones} == {"070-174 06 05", "070-174 06 09"}
