"""The report on the screen."""

from __future__ import annotations

from dataclasses import replace

from rehearsal.places import Place
from rehearsal.play import Outcome, play
from rehearsal.report import failures, progress, summary
from tests.rehearsal.builders import a_case, a_turn, expect
from tests.rehearsal.fakes import FakeDoor


def outcome(*expects: tuple[str, str], file: str = "talk.yml", broken: str | None = None) -> Outcome:
    """A case of two turns, the first with these expectations, that really was played."""
    turn = a_turn(*(expect(key, wanted, line) for line, (key, wanted) in enumerate(expects, start=4)))
    case = replace(a_case(turn, a_turn(words="mer"), language="sv"), at=Place(file, 2))
    played = play(case, FakeDoor({}), lambda: 0.0)
    return replace(played, turn=turn, broken=broken) if broken else played


def test_a_letter_a_case_and_a_line_a_file() -> None:
    """The shape that pytest has taught everybody."""
    outcomes = [outcome(), outcome(("need", "x")), outcome(file="b.yml", broken="HTTP 500")]
    assert "".join(text for text, _ in progress(outcomes)) == "talk.yml .F\nb.yml E"


def test_a_difference_shows_expected_and_got() -> None:
    """Where, what the visitor did, + what the script says, - what came, and what was not played."""
    assert list(failures([outcome(), outcome(("utter", "utter_greet"), ("need", "greet"))])) == [
        "===================== differences (+ expected, - got) =====================".center(79, "="),
        "_ somebody says hello [sv] ".ljust(79, "_"),
        "talk.yml:3: visitor writes: hej",
        "  talk.yml:4",
        "  + utter: utter_greet",
        "  - utter: utter_overview",
        "  talk.yml:5",
        "  + need: greet",
        "  - need: null",
        "  (1 more of the visitor's steps not played)",
        "",
    ]


def test_an_assistant_that_did_not_answer_is_shown() -> None:
    """With what it did instead."""
    assert "  ! HTTP 500" in list(failures([outcome(broken="HTTP 500")]))


def test_nothing_is_said_when_all_is_well() -> None:
    """No heading over nothing."""
    assert list(failures([outcome()])) == []


def test_the_last_line_counts() -> None:
    """A case without an answer has failed."""
    assert summary([outcome(), outcome(("need", "x")), outcome(broken="HTTP 500")]) == "1 passed, 2 failed"
