"""Making a check, and what an approver decides."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from directory.models import ProblemReport, Verification
from directory.problem_reports import record
from directory.verifying import (
    Attempt,
    CheckRefused,
    Refusal,
    approve,
    assign,
    attempts,
    decide,
    note,
    send_back,
    undecided,
    waiting_one,
)
from tests.directory.builders import service_of
from tests.directory.verifying.builders import (
    APPROVER,
    EDITOR,
    MAILBOX,
    OTHER,
    TODAY,
    a_line,
    assured_date,
    at_work,
    checks,
    later,
    put_in,
    vouched,
)

NO_ANSWER = Attempt("phone", "no answer")


def refused(engine: Engine, by: str, refusal: Refusal, days: float = 0) -> None:
    """That somebody's yes is not accepted."""
    with pytest.raises(CheckRefused) as caught, at_work(engine, by, later(days)) as (session, service):
        approve(session, service, MAILBOX)
    assert caught.value.refusal is refusal


def silent(engine: Engine, times: int = 3, by: str = EDITOR) -> None:
    """Nobody answers, once a day."""
    for day in range(times):
        with at_work(engine, by, later(day)) as (session, service):
            note(session, service, NO_ANSWER)


def work(engine: Engine) -> tuple[str, str | None]:
    """How far "jour" has come, and who is on it."""
    with at_work(engine) as (session, _service):
        row = waiting_one(session, TODAY, "jour")
    assert row is not None
    return row.work, row.assigned_to


def test_class_b_an_editors_word_is_enough(engine: Engine) -> None:
    """The date moves at once."""
    put_in(engine, *a_line())
    vouched(engine)
    assert assured_date(engine) == TODAY
    assert [(row.state, row.by) for row in checks(engine)] == [("approved", EDITOR)]


def test_class_a_waits_for_a_second_person(engine: Engine) -> None:
    """And is then assured as of the day of the check, not of the yes."""
    put_in(engine, *a_line(of_class="A"))
    vouched(engine)
    assert (assured_date(engine), work(engine)[0]) == (None, "submitted")
    with at_work(engine, APPROVER, later(3)) as (session, service):
        approve(session, service, MAILBOX)
    assert assured_date(engine) == TODAY
    assert [(row.state, row.assigned_to, row.by) for row in checks(engine)] == [
        ("approved", EDITOR, APPROVER)
    ]


def test_nobody_approves_their_own_check_of_class_a(engine: Engine) -> None:
    """Not even somebody with the right to approve."""
    put_in(engine, *a_line(of_class="A"))
    vouched(engine, by=APPROVER)
    refused(engine, APPROVER, Refusal.SAME_PERSON)
    assert assured_date(engine) is None


def test_a_number_that_was_changed_after_the_check_makes_it_worthless(engine: Engine) -> None:
    """Also an address, which belongs to a place and not to the service."""
    put_in(engine, *a_line(of_class="A"))
    vouched(engine)
    with at_work(engine, EDITOR, later(1)) as (_session, service):
        service.places[0].location.addresses[0].address_1 = "Exempelgatan 9"
    refused(engine, APPROVER, Refusal.CHANGED_MEANWHILE, days=2)
    vouched(engine, now=later(2))
    with at_work(engine, APPROVER, later(3)) as (session, service):
        approve(session, service)
    assert [row.state for row in checks(engine)] == ["sent back", "approved"]


def test_what_was_seen_must_be_what_stands_there(engine: Engine) -> None:
    """Two people at the same service: the tick of one is not for the number of the other."""
    put_in(engine, *a_line())
    with pytest.raises(CheckRefused) as caught:
        vouched(engine, seen="0123456789abcdef")
    assert caught.value.refusal is Refusal.CHANGED_MEANWHILE
    assert checks(engine) == []


@pytest.mark.parametrize("outcome", ["partly", "no answer", "closed", ""])
def test_only_what_was_confirmed_can_be_vouched_for(engine: Engine, outcome: str) -> None:
    """Half a check is noted, not assured."""
    put_in(engine, *a_line())
    with pytest.raises(CheckRefused) as caught:
        vouched(engine, outcome=outcome)
    assert caught.value.refusal is Refusal.NOT_CONFIRMED


@pytest.mark.parametrize("method", ["", "brevduva"])
def test_a_check_says_how_it_was_made(engine: Engine, method: str) -> None:
    """By phone, mail, the web, a visit or a chat."""
    put_in(engine, *a_line())
    with pytest.raises(CheckRefused) as caught:
        vouched(engine, method=method)
    assert caught.value.refusal is Refusal.NO_METHOD


def test_half_a_check_is_kept_and_moves_nothing(engine: Engine) -> None:
    """The next person sees what was tried."""
    put_in(engine, *a_line())
    with at_work(engine) as (session, service):
        note(session, service, Attempt("web", "partly", frozenset({"name"}), " Svarar på torsdag "))
    assert assured_date(engine) is None
    with at_work(engine) as (session, service):
        (tried,) = attempts(session, service.id)
        assert (tried.method, tried.notes, tried.checked_fields) == ("web", "Svarar på torsdag", ["name"])


def test_a_check_can_be_given_to_somebody_and_taken_back(engine: Engine) -> None:
    """One open check, whoever has it."""
    put_in(engine, *a_line())
    for to, expected in ((EDITOR, "assigned"), (OTHER, "assigned"), (None, "")):
        with at_work(engine, APPROVER) as (session, service):
            assign(session, service, to)
        assert work(engine) == (expected, to)
    assert len(checks(engine)) == 1


def test_vouching_ends_the_open_check(engine: Engine) -> None:
    """The next time begins with nobody on it and no ticks."""
    put_in(engine, *a_line())
    with at_work(engine) as (session, service):
        assign(session, service, EDITOR)
    vouched(engine)
    assert work(engine) == ("", None)


def test_vouching_ends_every_open_check(engine: Engine) -> None:
    """Two people may have asked for one at the same moment; one left open would say for ever: changed."""
    put_in(engine, *a_line())
    with at_work(engine) as (session, service):
        session.add_all(Verification(service_id=service.id, state="assigned", due_on=TODAY) for _ in range(2))
    vouched(engine)
    assert [check for check in checks(engine) if check.ended_at is None] == []


def test_what_is_sent_back_says_why_and_comes_to_the_same_person(engine: Engine) -> None:
    """And the reports that it had dealt with wait again."""
    put_in(engine, *a_line(of_class="A"))
    with at_work(engine) as (session, _service):
        record(session, "jour", "phone", TODAY)
    vouched(engine)
    with at_work(engine, APPROVER, later(1)) as (session, service):
        send_back(session, service, "Ring växeln också")
    assert work(engine) == ("sent back", EDITOR)
    with at_work(engine) as (session, service):
        assert session.scalars(select(ProblemReport)).one().handled_at is None
        assert undecided(session) == ()
    assert [row.notes for row in checks(engine) if row.ended_at is None] == ["Ring växeln också"]
    vouched(engine, now=later(2))
    assert work(engine)[0] == "submitted"


def test_nothing_is_sent_back_without_a_reason(engine: Engine) -> None:
    """A no that explains nothing is made again in the same way."""
    put_in(engine, *a_line(of_class="A"))
    vouched(engine)
    with pytest.raises(CheckRefused) as caught, at_work(engine, APPROVER) as (session, service):
        send_back(session, service, "  ")
    assert caught.value.refusal is Refusal.NO_REASON


def test_there_must_be_something_to_approve(engine: Engine) -> None:
    """Two approvers at the same list: the second is told."""
    put_in(engine, *a_line(of_class="A"))
    refused(engine, APPROVER, Refusal.NOT_WAITING)


def test_three_times_without_an_answer_is_for_an_approver(engine: Engine) -> None:
    """Not two, and an answer in between begins the count anew."""
    put_in(engine, *a_line())
    silent(engine, 2)
    with at_work(engine, now=later(2)) as (session, service):
        assert undecided(session) == ()
        note(session, service, Attempt("email", "partly"))
    for day in (3, 4):
        with at_work(engine, now=later(day)) as (session, service):
            note(session, service, NO_ANSWER)
    with at_work(engine) as (session, _service):
        assert undecided(session) == ()
    with at_work(engine, now=later(5)) as (session, service):
        note(session, service, NO_ANSWER)
    with at_work(engine) as (session, _service):
        assert [(one.code, one.silent, one.check) for one in undecided(session)] == [("jour", 3, None)]


@pytest.mark.parametrize(
    ("decision", "status"), [("hide", "inactive"), ("keep", "active"), ("close", "defunct")]
)
def test_what_an_approver_can_decide(engine: Engine, decision: str, status: str) -> None:
    """Hide, keep with the date growing old, or close; the date never moves, and the count begins anew."""
    put_in(engine, *a_line(assured_date=TODAY))
    silent(engine)
    with at_work(engine, APPROVER, later(3)) as (session, service):
        decide(session, service, decision, "Ingen svarar")  # type: ignore[arg-type] # a word of the list
    with at_work(engine) as (session, service):
        assert (service.status, service.assured_date) == (status, TODAY)
        assert undecided(session) == ()
        row = waiting_one(session, TODAY, "jour")
        assert row is not None
        assert (row.silent, row.changed_on) == (0, None)


def test_a_decision_does_not_hide_a_number_that_nobody_has_assured(engine: Engine) -> None:
    """It was due for another reason too."""
    put_in(engine, *a_line(assured_date=TODAY))
    with at_work(engine, now=later(1)) as (_session, service):
        service.phones[0].number = "070-174 06 09"
    silent(engine)
    with at_work(engine, APPROVER, later(3)) as (session, service):
        decide(session, service, "keep")
        row = waiting_one(session, later(3).date(), "jour")
    assert row is not None
    assert row.changed_on == later(1).date()


def test_of_class_a_the_last_to_try_does_not_decide(engine: Engine) -> None:
    """To take a helpline away needs two."""
    put_in(engine, *a_line(of_class="A"))
    silent(engine, by=APPROVER)
    with pytest.raises(CheckRefused) as caught, at_work(engine, APPROVER, later(3)) as (session, service):
        decide(session, service, "close")
    assert caught.value.refusal is Refusal.SAME_PERSON


def test_a_service_that_says_it_has_closed_is_handed_in_also_in_class_b(engine: Engine) -> None:
    """An approver closes it; saying yes to it as a check is refused."""
    put_in(engine, *a_line())
    with at_work(engine) as (session, service):
        note(session, service, Attempt("phone", "closed", notes="Lagt ner i höstas"))
    refused(engine, APPROVER, Refusal.NOT_CONFIRMED)
    with at_work(engine, APPROVER, later(1)) as (session, service):
        assert [one.code for one in undecided(session)] == ["jour"]
        decide(session, service, "close")
    with at_work(engine) as (session, _service):
        assert service_of(session, "jour").status == "defunct"
        assert undecided(session) == ()


def test_a_service_that_answers_is_not_decided_upon(engine: Engine) -> None:
    """Only what waits."""
    put_in(engine, *a_line())
    silent(engine, 2)
    with pytest.raises(CheckRefused) as caught, at_work(engine, APPROVER, later(3)) as (session, service):
        decide(session, service, "close")
    assert caught.value.refusal is Refusal.NOT_WAITING
