"""The testers' door: contract C4."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.gateway.errors import RasaSilent
from bot.gateway.neighbours import RasaAnswer
from tests.bot.gateway.builders import FakeRasa, Visitor, a_card, a_choice, a_reply, a_tester, a_visitor


def turn(tester: Visitor, conversation: Any = None, **said: Any) -> httpx.Response:
    """One turn through the door."""
    return tester.ask("POST", "/turn", {}, json={"conversation": conversation, **said})


def test_the_answer_is_a_reply_and_the_conversation() -> None:
    """All fields of contract C3, choices without payload, and the id to go on with."""
    tester = a_tester(
        FakeRasa(RasaAnswer(a_reply(need="sells_sex", cards=(a_card(),), choices=(a_choice(),))))
    )
    answer = turn(tester, text="hej").json()
    assert set(answer) == {
        "language", "need", "crisis", "messages", "cards", "choices", "ended", "conversation",
    }  # fmt: skip
    assert answer["choices"] == [{"id": "1", "title": "Något annat", "need": "buys_sex"}]
    assert answer["cards"][0]["phones"][0]["tel"] == "tel:+46701740605"
    assert set(answer["cards"][0]) == set(a_card().to_json())


def test_a_conversation_goes_on_by_its_id() -> None:
    """The same sender towards Rasa; another id is another sender."""
    rasa = FakeRasa(RasaAnswer(a_reply(choices=(a_choice(),))))
    tester = a_tester(rasa)
    conversation = turn(tester, text="hej").json()["conversation"]
    assert turn(tester, conversation, choose="1").json()["conversation"] == conversation
    turn(tester, text="en annan")
    assert rasa.senders[0] == rasa.senders[1] != rasa.senders[2]
    assert rasa.chosen == [{"intent": "buys_sex"}]
    assert conversation not in rasa.senders


def test_the_door_goes_through_the_same_net() -> None:
    """Redaction, danger message and fallback are the page's."""
    rasa = FakeRasa()
    tester = a_tester(rasa)
    assert turn(tester, text="fara").json()["crisis"] is True
    turn(tester, text="990230-1234")
    assert rasa.said[-1] == "[personnummer]"
    rasa.fault = RasaSilent()
    assert turn(tester, text="hej").json()["messages"][0]["response"] == "gateway_silent"


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"conversation": "okänd", "text": "hej"}, 410, "gone"),
        ({"conversation": None, "text": "x" * 1001}, 413, "too_long"),
        ({"conversation": None, "choose": "99"}, 409, "bad_choice"),
        ({"conversation": None, "choose": ""}, 409, "bad_choice"),
        ({"conversation": None}, 400, "unreadable"),
        ({"conversation": None, "text": "hej", "choose": "1"}, 400, "unreadable"),
        ({"conversation": 7, "text": "hej"}, 400, "unreadable"),
        ({"conversation": None, "text": ["hej"]}, 400, "unreadable"),
        ([], 400, "unreadable"),
        ("hej", 400, "unreadable"),
        (None, 400, "unreadable"),
    ],
)
def test_refusals_are_named(body: Any, status: int, error: str) -> None:
    """Status and name; never a traceback and never the words that were sent."""
    answer = a_tester().ask("POST", "/turn", {}, json=body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"x" * 17_000])
def test_broken_bodies_are_refused(body: bytes) -> None:
    """No JSON, no turn."""
    assert a_tester().ask("POST", "/turn", {}, content=body).status_code in {400, 413}


def test_deleting_forgets_in_rasa_too_and_may_be_done_twice() -> None:
    """After it the id is gone."""
    rasa = FakeRasa()
    tester = a_tester(rasa)
    conversation = turn(tester, text="hej").json()["conversation"]
    for _ in range(2):
        assert tester.ask("DELETE", f"/turn/{conversation}", {}).status_code == 204
    assert rasa.forgotten == rasa.senders
    assert turn(tester, conversation, text="hej").status_code == 410


def test_a_conversation_that_ended_is_gone() -> None:
    """ "Radera allt" ends it here as on the page."""
    rasa = FakeRasa(RasaAnswer(a_reply(ended=True)))
    tester = a_tester(rasa)
    answer = turn(tester, text="radera allt").json()
    assert answer["ended"] is True
    assert turn(tester, answer["conversation"], text="hej").status_code == 410
    assert rasa.forgotten == rasa.senders


def test_an_id_of_the_door_opens_no_page_of_another() -> None:
    """The door has its own conversations even when it shares the house: ids are secrets like cookies."""
    visitor = a_visitor()
    visitor.say("hemligt")
    tester = a_tester()
    assert turn(tester, visitor.cookies["s"], text="hej").status_code == 410


@pytest.mark.parametrize(
    ("fault", "directory", "state"),
    [
        (None, True, {"rasa": "up", "actions": "up", "directory": "up", "model": "abc123"}),
        (RasaSilent(), False, {"rasa": "down", "actions": "down", "directory": "down", "model": ""}),
    ],
)
def test_health(fault: Exception | None, directory: bool, state: dict[str, str]) -> None:
    """What is up, and which model."""
    tester = a_tester(FakeRasa(fault=fault), directory_is_up=lambda: directory)
    assert tester.get("/health").json() == state


def test_a_page_in_the_testers_browser_cannot_use_the_door() -> None:
    """Any website may send to loopback; this one does not answer it."""
    tester = a_tester()
    answer = tester.ask("POST", "/turn", {"sec-fetch-site": "cross-site"}, json={"text": "hej"})
    assert answer.status_code == 403


def test_a_script_in_a_hurry_waits_instead_of_failing() -> None:
    """A sixth turn in a second is held for its pace; the limits are the page's."""
    tester = a_tester()
    parts = tester._app.state.parts
    conversation = turn(tester, text="hej").json()["conversation"]
    for _ in range(4):
        turn(tester, conversation, text="hej")
    assert 0 < parts.sessions.find(conversation).pace.wait() <= 1
