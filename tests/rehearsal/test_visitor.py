"""A visitor keeps the conversation, presses buttons by name, and leaves."""

from __future__ import annotations

import pytest

from rehearsal.door import BadAnswer
from rehearsal.visitor import NotOffered, Visitor
from tests.rehearsal.builders import a_choice, a_reply, a_turn
from tests.rehearsal.fakes import FakeDoor

ASKS_BACK = a_reply(("utter_ask_role", "?"), choices=(("Jag säljer", "sells_sex"), ("Inget av det", None)))


def test_the_conversation_goes_on() -> None:
    """The first turn has no conversation; the next ones carry the id that came back."""
    door = FakeDoor({})
    visitor = Visitor(door)
    visitor.does(a_turn(words="hej"))
    visitor.does(a_turn(words="igen"))
    assert door.bodies == [{"conversation": None, "text": "hej"}, {"conversation": "c1", "text": "igen"}]


@pytest.mark.parametrize(("words", "number"), [("sells_sex", "1"), ("inget av det", "2")])
def test_a_button_is_pressed_by_its_name(words: str, number: str) -> None:
    """The script knows need codes and titles; the assistant gets its own id."""
    door = FakeDoor({"sex": ASKS_BACK})
    visitor = Visitor(door)
    visitor.does(a_turn(words="sex"))
    visitor.does(a_choice(words))
    assert door.bodies[1] == {"conversation": "c1", "choose": number}


def test_a_button_that_was_not_offered_cannot_be_pressed() -> None:
    """The error tells what was offered."""
    visitor = Visitor(FakeDoor({"sex": ASKS_BACK}))
    visitor.does(a_turn(words="sex"))
    with pytest.raises(NotOffered, match="sells_sex, Inget av det"):
        visitor.does(a_choice("buys_sex"))


def test_only_the_last_replys_buttons_can_be_pressed() -> None:
    """As on the page: an older button is dead."""
    visitor = Visitor(FakeDoor({"sex": ASKS_BACK}))
    visitor.does(a_turn(words="sex"))
    visitor.does(a_turn(words="hej"))
    with pytest.raises(NotOffered, match="no buttons"):
        visitor.does(a_choice("sells_sex"))


def test_after_the_end_a_new_conversation_begins() -> None:
    """What was deleted is not gone on with."""
    door = FakeDoor({"radera": a_reply(("utter_deleted", "Borta"), ended=True)})
    visitor = Visitor(door)
    visitor.does(a_turn(words="radera"))
    visitor.does(a_turn(words="hej"))
    assert door.bodies[1]["conversation"] is None
    visitor.leaves()
    assert door.forgotten == ["c2"]


def test_after_the_end_no_button_is_left() -> None:
    """What a deleted conversation offered cannot be pressed in the next one."""
    visitor = Visitor(FakeDoor({"radera": a_reply(choices=(("Nytt samtal", "greet"),), ended=True)}))
    visitor.does(a_turn(words="radera"))
    with pytest.raises(NotOffered):
        visitor.does(a_choice("greet"))


def test_a_visitor_leaves_nothing_behind() -> None:
    """The conversation is forgotten, once."""
    door = FakeDoor({})
    visitor = Visitor(door)
    visitor.leaves()
    visitor.does(a_turn())
    visitor.leaves()
    visitor.leaves()
    assert door.forgotten == ["c1"]


def test_another_shape_of_reply_is_a_bad_answer() -> None:
    """A reply that is none names the field."""
    with pytest.raises(BadAnswer, match="not the agreed reply: 'crisis'"):
        Visitor(FakeDoor({"hej": {**a_reply(), "crisis": None}})).does(a_turn())
