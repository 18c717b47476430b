"""Checking a service while somebody else changes it: on PostgreSQL both are at work at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.models import Phone, Service
from directory.verifying import CheckRefused, Refusal, approve, vouch
from tests.directory.verifying.builders import (
    APPROVER,
    OTHER,
    a_line,
    a_whole_check,
    assured_date,
    at_work,
    checks,
    later,
    put_in,
    vouched,
)

pytestmark = pytest.mark.only("postgresql")  # SQLite lets one write at a time
NEW = "070-174 06 09"


@pytest.fixture
def directory(engine: Engine) -> Engine:
    """A server that lets two write at once."""
    return engine


def another_number(engine: Engine) -> None:
    """Somebody else saves another number."""
    with at_work(engine, OTHER, later(hours=1)) as (_session, service):
        service.phones[0].number = NEW


def phone(engine: Engine) -> tuple[str, bool]:
    """The number, and whether it counts as checked."""
    with at_work(engine) as (_session, service):
        return service.phones[0].number, service.phones[0].verified_on is not None


def test_a_number_that_is_changed_while_somebody_vouches_is_not_vouched_for(directory: Engine) -> None:
    """They had read the old one."""
    put_in(directory, *a_line())
    with at_work(directory) as (session, service):
        check = a_whole_check(service)
        another_number(directory)
        with pytest.raises(CheckRefused) as refused:
            vouch(session, service, check)
    assert refused.value.refusal is Refusal.CHANGED_MEANWHILE
    assert phone(directory) == (NEW, False)


def test_a_number_that_is_changed_while_an_approver_says_yes_is_not_assured(directory: Engine) -> None:
    """The approver's page showed the old one."""
    put_in(directory, *a_line(of_class="A"))
    vouched(directory)
    with at_work(directory, APPROVER, later(hours=2)) as (session, service):
        assert service.phones[0].number != NEW
        another_number(directory)
        with pytest.raises(CheckRefused):
            approve(session, service)
    assert assured_date(directory) is None


def test_a_change_that_was_begun_before_the_check_takes_its_date_off(directory: Engine) -> None:
    """The session that changes had read a number without a date."""
    put_in(directory, *a_line())
    with at_work(directory, OTHER, later(hours=1)) as (_session, service):
        assert service.phones[0].verified_on is None
        vouched(directory)
        service.phones[0].number = NEW
    assert phone(directory) == (NEW, False)
    assert [check.due_on for check in checks(directory) if check.ended_at is None] == [later(hours=1).date()]


def test_a_number_that_is_moved_is_a_change_of_both_services(engine: Engine) -> None:
    """Also of the one that it was taken from."""
    put_in(engine, *a_line(), *a_line("annan"))
    vouched(engine)
    with at_work(engine, OTHER, later(hours=1)) as (session, service):
        other = session.query(Service).filter_by(code="annan").one()
        session.get_one(Phone, service.phones[0].id).service_id = other.id
    assert [check.due_on for check in checks(engine) if check.ended_at is None] == [later(hours=1).date()]
