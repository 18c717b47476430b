"""The table from a need to somebody who answers, without an assistant."""

from __future__ import annotations

from datetime import date
from itertools import count as numbers

import pytest

from directory.needs import CRISES
from directory.published import codes
from directory.records import Service
from directory.terms import NeedTerm, needs
from rehearsal.places import Place
from rehearsal.script import Case, Turn
from tests.directory.service_builders import a_service, no_contact
from tests.directory.small_city import small_city
from tests.rehearsal.builders import a_reply, a_turn, expect
from tests.rehearsal.fakes import FakeDoor
from tests.running.table_page import HEAD, page
from tests.running.table_services import Shown, reach
from tests.running.table_turns import Turns, count

VIOLENCE = NeedTerm("partner_violence", "need", "Våld", "Violence", "", ("a", "b"), ())
DOOR = FakeDoor(
    {
        "hello": a_reply(("utter_greet", "Hello")),
        "help": a_reply(("utter_partner_violence", "I hear you"), cards=("a", "b")),
        "broken": {"no": "reply"},
    }
)


def a_case(need: str, *words: str, wants: str = "a") -> Case:
    """A conversation of these messages, in the folder of a need; the last one expects a card."""
    turns: list[Turn] = [a_turn(words=word) for word in words[:-1]]
    turns.append(a_turn(expect("card", wants), words=words[-1]))
    return Case("somebody talks", Place(f"tests/conversations/{need}/talk.yml", 1), tuple(turns))


def turns_of(*cases: Case) -> dict[str, Turns]:
    """What is counted when they are played."""
    ticks = numbers()
    return count(cases, DOOR, lambda: float(next(ticks)))


def test_turns_are_counted_to_the_first_card_need_by_need() -> None:
    """The greeting is a turn too."""
    counted = turns_of(
        a_case("sells_sex", "help"), a_case("sells_sex", "hello", "help"), a_case("buys_sex", "help")
    )
    assert counted["sells_sex"] == Turns(2, (1, 2), 2)
    assert (counted["sells_sex"].median, counted["sells_sex"].most) == (1.5, 2)
    assert counted["buys_sex"].to_first_card == (1,)


def test_cards_after_the_first_do_not_count_again() -> None:
    """Two turns with cards are one way of one turn."""
    assert turns_of(a_case("sells_sex", "help", "help"))["sells_sex"].to_first_card == (1,)


@pytest.mark.parametrize("words", ["hello", "broken"])
def test_a_conversation_without_a_card_has_no_turns_and_is_not_as_written(words: str) -> None:
    """It counts as a conversation, and nowhere else."""
    turns = turns_of(a_case("sells_sex", words))["sells_sex"]
    assert turns == Turns(1, (), 0)
    assert (turns.median, turns.most) == (None, None)


def of(*services: Service) -> tuple[int, int, int]:
    """Offered, with phone or chat, of them day and night."""
    reached = reach(VIOLENCE, services)
    return reached.offered, reached.reachable, reached.day_and_night


def test_who_can_be_reached_is_told_apart_from_who_is_offered() -> None:
    """A door that is always open and has no number answers nobody."""
    assert of(a_service("a"), a_service("b", open_on="09-16"), no_contact("c", always_open=True)) == (3, 2, 1)
    assert of() == (0, 0, 0)


def test_the_first_one_closed_is_still_there_and_somebody_else_answers() -> None:
    """At night."""
    assert reach(VIOLENCE, [a_service("a"), a_service("b", rank=2)]).first_is_closed == (
        Shown("a", "closed"),
        Shown("b", "open"),
    )


def test_the_first_one_without_contact_is_still_there_and_somebody_else_answers() -> None:
    """At noon."""
    (first, *others) = reach(VIOLENCE, [a_service("a"), a_service("b", rank=2)]).first_has_no_contact
    assert first == Shown("a", "no phone or chat")
    assert Shown("b", "open") in others


def test_hours_that_nobody_knows_are_called_so() -> None:
    """They are neither open nor closed."""
    told = reach(VIOLENCE, [a_service("a"), a_service("b", rank=2, always_open=False)]).first_is_closed
    assert told[1] == Shown("b", "hours not known")


@pytest.mark.parametrize("code", codes(needs()))
def test_whatever_happens_to_the_first_one_somebody_answers(code: str) -> None:
    """And in a crisis nothing that is closed comes first."""
    (term,) = [need for need in needs() if need.code == code]
    reached = reach(term, small_city())
    for shown in (reached.first_is_closed, reached.first_has_no_contact):
        assert [card for card in shown if card.state == "open"]
        assert code not in CRISES or shown[0].state in ("open", "hours not known")


def test_the_page_has_a_row_for_each_need_and_says_how_many_conversations_went_as_written() -> None:
    """A need that nobody has written a conversation for has dashes."""
    other = NeedTerm("money_help", "need", "Pengar", "Money", "", (), ())
    reached = [reach(term, [a_service("a"), a_service("b", rank=2)]) for term in (VIOLENCE, other)]
    text = page([VIOLENCE, other], {"partner_violence": Turns(3, (1, 2, 2), 2)}, reached, date(2026, 11, 28))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert {row.count("|") for row in rows} == {len(HEAD) + 1}
    assert rows[2].startswith("| Violence (`partner_violence`) | 3 | 2 | 2 | 2 | 2 | 2 | a (closed); **b** |")
    assert rows[3].startswith("| Money (`money_help`) | 0 | – | – | 0 |")
    assert "2026-11-28" in text
    assert "3 of them, 2 as written" in text
