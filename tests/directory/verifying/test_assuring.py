""" "Spara och intyga"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select

from directory.history import Author, RecordedSession
from directory.models import ChangeRequest, MetadataRow, Model, ProblemReport
from directory.problem_reports import record
from directory.verifying import CheckRefused, Refusal, assure, points
from directory.verifying.points import contact_rows
from tests.directory.builders import MORNING, service_of, stopped_at
from tests.directory.verifying.builders import (
    EDITOR,
    MAILBOX,
    TODAY,
    a_line,
    a_vocabulary,
    assured_date,
    at_work,
    later,
    put_in,
    vouched,
)


@pytest.fixture
def directory(engine: Engine) -> Engine:
    """A directory with one line of class B."""
    put_in(engine, *a_line())
    return engine


def test_it_moves_the_date_and_names_the_mailbox(directory: Engine) -> None:
    """A role's mailbox, never a person's; the person stands in the history."""
    vouched(directory)
    with at_work(directory) as (session, service):
        assert (service.assured_date, service.assurer_email) == (TODAY, MAILBOX)
        moved = select(MetadataRow.updated_by).where(MetadataRow.field_name == "assured_date")
        assert session.scalars(moved).all() == [EDITOR]


def test_every_point_that_can_be_dated_is_dated(directory: Engine) -> None:
    """Numbers, links and addresses."""
    vouched(directory)
    with at_work(directory) as (_session, service):
        dated = [row.verified_on for row in contact_rows(service).values()]
        assert dated == [TODAY] * 3


def test_one_tick_that_is_missing_is_enough_to_refuse(directory: Engine) -> None:
    """And nothing has moved; the page is told which."""
    with at_work(directory) as (session, service):
        keys = [point.key for point in points(service)]
        for missing in keys:
            with pytest.raises(CheckRefused) as caught:
                assure(session, service, set(keys) - {missing}, TODAY)
            assert (caught.value.refusal, caught.value.unticked) == (Refusal.UNTICKED, frozenset({missing}))
    assert assured_date(directory) is None


def test_ticks_that_the_service_does_not_have_do_no_harm(directory: Engine) -> None:
    """A number that was taken away in the meantime is no hindrance."""
    with at_work(directory) as (session, service):
        assure(session, service, {*(point.key for point in points(service)), "phone:gone"}, TODAY)
    assert assured_date(directory) == TODAY


def test_nothing_is_assured_while_a_change_waits(directory: Engine) -> None:
    """Else the city would vouch for a number that somebody has asked to correct."""
    with at_work(directory) as (session, service):
        waits = ChangeRequest(
            resource_type="phone",
            resource_id=service.phones[0].id,
            service_id=service.id,
            before={"number": "070-174 06 05"},
            after={"number": "070-174 06 07"},
            submitted_by=EDITOR,
            submitted_at=MORNING,
        )
        session.add(waits)
    with pytest.raises(CheckRefused) as caught:
        vouched(directory)
    assert caught.value.refusal is Refusal.PENDING_CHANGES
    assert assured_date(directory) is None


def test_reports_are_settled_and_a_new_one_opens_again(directory: Engine) -> None:
    """What visitors said before the check has been looked at."""
    with at_work(directory) as (session, _service):
        record(session, "jour", "phone", TODAY - timedelta(1))
        record(session, "jour", "phone", TODAY)
    vouched(directory)
    with at_work(directory) as (session, _service):
        assert all(row.handled_at for row in session.scalars(select(ProblemReport)))
        record(session, "jour", "phone", TODAY)
        session.expire_all()
        rows = session.scalars(select(ProblemReport).order_by(ProblemReport.date)).all()
        assert [row.handled_at is None for row in rows] == [False, True]


def test_saving_alone_never_moves_the_date(directory: Engine) -> None:
    """Whatever is saved."""
    vouched(directory)
    with at_work(directory, now=later(5)) as (_session, service):
        service.name, service.phones[0].number = "Nytt namn", "070-174 06 09"
    assert assured_date(directory) == TODAY


def test_a_day_that_has_not_come_is_refused(directory: Engine) -> None:
    """Nobody checks tomorrow."""
    with at_work(directory) as (session, service), pytest.raises(ValueError, match="has not come"):
        assure(session, service, {point.key for point in points(service)}, TODAY + timedelta(1))


days = st.lists(st.integers(-400, 400), min_size=1, max_size=5)


@given(days)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_date_never_moves_back_and_never_into_the_future(offsets: list[int]) -> None:
    """Whatever order checks are approved in."""
    engine = create_engine("sqlite://")
    Model.metadata.create_all(engine)
    with RecordedSession(engine, Author(EDITOR, "form"), stopped_at(MORNING)) as session:
        session.add_all((*a_vocabulary(), *a_line()))
        session.flush()
        service = service_of(session, "jour")
        ticks = {point.key for point in points(service)}
        so_far: list[date] = []
        for offset in offsets:
            on = TODAY + timedelta(offset)
            if offset > 0:
                with pytest.raises(ValueError, match="has not come"):
                    assure(session, service, ticks, on)
            else:
                assure(session, service, ticks, on)
                so_far.append(on)
            assert service.assured_date == max(so_far, default=None)
            assert service.assured_date is None or service.assured_date <= TODAY
    engine.dispose()
