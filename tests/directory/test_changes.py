"""Tests of changes that wait for a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from directory.changes import (
    AlreadyDecided,
    CannotApply,
    Proposed,
    SamePerson,
    Stale,
    UnknownRequest,
    approve,
    pending,
    propose,
    reject,
    request_of,
    withdraw,
)
from directory.database import writing
from directory.history import Author
from directory.models import ChangeRequest, MetadataRow, Phone, Service
from directory.values import NotAValue, texts_of
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, service_of, stopped_at

OTHER = Author(by="granskare@example.org", origin="form")
OLD, NEW = "070-174 06 05", "070-174 06 06"


@pytest.fixture
def line(engine: Engine) -> str:
    """The id of a number of the service "jour", once checked by staff."""
    service = a_service_row("jour")
    phone = Phone(number=OLD, verified_on=date(2026, 11, 20), description="Dagtid")
    service.phones.append(phone)
    phone_id = phone.id
    keep(engine, service)
    return phone_id


def proposed(engine: Engine, what: Proposed, by: Author = STAFF, reason: str = "Ny växel") -> str:
    """The id of a filed proposal."""
    with writing(engine, by, stopped_at(MORNING)) as session:
        return propose(session, what, reason).id


def a_new_number(line: str, new: str = NEW) -> Proposed:
    """The number of the service shall be another."""
    return Proposed("update", "phone", line, None, {"number": OLD}, {"number": new})


def number_of(engine: Engine) -> list[str]:
    """The numbers that stand in the directory."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        return [phone.number for phone in service_of(session, "jour").phones]


def approved(engine: Engine, request_id: str, by: Author = OTHER, why: str = "") -> None:
    """Somebody says yes, an hour later."""
    with writing(engine, by, stopped_at(MORNING + timedelta(hours=1))) as session:
        approve(session, request_id, why)


def test_a_proposal_changes_nothing(engine: Engine, line: str) -> None:
    """Not before a second person has said yes."""
    proposed(engine, a_new_number(line))
    assert number_of(engine) == [OLD]


def test_an_approved_proposal_is_applied_and_tells_of_both_people(engine: Engine, line: str) -> None:
    """The approver is the author; the request leads to the proposer."""
    request_id = proposed(engine, a_new_number(line))
    approved(engine, request_id, why="Ringde och frågade")
    assert number_of(engine) == [NEW]
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        question = select(MetadataRow).where(MetadataRow.replacement_value == NEW)
        row = session.scalars(question).one()
        assert (row.updated_by, row.origin, row.request_id) == (OTHER.by, "change_request", request_id)
        request = request_of(session, request_id)
        assert (request.submitted_by, request.decided_by) == (STAFF.by, OTHER.by)
        assert (request.state, request.reason, request.answer) == (
            "approved",
            "Ny växel",
            "Ringde och frågade",
        )


def test_what_staff_once_checked_is_not_what_stands_there_now(engine: Engine, line: str) -> None:
    """A new number has not been checked."""
    approved(engine, proposed(engine, a_new_number(line)))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.get_one(Phone, line).verified_on is None


@pytest.mark.parametrize("spelling", [STAFF.by, STAFF.by.upper(), f" {STAFF.by} "])
def test_nobody_approves_what_they_have_proposed(engine: Engine, line: str, spelling: str) -> None:
    """However their mailbox is written."""
    request_id = proposed(engine, a_new_number(line))
    with pytest.raises(SamePerson):
        approved(engine, request_id, Author(by=spelling, origin="form"))
    assert number_of(engine) == [OLD]


def test_a_proposal_about_what_no_longer_stands_is_told_of_with_both(engine: Engine, line: str) -> None:
    """Somebody has changed the number meanwhile: nobody approves what nobody has seen."""
    request_id = proposed(engine, a_new_number(line))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.get_one(Phone, line).number = "070-174 06 07"
    with pytest.raises(Stale) as caught:
        approved(engine, request_id)
    told = [(d.field_name, d.seen, d.now) for d in caught.value.differences]
    assert told == [("number", OLD, "070-174 06 07")]
    assert number_of(engine) == ["070-174 06 07"]
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert [request.id for request in pending(session)] == [request_id]


def test_a_change_of_another_field_is_no_hindrance(engine: Engine, line: str) -> None:
    """Only what the proposal is about must still be as it was."""
    request_id = proposed(engine, a_new_number(line))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.get_one(Phone, line).description = "Kvällstid"
    approved(engine, request_id)
    assert number_of(engine) == [NEW]


@pytest.mark.parametrize("decide", ["approve", "reject", "withdraw"])
@pytest.mark.parametrize("again", ["approve", "reject", "withdraw"])
def test_what_is_decided_stays_decided(engine: Engine, line: str, decide: str, again: str) -> None:
    """Two approvers press at once: the second is told."""
    request_id = proposed(engine, a_new_number(line))
    by = {"approve": OTHER, "reject": OTHER, "withdraw": STAFF}
    how: dict[str, Callable[..., ChangeRequest]] = {
        "approve": approve,
        "reject": reject,
        "withdraw": withdraw,
    }
    with writing(engine, by[decide], stopped_at(MORNING)) as session:
        how[decide](session, request_id, "Nej")
    with pytest.raises(AlreadyDecided), writing(engine, by[again], stopped_at(MORNING)) as session:
        how[again](session, request_id, "Jo")


def test_a_rejected_proposal_says_why_and_changes_nothing(engine: Engine, line: str) -> None:
    """Whoever proposed it wants to know."""
    request_id = proposed(engine, a_new_number(line))
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        assert reject(session, request_id, "Fel nummer").answer == "Fel nummer"
    assert number_of(engine) == [OLD]


def test_only_the_proposer_takes_a_proposal_back(engine: Engine, line: str) -> None:
    """Another says no, with a reason."""
    request_id = proposed(engine, a_new_number(line))
    with pytest.raises(SamePerson), writing(engine, OTHER, stopped_at(MORNING)) as session:
        withdraw(session, request_id)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert withdraw(session, request_id).state == "withdrawn"


def test_an_unknown_request_is_told_of(engine: Engine) -> None:
    """Somebody typed an address."""
    with pytest.raises(UnknownRequest):
        approved(engine, "nothing")


def test_a_new_row_can_be_proposed(engine: Engine, line: str) -> None:
    """With an id of its own, so that it can be found when it is there."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_id = service_of(session, "jour").id
    after = {"number": NEW, "service_id": service_id, "sort_order": "2"}
    approved(engine, proposed(engine, Proposed("create", "phone", "a-new-one", service_id, {}, after)))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.get_one(Phone, "a-new-one").number == NEW
        assert session.get_one(Phone, "a-new-one").textable is False


def test_a_row_can_be_proposed_away(engine: Engine, line: str) -> None:
    """Only as the proposer saw it."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        seen = texts_of(session.get_one(Phone, line))
    first = proposed(engine, Proposed("delete", "phone", line, None, seen))
    second = proposed(engine, Proposed("delete", "phone", line, None, seen))
    approved(engine, first)
    assert number_of(engine) == []
    with pytest.raises(Stale):
        approved(engine, second)


def test_a_row_that_is_there_already_is_not_made_again(engine: Engine, line: str) -> None:
    """The second of two equal proposals is stale."""
    with pytest.raises(Stale):
        approved(engine, proposed(engine, Proposed("create", "phone", line, None, {}, {"number": NEW})))


@pytest.mark.parametrize(
    "what",
    [
        Proposed("create", "phone", "new", None, {}, {"number": NEW}),
        Proposed("create", "phone", "new", None, {}, {"number": NEW, "service_id": "nobody"}),
    ],
)
def test_what_the_directory_refuses_is_told_and_leaves_the_request_open(
    engine: Engine, line: str, what: Proposed
) -> None:
    """A number without an owner; an owner who is gone."""
    request_id = proposed(engine, what)
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        with pytest.raises(CannotApply):
            approve(session, request_id)
        assert session.author == OTHER
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert request_of(session, request_id).state == "pending"
    assert number_of(engine) == [OLD]


@pytest.mark.parametrize(
    "what",
    [
        Proposed("update", "staff_user", "1", None, {}, {"role": "admin"}),
        Proposed("update", "phone", "1", None, {}, {"id": "2"}),
        Proposed("update", "service", "1", None, {}, {"minimum_age": "arton"}),
    ],
)
def test_what_can_never_be_applied_cannot_be_proposed(engine: Engine, what: Proposed) -> None:
    """Told to the proposer, not to the approver."""
    with pytest.raises(NotAValue):
        proposed(engine, what)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change_request SET after = '{}'",
        "UPDATE change_request SET submitted_by = 'ingen'",
        "UPDATE change_request SET state = 'pending'",
        "DELETE FROM change_request",
    ],
)
def test_the_database_itself_keeps_a_decided_request_as_it_is(
    engine: Engine, line: str, statement: str
) -> None:
    """Not even somebody at the database's own prompt can turn a no into a yes."""
    request_id = proposed(engine, a_new_number(line))
    with writing(engine, OTHER, stopped_at(MORNING)) as session:
        reject(session, request_id, "Nej")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(statement))


def test_what_is_proposed_cannot_be_altered_while_it_waits(engine: Engine, line: str) -> None:
    """The approver approves what the proposer wrote."""
    proposed(engine, a_new_number(line))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("UPDATE change_request SET resource_id = 'another'"))


def test_the_requests_of_one_service_can_be_asked_for(engine: Engine, line: str) -> None:
    """The form shows what waits for its service."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_id = service_of(session, "jour").id
    one = Proposed("update", "service", service_id, service_id, {"name": "Min mottagning"}, {"name": "Jour"})
    request_id = proposed(engine, one)
    proposed(engine, a_new_number(line))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert [request.id for request in pending(session, service_id)] == [request_id]
        assert len(pending(session)) == 2


@given(st.text(max_size=10), st.text(max_size=10))
def test_the_fields_of_a_proposal_are_those_of_either_side(one: str, other: str) -> None:
    """Before and after."""
    request = ChangeRequest(before={one: "x"}, after={other: "y"})
    assert request.field_names == tuple(sorted({one, other}))


def test_a_name_can_be_proposed_for_a_service(engine: Engine, line: str) -> None:
    """The service's own fields too."""
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_id = service_of(session, "jour").id
    one = Proposed(
        "update", "service", service_id, service_id, {"name": "Min mottagning"}, {"name": "Jouren"}
    )
    approved(engine, proposed(engine, one))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.get_one(Service, service_id).name == "Jouren"
