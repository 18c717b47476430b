"""The reply of contract C3: read when it is whole, refused by name when it is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.heard import Choice, Heard, NotAReply, Said
from tests.rehearsal.builders import a_reply


def test_a_whole_reply_is_read() -> None:
    """Everything that a tester can ask about is there."""
    reply = a_reply(
        ("utter_greet", "Hej"), cards=("bris",), choices=(("Ja", None),), need="greet", ended=True
    )
    assert Heard.from_json(reply) == Heard(
        "c1", "sv", "greet", False, (Said("Hej", "utter_greet"),), ("bris",), (Choice("1", "Ja", None),), True
    )


@pytest.mark.parametrize(
    "name", ["conversation", "language", "need", "crisis", "messages", "cards", "choices", "ended"]
)
def test_a_missing_field_is_named(name: str) -> None:
    """No field of the contract may be left out."""
    reply = a_reply()
    del reply[name]
    with pytest.raises(NotAReply, match=f"'{name}' should be .* missing"):
        Heard.from_json(reply)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"crisis": "no"}, "'crisis' should be a bool, but is a str"),
        ({"messages": [{"text": "hej"}]}, "'response' should be a str, but is missing"),
        ({"messages": ["hej"]}, "an item of 'messages' is not a JSON object"),
        ({"cards": [{}]}, "'service'"),
        ({"choices": [{"id": 1, "title": "a", "need": None}]}, "'id' should be a str, but is a int"),
        ({"choices": [{"id": "1", "title": "a"}]}, "'need'"),
    ],
)
def test_a_field_of_another_kind_is_named(changes: dict[str, Any], says: str) -> None:
    """A gateway that drifts from the contract is found by the testers' tool."""
    with pytest.raises(NotAReply, match=says):
        Heard.from_json({**a_reply(), **changes})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(a_reply())), inner, max_size=8)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_a_reply_or_refused(value: object) -> None:
    """Nothing that an assistant may send makes the reader fall over."""
    assert str(_outcome(value))


def _outcome(value: object) -> Heard | NotAReply:
    try:
        return Heard.from_json(value)
    except NotAReply as error:
        return error


@pytest.mark.parametrize(
    ("words", "is_it"),
    [("buys_sex", True), ("jag KÖPER sex ", True), ("Jag köper", False), ("sells_sex", False)],
)
def test_a_button_is_called_by_need_or_title(words: str, is_it: bool) -> None:
    """The whole title, letters' case and outer blanks aside, or the exact code."""
    assert Choice("1", "Jag köper sex", "buys_sex").is_called(words) is is_it
