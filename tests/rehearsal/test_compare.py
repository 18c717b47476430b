"""A reply against what the script expects: what holds, what differs, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.compare import differences
from rehearsal.heard import Heard
from rehearsal.script import Button, Utterance, Wanted
from tests.rehearsal.builders import a_turn, expect, heard

GREETING = ("utter_greet", "Hej! Ring 112 vid fara.")
OVERVIEW = ("utter_overview", "Det här kan jag.")
REPLY = heard(
    GREETING,
    OVERVIEW,
    cards=("bris", "112"),
    choices=(("Jag köper sex", "buys_sex"), ("Inget av det", None)),
    need="greet",
)

NAMES_SAID = "utter: utter_greet, utter_overview"
UNFIT_BUTTON = Utterance("utter_greet", buttons=(Button("Nej"),))
UNFIT_NEED = Utterance(buttons=(Button("Inget av det", "greet"),))


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("bot", "Hej! Ring 112 vid fara."),
        ("utter", "utter_overview"),
        ("text_matches", r"\b112\b"),
        ("card", "112"),
        ("card_first", "bris"),
        ("no_card", "kast-sthlm"),
        ("choice", "buys_sex"),
        ("choice", "inget av det"),
        ("need", "greet"),
        ("language", "sv"),
        ("not_language", "en"),
        ("crisis", False),
        ("ended", False),
        ("bot_uttered", Utterance("utter_greet", "112", (Button("Jag köper sex", "buys_sex"),))),
        ("bot_did_not_utter", Utterance("utter_greet", "Bris")),
    ],
)
def test_what_holds_is_no_difference(key: str, wanted: Wanted) -> None:
    """A reply that is as written is passed over."""
    assert differences(a_turn(expect(key, wanted)), REPLY) == ()


@pytest.mark.parametrize(
    ("key", "wanted", "expected", "got"),
    [
        ("bot", "Hej!", "bot: Hej!", "bot: Hej! Ring 112 vid fara. / Det här kan jag."),
        ("utter", "utter_thanks", "utter: utter_thanks", "utter: utter_greet, utter_overview"),
        ("text_matches", "Bris", "text_matches: Bris", "bot: Hej! Ring 112 vid fara. / Det här kan jag."),
        ("card", "talita", "card: talita", "cards: bris, 112"),
        ("card", None, "card: null", "cards: bris, 112"),
        ("card_first", "112", "card_first: 112", "cards: bris, 112"),
        ("no_card", "bris", "no_card: bris", "cards: bris, 112"),
        ("choice", "sells_sex", "choice: sells_sex", "choices: Jag köper sex (buys_sex), Inget av det"),
        ("choice", None, "choice: null", "choices: Jag köper sex (buys_sex), Inget av det"),
        ("need", None, "need: null", "need: greet"),
        ("language", "other", "language: other", "language: sv"),
        ("not_language", "sv", "language: not sv", "language: sv"),
        ("crisis", True, "crisis: true", "crisis: false"),
        ("ended", True, "ended: true", "ended: false"),
        ("bot_uttered", Utterance("a", "b"), "bot_uttered: utter_name a, text_matches b", NAMES_SAID),
        ("bot_uttered", UNFIT_BUTTON, "bot_uttered: utter_name utter_greet, button Nej", NAMES_SAID),
        ("bot_uttered", UNFIT_NEED, "bot_uttered: button Inget av det", NAMES_SAID),
        ("bot_did_not_utter", Utterance(pattern="112"), "bot_did_not_utter: text_matches 112", NAMES_SAID),
    ],
)  # fmt: skip
def test_what_differs_is_said_as_expected_and_got(key: str, wanted: Wanted, expected: str, got: str) -> None:
    """Each kind of expectation tells what stood in the script and what came."""
    (difference,) = differences(a_turn(expect(key, wanted, line=7)), REPLY)
    assert (difference.expected, difference.got, str(difference.at)) == (expected, got, "talk.yml:7")


@pytest.mark.parametrize(
    ("key", "got"), [("utter", "utter: nothing"), ("card", "cards: nothing"), ("choice", "choices: nothing")]
)
def test_an_empty_reply_says_nothing(key: str, got: str) -> None:
    """Silence is shown as such."""
    (difference,) = differences(a_turn(expect(key, "x")), heard())
    assert difference.got == got


@pytest.mark.parametrize("key", ["card", "choice", "need"])
def test_nothing_can_be_expected(key: str) -> None:
    """`null` holds when there is none."""
    assert differences(a_turn(expect(key, None)), heard(GREETING)) == ()


def test_differences_come_in_the_order_of_the_script() -> None:
    """A reader goes down the file once."""
    turn = a_turn(expect("need", "x", 5), expect("utter", "y", 6), expect("crisis", True, 7))
    assert [d.at.line for d in differences(turn, REPLY)] == [5, 6, 7]


def test_a_message_answers_for_one_expectation_only() -> None:
    """As in Rasa Pro: the same answer expected twice must come twice."""
    turn = a_turn(expect("utter", "utter_greet", 4), expect("utter", "utter_greet", 5))
    assert [d.at.line for d in differences(turn, REPLY)] == [5]
    assert differences(turn, heard(GREETING, GREETING)) == ()


def test_no_order_of_writing_takes_a_message_from_another() -> None:
    """A loose expectation leaves the only fitting message to the strict one."""
    turn = a_turn(expect("bot_uttered", Utterance(pattern=".")), expect("utter", "utter_greet"))
    assert differences(turn, heard(GREETING, OVERVIEW)) == ()


def test_text_matches_uses_no_message_up() -> None:
    """A pattern may look at a message that is also expected by name."""
    assert (
        differences(a_turn(expect("utter", "utter_greet"), expect("text_matches", "112")), heard(GREETING))
        == ()
    )


NAMES = st.lists(st.sampled_from(["a", "b", "c"]), max_size=5)


@given(NAMES, NAMES, st.randoms(use_true_random=False))
def test_the_order_inside_a_turn_does_not_matter(wanted: list[str], came: list[str], chance: object) -> None:
    """However the expectations are shuffled, as many differ: those that no message is left for."""
    shuffled = sorted(wanted, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis gives a Random
    reply = heard(*((name, name) for name in came))
    missing = sum(max(wanted.count(name) - came.count(name), 0) for name in "abc")
    for names in (wanted, shuffled):
        assert len(differences(a_turn(*(expect("utter", name) for name in names)), reply)) == missing


@pytest.mark.parametrize(("came", "missing"), [("ab", 0), ("xaxb", 0), ("ba", 1), ("b", 1), ("", 2)])
def test_the_order_counts_when_it_is_asked_for(came: str, missing: int) -> None:
    """assertion_order_enabled: other messages may come between, but the order must be the written one."""
    reply: Heard = heard(*((name, name) for name in came))
    wanted = [expect("bot_uttered", Utterance(name), line) for line, name in enumerate("ab", start=4)]
    assert len(differences(a_turn(*wanted, in_order=True), reply)) == missing


def test_an_ordered_message_is_used_up_for_the_other_steps() -> None:
    """One message cannot answer for an ordered assertion and for a step."""
    turn = a_turn(expect("bot_uttered", Utterance("a"), 4), expect("utter", "a", 5), in_order=True)
    assert [d.at.line for d in differences(turn, heard(("a", "a")))] == [5]
