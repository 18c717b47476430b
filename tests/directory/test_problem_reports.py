"""Tests of counting what visitors say is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from sqlalchemy import Engine, select

from directory.database import writing
from directory.errors import UnknownService
from directory.models import ProblemReport
from directory.models.staff_work import REPORTABLE_FIELDS
from directory.problem_reports import ReportedField, record
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, stopped_at

TODAY = MORNING.date()


@pytest.fixture
def directory(engine: Engine) -> Engine:
    """A directory with one service."""
    keep(engine, a_service_row("jour"))
    return engine


def report(engine: Engine, field: ReportedField = "phone", days_ago: int = 0, code: str = "jour") -> None:
    """One visitor says that something is wrong."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        record(session, code, field, TODAY - timedelta(days=days_ago))


def counted(engine: Engine) -> dict[tuple[str, int], int]:
    """(field, days ago) -> how many."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        rows = session.scalars(select(ProblemReport)).all()
        return {(row.field_name, (TODAY - row.date).days): row.count for row in rows}


def test_reports_are_counted_per_field_and_day(directory: Engine) -> None:
    """Nothing tells one visitor from another."""
    report(directory)
    report(directory)
    report(directory, "hours")
    report(directory, days_ago=1)
    assert counted(directory) == {("phone", 0): 2, ("hours", 0): 1, ("phone", 1): 1}


def test_a_new_report_opens_what_was_dealt_with(directory: Engine) -> None:
    """Staff look again."""
    report(directory)
    with writing(directory, STAFF, stopped_at(MORNING)) as session:
        session.scalars(select(ProblemReport)).one().handled_at = MORNING
    report(directory)
    with writing(directory, STAFF, stopped_at(MORNING)) as session:
        assert session.scalars(select(ProblemReport)).one().handled_at is None


def test_a_report_on_no_service_is_refused_without_repeating_it(directory: Engine) -> None:
    """The code may hold what somebody typed."""
    with pytest.raises(UnknownService) as caught:
        report(directory, code="någons ord")
    assert "någons ord" not in str(caught.value)


def test_a_report_holds_no_words_of_its_own(directory: Engine) -> None:
    """Only fields that are in the list; the words do not come back in the error either."""
    with pytest.raises(ValueError, match="not a field") as caught:
        report(directory, "numret går till min mamma")  # type: ignore[arg-type] # the fault
    assert "mamma" not in str(caught.value)
    assert not counted(directory)


def test_the_fields_that_can_be_reported_are_those_of_the_database() -> None:
    """The type, the check in code and the check in the database are one list."""
    assert get_args(ReportedField) == REPORTABLE_FIELDS


def test_a_report_keeps_nothing_but_service_field_day_and_count() -> None:
    """No column could hold a session, a text or a time of day of the visitor."""
    columns = {column.name for column in ProblemReport.__table__.columns}
    assert columns == {"id", "service_id", "field_name", "date", "count", "handled_at"}
