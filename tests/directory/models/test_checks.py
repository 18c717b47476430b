"""Tests of the rules that the database itself keeps, whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from directory.models import (
    Address,
    Location,
    Model,
    Phone,
    ProblemReport,
    Schedule,
    ScheduleException,
    Service,
    StaffUser,
    Url,
    Verification,
)
from tests.directory.builders import MORNING, a_service_row, keep

DAY = MORNING.date()


def about(row: Model) -> list[Model]:
    """The row with a service for it to be about."""
    service = a_service_row("jour")
    if hasattr(row, "service_id"):
        row.service_id = service.id
    return [service, row]


BROKEN: dict[str, Callable[[], Model]] = {
    "a status that HSDS does not have": lambda: a_service_row(status="öppen"),
    "an anonymity that nobody understands": lambda: a_service_row(anonymous="kanske"),
    "a trust that nobody understands": lambda: a_service_row(confidence="ganska"),
    "ages the wrong way round": lambda: a_service_row(minimum_age=18, maximum_age=17),
    "an age below nothing": lambda: a_service_row(minimum_age=-1),
    "a service of nobody": lambda: Service(code="ingen", name="Ingen", organization_id="nobody"),
    "a number that belongs to nothing": lambda: Phone(number="070-174 06 05"),
    "a link of an unknown kind": lambda: Url(kind="fax", url="https://example.org"),
    "an address of an unknown kind": lambda: Address(address_type="hemlig", address_1="Exempelgatan 1"),
    "a place of an unknown kind": lambda: Location(location_type="redacted"),
    "a place half visible": lambda: Location(visibility="lite"),
    "a way of coming that nobody knows": lambda: Schedule(
        byday="MO", opens_at=time(9), closes_at=time(16), attending_type="fax"
    ),
    "an exception that ends before it begins": lambda: ScheduleException(
        date_from=DAY, date_to=date(2026, 1, 1)
    ),
    "an exception that opens and never closes": lambda: ScheduleException(
        date_from=DAY, date_to=DAY, opens_at=time(9)
    ),
    "a report in free words": lambda: ProblemReport(field_name="numret är fel", date=DAY),
    "a report of nobody": lambda: ProblemReport(field_name="phone", date=DAY, count=0),
    "a check with an unknown outcome": lambda: Verification(outcome="nja"),
    "a role that nobody gave": lambda: StaffUser(email="nils@example.org", password_hash="x", role="kung"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_database_refuses(engine: Engine, fault: str) -> None:
    """Also what no form and no importer would let through."""
    row = BROKEN[fault]()
    with pytest.raises(IntegrityError):
        keep(engine, *([row] if isinstance(row, Service | Phone | Address) else about(row)))


def test_the_database_takes_rows_that_keep_the_rules(engine: Engine) -> None:
    """The same rows without their fault: the test above can fail."""
    keep(
        engine,
        *about(Url(kind="chat", url="https://example.org")),
        a_service_row("ung", minimum_age=16, maximum_age=20, anonymous="partly", confidence="high"),
        Location(location_type="virtual", visibility="internal"),
        StaffUser(email="nils@example.org", password_hash="x", role="approver"),
    )


def test_two_services_cannot_share_a_code(engine: Engine) -> None:
    """Scripts and tests speak of services by their code."""
    keep(engine, a_service_row("jour"))
    second = a_service_row("jour")
    second.organization.name = "En annan förening"
    with pytest.raises(IntegrityError):
        keep(engine, second)
