"""The caller of Rasa: every way to fail is silence, and silence is quick."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import httpx
import pytest

from bot.gateway.errors import RasaSilent
from bot.gateway.neighbours import RasaAnswer, RasaHealth
from bot.gateway.rasa_client import RasaClient
from tests.bot.gateway.builders import StoppedTicks, run

WIRE = {
    "language": "sv",
    "need": "sells_sex",
    "crisis": False,
    "soft_danger": True,
    "danger_doubted": True,
    "language_name": "ro",
    "messages": [{"text": "Hej", "lang": "sv", "response": "utter_sells_sex"}],
    "cards": [],
    "choices": [{"title": "Fler", "need": None, "payload": {"intent": "more_options"}}],
    "ended": False,
}
Handler = Callable[[httpx.Request], httpx.Response | Coroutine[None, None, httpx.Response]]


def ask(handler: Any, work: Callable[[RasaClient], Awaitable[Any]], deadline: float = 5) -> Any:
    """Runs `work` with a client whose server is `handler`."""

    async def whole() -> Any:
        async with httpx.AsyncClient(base_url="http://rasa", transport=httpx.MockTransport(handler)) as http:
            return await work(RasaClient(http, StoppedTicks(), deadline))

    return run(whole())


def says(text: str = "hej") -> Callable[[RasaClient], Awaitable[RasaAnswer]]:
    """One message."""
    return lambda client: client.say("abc", text, "sv")


def test_a_message_and_its_answer() -> None:
    """The wire forms of both directions."""
    asked: list[Any] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, json.loads(request.content)))
        return httpx.Response(200, json=WIRE)

    answer = ask(rasa, says())
    assert asked == [("/webhooks/lotsen/turn", {"sender": "abc", "text": "hej", "language": "sv"})]
    assert answer.soft_danger
    assert answer.danger_doubted
    assert answer.language_name == "ro"
    assert answer.reply.choices[0].id == "1"
    assert answer.reply.choices[0].payload == {"intent": "more_options"}


def test_a_button_sends_its_payload() -> None:
    """No text goes with it."""
    asked: list[Any] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content))
        return httpx.Response(200, json=WIRE)

    ask(rasa, lambda client: client.choose("abc", {"intent": "buys_sex"}, "en"))
    assert asked == [{"sender": "abc", "payload": {"intent": "buys_sex"}, "language": "en"}]


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500, text="hemligt"),
        httpx.Response(404),
        httpx.Response(200, text="inte json"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json=None),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"messages": []}),
        httpx.Response(200, json={"messages": [{"text": "hej"}]}),
        httpx.Response(200, json={"messages": "hej"}),
        httpx.Response(200, json={"messages": [], "cards": [{"fel": 1}]}),
    ],
)
def test_every_wrong_answer_is_silence(response: httpx.Response) -> None:
    """Server errors, broken JSON, wrong shapes and emptiness are one reason: RasaSilent."""
    with pytest.raises(RasaSilent) as silence:
        ask(lambda _: response, says("min hemlighet"))
    assert "hemlig" not in repr(silence.value)
    assert silence.value.__cause__ is None


def test_a_slow_answer_is_silence() -> None:
    """The deadline holds for the whole call."""

    async def slow(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(30)
        return httpx.Response(200, json=WIRE)

    with pytest.raises(RasaSilent):
        ask(slow, says(), deadline=0.05)


def test_after_three_failures_nobody_waits_and_one_success_opens_again() -> None:
    """The breaker stops asking, tries once after its rest, and closes when that works."""
    calls, ticks = [0], StoppedTicks()

    def rasa(_: httpx.Request) -> httpx.Response:
        calls[0] += 1
        if calls[0] <= 3:
            raise httpx.ConnectError("refused")
        return httpx.Response(200, json=WIRE)

    async def whole() -> list[int]:
        seen = []
        async with httpx.AsyncClient(base_url="http://rasa", transport=httpx.MockTransport(rasa)) as http:
            client = RasaClient(http, ticks)
            for pause in (0, 0, 0, 0, 0, 4, 0):
                ticks.pass_(pause)
                try:
                    await client.say("abc", "hej", "sv")
                    seen.append(200)
                except RasaSilent:
                    seen.append(calls[0])
        return seen

    assert run(whole()) == [1, 2, 3, 3, 3, 200, 200]


def test_an_empty_answer_does_not_open_the_breaker() -> None:
    """An action server that is down must not cut off the answers that work without it."""
    answers = iter([*[{"messages": []}] * 5, WIRE])

    async def work(client: RasaClient) -> RasaAnswer:
        for _ in range(5):
            with pytest.raises(RasaSilent):
                await client.say("abc", "hej", "sv")
        return await client.say("abc", "hej", "sv")

    assert ask(lambda _: httpx.Response(200, json=next(answers)), work).reply.need == "sells_sex"


@pytest.mark.parametrize(
    ("response", "health"),
    [
        (httpx.Response(200, json={"status": "ok", "model": "m1", "actions": "up"}), ("up", "up", "m1")),
        (httpx.Response(200, json={"status": "ok", "model": "m1", "actions": "down"}), ("up", "down", "m1")),
        (httpx.Response(200, json={"status": "starting", "model": None}), ("down", "down", "")),
        (httpx.Response(200, text="?"), ("down", "down", "")),
        (httpx.Response(200, json=[1]), ("down", "down", "")),
    ],
)
def test_health_is_told_as_it_is(response: httpx.Response, health: tuple[str, str, str]) -> None:
    """A wrong answer is "down", never an error."""
    assert ask(lambda _: response, lambda client: client.health()) == RasaHealth(*health)


def test_forgetting_names_the_sender_in_the_address() -> None:
    """DELETE of exactly that conversation."""
    asked: list[tuple[str, str]] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, request.url.path))
        return httpx.Response(204)

    ask(rasa, lambda client: client.forget("abc"))
    assert asked == [("DELETE", "/webhooks/lotsen/turn/abc")]
