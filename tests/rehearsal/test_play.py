"""Playing: up to the first difference, and always out by the door."""

from __future__ import annotations

from itertools import count

from rehearsal.door import BadAnswer
from rehearsal.play import play, play_all
from tests.rehearsal.builders import a_case, a_choice, a_reply, a_turn, expect
from tests.rehearsal.fakes import FakeDoor

GREETS = {"hej": a_reply(("utter_greet", "Hej"))}


def ticks() -> float:
    """A clock that stands still."""
    return 0.0


def test_a_case_that_goes_as_written_passes() -> None:
    """No turn to stop at, and the time that it took."""
    seconds = count(10, 2)
    outcome = play(
        a_case(a_turn(expect("utter", "utter_greet"))), FakeDoor(GREETS), lambda: float(next(seconds))
    )
    assert (outcome.passed, outcome.turn, outcome.seconds) == (True, None, 2.0)


def test_a_case_stops_at_its_first_wrong_turn() -> None:
    """After a wrong answer the rest of the conversation means nothing."""
    door = FakeDoor(GREETS)
    wrong = a_turn(expect("utter", "utter_thanks"))
    outcome = play(a_case(a_turn(), wrong, a_turn(words="mer")), door, ticks)
    assert not outcome.passed
    assert outcome.turn is wrong
    assert [d.expected for d in outcome.differences] == ["utter: utter_thanks"]
    assert len(door.bodies) == 2


def test_a_button_that_is_missing_is_a_difference() -> None:
    """It is the assistant's answer that is not as written."""
    outcome = play(a_case(a_turn(), a_choice("sells_sex")), FakeDoor(GREETS), ticks)
    assert [(d.expected, d.got) for d in outcome.differences] == [
        ("choose: sells_sex", "choices: no buttons")
    ]


def test_an_assistant_that_fails_breaks_the_case() -> None:
    """Told apart from a difference."""
    outcome = play(a_case(), FakeDoor({"hej": BadAnswer("HTTP 500 instead of a reply")}), ticks)
    assert (outcome.passed, outcome.broken) == (False, "HTTP 500 instead of a reply")


def test_every_case_is_a_visitor_of_its_own_and_leaves() -> None:
    """Nothing of one case is known in the next, whether it went well or not."""
    door = FakeDoor(GREETS)
    cases = [a_case(), a_case(a_turn(expect("need", "x"))), a_case()]
    assert [outcome.passed for outcome in play_all(cases, door, ticks)] == [True, False, True]
    assert [body["conversation"] for body in door.bodies] == [None, None, None]
    assert door.forgotten == ["c1", "c2", "c3"]


def test_an_assistant_that_cannot_forget_fails_the_case() -> None:
    """Forgetting is part of the promise, so it is part of every case."""

    class Clinging(FakeDoor):
        def turn(self, body: object) -> object:
            return a_reply(conversation="c-stuck")

    outcome = play(a_case(), Clinging({}), ticks)
    assert (outcome.passed, outcome.broken) == (False, "HTTP 500 instead of forgetting the conversation")
