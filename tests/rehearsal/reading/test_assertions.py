"""Rasa Pro's assertions: those that show outside are read, the others are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.places import ScriptError
from rehearsal.reading.assertions import HIDDEN
from rehearsal.script import Button, Turn, Utterance
from tests.rehearsal.builders import read_steps


def read_asserted(folder: Path, assertions: str) -> Turn:
    """One turn with these assertions, which begin on line 7."""
    lines = "".join(f"    {line}\n" for line in assertions.splitlines())
    (turn,) = read_steps(folder, f"- user: hej\n  assertions:\n{lines}")
    return turn


def test_bot_uttered_is_read_with_all_its_parts(tmp_path: Path) -> None:
    """Name, pattern and buttons become one thing to look for."""
    turn = read_asserted(
        tmp_path,
        "- bot_uttered:\n    utter_name: utter_greet\n    text_matches: robot\n"
        "    buttons:\n      - {title: Ja}\n      - {need: sells_sex}",
    )
    wanted = Utterance("utter_greet", "robot", (Button(title="Ja"), Button(need="sells_sex")))
    assert [(e.key, e.wanted, e.at.line) for e in turn.expects] == [("bot_uttered", wanted, 7)]


def test_bot_did_not_utter_is_read(tmp_path: Path) -> None:
    """The same parts, to be absent."""
    turn = read_asserted(tmp_path, "- bot_did_not_utter: {text_matches: skyll}")
    assert [(e.key, e.wanted) for e in turn.expects] == [("bot_did_not_utter", Utterance(pattern="skyll"))]


def test_the_language_slot_is_read(tmp_path: Path) -> None:
    """The only slot that a reply shows."""
    turn = read_asserted(
        tmp_path,
        "- slot_was_set: [{name: language, value: en}]\n- slot_was_not_set: [{name: language, value: sv}]",
    )
    assert [(e.key, e.wanted) for e in turn.expects] == [("language", "en"), ("not_language", "sv")]


def test_the_order_can_be_asked_for(tmp_path: Path) -> None:
    """assertion_order_enabled stands beside the assertions."""
    steps = "- user: hej\n  assertion_order_enabled: true\n  assertions:\n    - bot_uttered: {utter_name: a}"
    assert read_steps(tmp_path, steps)[0].in_order


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_happens_inside_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    """A kind that Rasa Pro knows and a stranger cannot see is never passed over in silence."""
    with pytest.raises(ScriptError, match=f"'{kind}' cannot be seen from outside"):
        read_asserted(tmp_path, f"- {kind}: x")


@pytest.mark.parametrize(
    ("assertions", "says"),
    [
        ("- bot_utered: {utter_name: a}", "Did you mean 'bot_uttered'"),
        ("- bot_uttered: {}", "needs at least one of"),
        ("- bot_uttered: {name: a}", "'name' is not a key of 'bot_uttered'"),
        (
            "- bot_uttered: {buttons: [{title: Ja, payload: /affirm}]}",
            "a payload cannot be seen from outside",
        ),
        ("- bot_uttered: {buttons: [Ja]}", "a button is"),
        ("- slot_was_set: [{name: gender, value: x}]", "slot 'gender' cannot be seen"),
        ("- slot_was_set: [language]", "'name: ...' and 'value: ...'"),
        ("- {bot_uttered: {utter_name: a}, slot_was_set: []}", "one 'name: value'"),
    ],
)
def test_a_slip_in_an_assertion_names_the_way_out(tmp_path: Path, assertions: str, says: str) -> None:
    """Each slip ends in a sentence that says what to write."""
    with pytest.raises(ScriptError, match=says):
        read_asserted(tmp_path, assertions)
