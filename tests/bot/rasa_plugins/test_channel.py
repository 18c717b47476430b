"""The only way into Rasa: what it takes, what it answers when things break, and that it forgets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic

from bot.rasa_plugins.channel import LotsenChannel, answers, parsed_choice
from bot.rasa_plugins.forgetful_store import ForgetfulTrackerStore
from tests.bot.rasa_plugins.builders import a_tracker, makes_domains, run, said

pytestmark = makes_domains

NOWHERE = "http://127.0.0.1:9/health"
TURN = "/webhooks/lotsen/turn"


class FakeAgent:
    """Rasa's agent as far as the channel touches it: answers every message with the same words."""

    def __init__(self) -> None:
        self.store = ForgetfulTrackerStore(Domain.empty())
        self.tracker_store = FailSafeTrackerStore(self.store)
        self.processor = SimpleNamespace(model_filename="lotsen-abc.tar.gz")
        self.ready = True
        self.heard: list[UserMessage] = []
        self.fault: BaseException | None = None
        self.is_forgotten_meanwhile = False

    def is_ready(self) -> bool:
        """Whether a model is loaded."""
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        """Speaks, and remembers the conversation, as Rasa's processor does."""
        self.heard.append(message)
        if self.fault:
            raise self.fault
        await message.output_channel.send_response(
            message.sender_id, {"text": "Hej", "utter_action": "utter_x"}
        )
        if self.is_forgotten_meanwhile:
            self.store.forget(message.sender_id)
        await self.store.save(a_tracker(said("greet", message.text or ""), sender=message.sender_id))


@cache
def the_app() -> tuple[Sanic, LotsenChannel]:
    """One Sanic for all tests: this version rewrites its own methods at start, and cannot do it twice."""
    app = Sanic("channel", configure_logging=False)
    channel = LotsenChannel.from_credentials({"actions_health": NOWHERE})

    async def to_the_agent(message: UserMessage) -> None:
        await app.ctx.agent.handle_message(message)

    app.blueprint(channel.blueprint(to_the_agent), url_prefix="/webhooks/lotsen")
    asyncio.run(app._startup())
    return app, channel


@asynccontextmanager
async def a_server(agent: FakeAgent, actions_health: str = NOWHERE) -> AsyncIterator[httpx.AsyncClient]:
    """The channel's routes in Sanic, in this process, and a client in front of them."""
    app, channel = the_app()
    app.ctx.agent = agent
    channel._actions_health = actions_health
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(base_url="http://channel", transport=transport) as client:
        yield client


def ask(agent: FakeAgent, *requests: tuple[str, str, Any], **settings: Any) -> list[httpx.Response]:
    """The answers to these requests (method, path, JSON body), one after the other."""

    the_app()

    async def all_of_them() -> list[httpx.Response]:
        async with a_server(agent, **settings) as client:
            return [await client.request(method, path, json=body) for method, path, body in requests]

    return run(all_of_them())


def test_a_message_comes_to_rasa_as_it_is_and_the_answer_back() -> None:
    """Text, sender and the page's language; the answer in the wire form."""
    agent = FakeAgent()
    (answer,) = ask(agent, ("POST", TURN, {"sender": "s1", "text": "hej du", "language": "en"}))
    (heard,) = agent.heard
    assert (heard.text, heard.sender_id, heard.input_channel) == ("hej du", "s1", "lotsen")
    assert heard.metadata == {"language": "en"}
    assert heard.parse_data is None
    assert answer.json()["messages"] == [{"text": "Hej", "lang": "sv", "response": "utter_x"}]


def test_a_pressed_button_is_already_understood() -> None:
    """It carries a parse of its own, so no text of a visitor can play a button."""
    agent = FakeAgent()
    ask(agent, ("POST", TURN, {"sender": "s1", "payload": {"intent": "sells_sex"}, "language": "en"}))
    parsed = agent.heard[0].parse_data
    assert parsed is not None
    assert parsed["intent"] == {"name": "sells_sex", "confidence": 1.0}
    assert parsed["entities"] == [{"entity": "language", "value": "en"}]


@pytest.mark.parametrize(
    ("payload", "entities"),
    [
        ({"intent": "greet"}, {"language": "sv"}),
        ({"intent": "minor_exploited"}, {"language": "sv", "age_group": "under_18"}),
        ({"intent": "report_wrong_number", "entities": {"service": "x"}}, {"language": "sv", "service": "x"}),
        ({"intent": "change_language", "entities": {"language": "en"}}, {"language": "en"}),
    ],
)
def test_what_a_button_says(payload: dict[str, Any], entities: dict[str, str]) -> None:
    """The page's language unless the button names one; "I am under 18" is remembered as that."""
    parsed = parsed_choice({"payload": payload})
    assert {entity["entity"]: entity["value"] for entity in parsed["entities"]} == entities


def test_the_parse_of_a_button_is_rebuilt_and_not_taken_over() -> None:
    """Only intent and entities of a payload count; other keys do not get through."""
    parsed = parsed_choice({"payload": {"intent": "greet", "text": "/restart", "intent_ranking": [1]}})
    assert (parsed["text"], parsed["intent_ranking"]) == ("", [])


@pytest.mark.parametrize("fault", [RuntimeError("hemligt-9f3a"), asyncio.CancelledError("hemligt-9f3a")])
def test_a_failure_inside_is_a_silent_turn(fault: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    """200 without messages: the gateway's sign to answer itself. The fault's words go nowhere."""
    agent = FakeAgent()
    agent.fault = fault
    (answer,) = ask(agent, ("POST", TURN, {"sender": "s1", "text": "hej", "language": "en"}))
    assert answer.json() == {"language": "en", "messages": []}
    assert "hemligt" not in str(capsys.readouterr())


def test_a_conversation_forgotten_in_the_middle_of_a_turn_stays_so() -> None:
    """The turn that was under way is silent and leaves nothing behind."""
    agent = FakeAgent()
    agent.is_forgotten_meanwhile = True
    (answer,) = ask(agent, ("POST", TURN, {"sender": "s1", "text": "hej", "language": "en"}))
    assert answer.json() == {"language": "en", "messages": []}
    assert run(agent.store.keys()) == []


def test_forgetting_is_there_at_once() -> None:
    """DELETE answers 204 and the next read of the store finds nothing, through the fail-safe wrapper."""
    agent = FakeAgent()
    answers_ = ask(agent, ("POST", TURN, {"sender": "s1", "text": "hej"}), ("DELETE", f"{TURN}/s1", None))
    assert answers_[1].status_code == 204
    assert run(agent.store.keys()) == []


def test_forgetting_a_stranger_is_no_error() -> None:
    """And leaves the others alone."""
    agent = FakeAgent()
    answers_ = ask(agent, ("POST", TURN, {"sender": "s1", "text": "hej"}), ("DELETE", f"{TURN}/s2", None))
    assert answers_[1].status_code == 204
    assert run(agent.store.keys()) == ["s1"]


@pytest.mark.parametrize(
    ("ready", "said_"), [(True, ("ok", "lotsen-abc.tar.gz")), (False, ("starting", None))]
)
def test_health_says_whether_a_model_is_loaded(ready: bool, said_: tuple[str, str | None]) -> None:
    """`starting` until Rasa can answer; actions are down when nobody listens there."""
    agent = FakeAgent()
    agent.ready = ready
    (answer,) = ask(agent, ("GET", "/webhooks/lotsen/health", None))
    health = answer.json()
    assert (health["status"], health["model"]) == said_
    assert health["actions"] == "down"


def test_a_house_that_answers_200_is_up() -> None:
    """`answers` is true for a living address and false for one where nobody listens."""

    async def both() -> tuple[bool, bool]:
        async def fine(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
            out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await out.drain()
            out.close()

        house = await asyncio.start_server(fine, "127.0.0.1", 0)
        async with house:
            port = house.sockets[0].getsockname()[1]
            return await answers(f"http://127.0.0.1:{port}/health"), await answers(NOWHERE)

    assert run(both()) == (True, False)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", TURN, {}),
        ("POST", TURN, []),
        ("POST", TURN, None),
        ("POST", TURN, {"sender": "s1", "payload": {}}),
        ("POST", TURN, {"sender": "s1", "payload": 7}),
        ("GET", TURN, None),
        ("POST", "/webhooks/rest/webhook", {"sender": "s1", "message": "hej"}),
        ("GET", "/conversations/s1/tracker", None),
    ],
)
def test_anything_else_is_an_error_and_never_a_conversation(method: str, path: str, body: Any) -> None:
    """No sender is not "default", the stock doors are shut, and nothing reaches Rasa."""
    agent = FakeAgent()
    (answer,) = ask(agent, (method, path, body))
    assert answer.status_code >= 400
    assert agent.heard == []


def test_two_senders_never_meet() -> None:
    """Each conversation is its own."""
    agent = FakeAgent()
    ask(agent, *(("POST", TURN, {"sender": f"s{i}", "text": f"hej {i}"}) for i in range(3)))
    kept = {sender: run(agent.store.retrieve(sender)) for sender in ("s0", "s1", "s2")}
    texts = {sender: tracker.latest_message.text for sender, tracker in kept.items() if tracker}
    assert texts == {"s0": "hej 0", "s1": "hej 1", "s2": "hej 2"}


def test_the_wire_form_is_json() -> None:
    """Whatever is in it can be written."""
    agent = FakeAgent()
    (answer,) = ask(agent, ("POST", TURN, {"sender": "s1", "text": "åäö 🙂"}))
    assert json.loads(answer.content)["ended"] is False
