"""The queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from directory.models import ChangeRequest, Model, ProblemReport, Verification, lasting_id
from directory.problem_reports import record
from directory.searching.indexing import refresh
from directory.verification import ReviewClass, ReviewState, review
from directory.verifying import Attempt, Filter, assign, counts, note, overdue_report, waiting, waiting_one
from directory.verifying.overdue import check_lines
from directory.verifying.waiting import NOBODY
from tests.directory.builders import MORNING, keep
from tests.directory.verifying.builders import (
    EDITOR,
    OTHER,
    TODAY,
    a_line,
    a_vocabulary,
    at_work,
    put_in,
)


def ago(days: int) -> Any:
    """A day."""
    return TODAY - timedelta(days)


def reported(code: str, count: int = 1) -> ProblemReport:
    """Visitors say that the number is wrong."""
    service_id = lasting_id("service", code)
    return ProblemReport(service_id=service_id, field_name="phone", date=TODAY, count=count)


@pytest.fixture
def many(engine: Engine) -> Engine:
    """A service in every state."""
    put_in(
        engine,
        *a_line("a-rapporterad", of_class="A", assured_date=ago(1)),
        *a_line("b-rapporterad", assured_date=ago(1)),
        *a_line("a-sen", of_class="A", assured_date=ago(130)),
        *a_line("b-sen", assured_date=ago(230)),
        *a_line("b-gammal", assured_date=ago(366)),
        *a_line("a-aldrig", of_class="A"),
        *a_line("b-aldrig"),
        *a_line("a-nu", of_class="A", assured_date=ago(91)),
        *a_line("b-snart", assured_date=ago(170)),
        *a_line("b-klar", assured_date=ago(1)),
        *a_line("stangd", status="defunct"),
        *a_line("vilande", status="inactive"),
    )
    keep(engine, reported("a-rapporterad"), reported("b-rapporterad", 4))
    return engine


def codes(engine: Engine, **chosen: Any) -> list[str]:
    """The queue with a filter."""
    with Session(engine) as session:
        return [row.code for row in waiting(session, TODAY, Filter(**chosen)).rows]


def test_the_order_in_which_they_should_be_taken(many: Engine) -> None:
    """Reported and of class A first, then overdue, other reports, never checked, due."""
    assert codes(many) == [
        "a-rapporterad",
        "a-sen",
        "b-gammal",
        "b-sen",
        "b-rapporterad",
        "a-aldrig",
        "b-aldrig",
        "a-nu",
        "b-snart",
        "b-klar",
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"of_class": ReviewClass.A}, ["a-rapporterad", "a-sen", "a-aldrig", "a-nu"]),
        ({"state": ReviewState.OVERDUE}, ["a-sen", "b-sen"]),
        ({"state": ReviewState.LAPSED}, ["b-gammal"]),
        ({"state": ReviewState.DUE}, ["a-rapporterad", "b-rapporterad", "a-nu"]),
        ({"reported": True}, ["a-rapporterad", "b-rapporterad"]),
        ({"reported": True, "of_class": ReviewClass.B}, ["b-rapporterad"]),
        ({"hidden": True}, ["vilande"]),
        ({"assignee": EDITOR}, []),
    ],
)
def test_the_queue_can_be_narrowed(many: Engine, chosen: dict[str, Any], expected: list[str]) -> None:
    """By class, state, what visitors report, what rests."""
    assert codes(many, **chosen) == expected


def test_the_queue_can_be_narrowed_by_who_has_it(engine: Engine) -> None:
    """Mine, hers, nobody's."""
    put_in(engine, *a_line(), *a_line("annan"))
    with at_work(engine) as (session, service):
        assign(session, service, EDITOR)
    assert codes(engine, assignee=EDITOR) == ["jour"]
    assert codes(engine, assignee=OTHER) == []
    assert codes(engine, assignee=NOBODY) == ["annan"]


def test_a_row_tells_what_was_tried_reported_and_proposed(engine: Engine) -> None:
    """All that one needs to pick it up."""
    put_in(engine, *a_line(assured_date=ago(10)))
    with at_work(engine) as (session, service):
        record(session, "jour", "phone", ago(1))
        record(session, "jour", "phone", TODAY)
        record(session, "jour", "hours", TODAY)
        note(session, service, Attempt("phone", "no answer"))
        waits = {"resource_type": "phone", "resource_id": "x", "before": {}, "after": {}}
        at = {"service_id": service.id, "submitted_by": EDITOR, "submitted_at": MORNING}
        session.add(ChangeRequest(**waits, **at))
        assign(session, service, OTHER)
    with Session(engine) as session:
        row = waiting_one(session, TODAY, "jour")
    assert row is not None
    assert (row.reports, row.pending_changes) == ({"hours": 1, "phone": 2}, 1)
    assert (row.attempts, row.last_outcome, row.silent) == (1, "no answer", 1)
    assert (row.work, row.assigned_to) == ("assigned", OTHER)
    assert (row.state, row.due_on, row.assured_date) == (ReviewState.DUE, TODAY, ago(10))


def test_a_service_that_is_not_there_is_none(engine: Engine) -> None:
    """A mistyped address."""
    with Session(engine) as session:
        assert waiting_one(session, TODAY, "ingen") is None
        assert check_lines(session, TODAY, "ingen") == ()


def test_the_queue_comes_in_pages(engine: Engine) -> None:
    """Fifty at a time; a page that is not there is the nearest one."""
    put_in(engine, *(row for n in range(60) for row in a_line(f"jour-{n:02}")))
    with Session(engine) as session:
        first, last = waiting(session, TODAY), waiting(session, TODAY, page=99)
        assert waiting(session, TODAY, page=-1) == first
    assert (len(first.rows), len(last.rows), last.page, last.pages, last.total) == (50, 10, 2, 2, 60)
    assert not {row.code for row in first.rows} & {row.code for row in last.rows}


def test_how_many_stand_how(many: Engine) -> None:
    """For the queue page and the nightly command."""
    with Session(many) as session:
        found = counts(session, TODAY)
    assert found[ReviewClass.A, ReviewState.UNVERIFIED] == 1
    assert found[ReviewClass.B, ReviewState.OVERDUE] == 1
    assert sum(found.values()) == 10


def test_the_nightly_report_names_what_is_late_or_reported(many: Engine) -> None:
    """Counts first; nothing of those that are in order."""
    with Session(many) as session:
        lines = overdue_report(session, TODAY)
    assert lines[0] == "class A: verified 0, due_soon 0, due 2, overdue 1, lapsed 0, unverified 1"
    assert [line.split(":")[0] for line in lines[2:]] == [
        "a-rapporterad",
        "b-rapporterad",
        "a-sen",
        "b-sen",
        "b-gammal",
    ]
    assert "reported wrong 4" in lines[3]


def test_what_there_is_to_check_can_be_read_in_a_terminal(engine: Engine) -> None:
    """One line a fact."""
    put_in(engine, *a_line())
    with Session(engine) as session:
        lines = check_lines(session, TODAY, "jour")
    assert lines[0] == "jour: class B, unverified"
    assert "[ ] phone: 070-174 06 05" in lines


@given(
    st.integers(-3, 800) | st.none(),
    st.sampled_from(["A", "B"]),
    st.none() | st.integers(0, 500),
    st.none() | st.integers(0, 90),
    st.booleans(),
)
@settings(max_examples=150)
def test_the_database_and_the_rule_say_the_same(
    age: int | None, of_class: str, interval: int | None, changed_ago: int | None, problem: bool
) -> None:
    """The state stands twice, in Python for the chat and in SQL for the queue."""
    assured = None if age is None else ago(age)
    with Session(ENGINE) as session:
        session.add_all(a_vocabulary())
        session.add_all(a_line(of_class=of_class, assured_date=assured, review_interval_days=interval))
        session.flush()
        if changed_ago is not None:
            session.add(Verification(service_id=lasting_id("service", "jour"), due_on=ago(changed_ago)))
        if problem:
            session.add(reported("jour"))
        session.flush()
        refresh(session.connection(), [lasting_id("service", "jour")])  # what a commit does
        row = waiting_one(session, TODAY, "jour")
        session.rollback()
    assert row is not None
    expected = review(
        assured,
        TODAY,
        ReviewClass(of_class),
        interval_days=interval,
        changed_on=None if changed_ago is None else ago(changed_ago),
        problem_reported=problem,
    )
    assert (row.state, row.due_on, row.of_class) == (expected.state, expected.due_on, of_class)


ENGINE = create_engine("sqlite://")
Model.metadata.create_all(ENGINE)
