"""What counts as an answer, with servers that answer as the two bots do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from tests.load.doors import Door, OurDoor, StockDoor

HELLO = {"conversation": "secret", "messages": [{"text": "Hej", "lang": "sv", "response": "utter_greet"}]}
SILENT = {"conversation": "secret", "messages": [{"text": "112", "lang": "sv", "response": "gateway_silent"}]}
URL = "http://127.0.0.1:1"


def say(
    door: Door, answer: Callable[[httpx.Request], httpx.Response], conversation: str | None
) -> str | None:
    """One turn to a server that is only this function."""

    async def turn() -> str | None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            return await door.say(client, conversation, "hej")

    return asyncio.run(turn())


def broken(request: httpx.Request) -> httpx.Response:
    """A connection that is cut."""
    raise httpx.ReadError("cut", request=request)


def test_our_door_gives_the_conversation_back() -> None:
    """Its name is in the answer."""
    assert say(OurDoor(URL), lambda _: httpx.Response(200, json=HELLO), None) == "secret"


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: httpx.Response(200, json=SILENT),
        lambda _: httpx.Response(200, json={**HELLO, "messages": []}),
        lambda _: httpx.Response(429, json={}),
        lambda _: httpx.Response(200, text="not JSON"),
        broken,
    ],
)
def test_words_in_rasas_place_and_failures_are_no_answer(
    answer: Callable[[httpx.Request], httpx.Response],
) -> None:
    """They must not make a bench look fast."""
    assert say(OurDoor(URL), answer, "secret") is None


def test_the_stock_bot_keeps_the_name_that_it_is_given() -> None:
    """A fresh one is made up when there is none."""
    heard: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(json.loads(request.content))
        return httpx.Response(200, json=[{"recipient_id": "x", "text": "hej"}])

    made_up = say(StockDoor(URL), answer, None)
    assert made_up
    assert say(StockDoor(URL), answer, made_up) == made_up
    assert heard == [{"sender": made_up, "message": "hej"}] * 2


@pytest.mark.parametrize(
    "answer", [lambda _: httpx.Response(200, json=[]), lambda _: httpx.Response(500, json=[{}]), broken]
)
def test_an_empty_list_is_no_answer(answer: Callable[[httpx.Request], httpx.Response]) -> None:
    """It is how Rasa tells of a failure."""
    assert say(StockDoor(URL), answer, "name") is None
