"""What has to be looked at before a service is assured."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import Engine

from directory.models import Attribute, Language, Model, Phone, Schedule, ScheduleException, Service, Url
from directory.verifying import fingerprint, is_critical, points
from tests.directory.verifying.builders import a_line, at_work, put_in


def test_a_service_has_a_tick_box_for_each_number_and_one_for_its_hours(engine: Engine) -> None:
    """Only for what it has; name and status always."""
    put_in(engine, *a_line())
    with at_work(engine) as (_session, service):
        service.phones.append(Phone(number="070-174 06 06", sort_order=2))
        found = points(service)
    assert [point.kind for point in found] == [
        "name",
        "status",
        "phone",
        "phone",
        "link",
        "hours",
        "address",
    ]
    assert [point.words[0] for point in found if point.kind == "phone"] == ["070-174 06 05", "070-174 06 06"]
    assert len({point.key for point in found}) == len(found)


def test_the_words_are_those_that_staff_know(engine: Engine) -> None:
    """Hours as in the spreadsheet; an address says whether visitors see it."""
    put_in(engine, *a_line(minimum_age=16, hours_note="ring gärna", interpretation_services="tolk finns"))
    with at_work(engine) as (_session, service):
        service.languages.append(Language(code="so"))
        service.exceptions.append(ScheduleException(date_from=date(2026, 12, 24), date_to=date(2026, 12, 24)))
        service.schedules.append(Schedule(freq="MONTHLY", byday="1SA", opens_at=time(9), closes_at=time(11)))
        found = {point.kind: point.words for point in points(service)}
    assert found["hours"] == (
        "mån,tis 09:00-16:00",
        "varje månad 1SA 09:00-11:00",
        "2026-12-24 stängt",
        "ring gärna",
    )
    assert found["address"] == ("Exempelgatan 1", "visas")
    assert found["who"] == ("från 16 år",)
    assert found["languages"] == ("so", "tolk finns")


def test_the_fingerprint_follows_every_critical_fact_and_nothing_else(engine: Engine) -> None:
    """A new number is another thing to have looked at; a new description is not."""
    put_in(engine, *a_line())
    with at_work(engine) as (_session, service):
        before = fingerprint(service)
        service.description = "Ny beskrivning"
        assert fingerprint(service) == before
        service.phones[0].number = "070-174 06 06"
        assert fingerprint(service) != before


@pytest.mark.parametrize(
    ("row", "field", "critical"),
    [
        (Phone(), "number", True),
        (Phone(), "verified_on", False),
        (Url(), "url", True),
        (Url(), "label", False),
        (Service(), "status", True),
        (Service(), "description", False),
        (Service(), "assured_date", False),
        (Attribute(link_type="audience"), "taxonomy_term_id", True),
        (Attribute(link_type="need"), "taxonomy_term_id", False),
    ],
)
def test_what_is_critical(row: Model, field: str, critical: bool) -> None:
    """Name, status, numbers, links, hours, place, whom it is for, languages."""
    assert is_critical(row, field) is critical
