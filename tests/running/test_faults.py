"""What a visitor gets while parts of the assistant are dead, and how soon they are back."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest

from tests.running.assistant import Assistant, running_assistant

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(300)]

USEFUL_WITHIN = 6.0
BACK_WITHIN = 60.0


@pytest.fixture(scope="module")
def hurt() -> Assistant:  # type: ignore[misc]  # a generator fixture; pytest unwraps it
    """An assistant of this module's own, because it will be killed in parts."""
    with running_assistant() as one:
        yield one


def turn(assistant: Assistant, text: str, conversation: str | None = None) -> dict[str, object]:
    """One turn through the testers' door."""
    body = {"conversation": conversation, "text": text}
    answer = httpx.post(f"{assistant.url('TESTER')}/turn", json=body, timeout=30)
    result: dict[str, object] = answer.json()
    return result


def until(holds: Callable[[], bool], seconds: float) -> float:
    """The seconds it took until `holds`; fails the test when it never did."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, f"not within {seconds} s"
        time.sleep(0.5)
    return time.monotonic() - started


def has_112(answer: dict[str, object]) -> bool:
    """True when 112 can be read somewhere in the answer."""
    return "112" in str(answer["messages"]) + str(answer["cards"])


@pytest.mark.parametrize("part", ["rasa_plugins.serve", "-m actions"])
def test_a_killed_part_never_costs_an_answer_and_comes_back(hurt: Assistant, part: str) -> None:
    """kill -9 during a chat: every turn is answered with 112 within 6 s, and normally again within 60 s."""
    hurt.wait_until_ready()
    opening = turn(hurt, "jag har sålt sex och vill prata med någon")
    assert opening["cards"]
    hurt.kill(part)
    killed = time.monotonic()
    while time.monotonic() - killed < 5:
        started = time.monotonic()
        answer = turn(hurt, "min sambo slår mig", str(opening["conversation"]))
        assert time.monotonic() - started < USEFUL_WITHIN
        assert has_112(answer)
        time.sleep(1.1)
    until(lambda: bool(turn(hurt, "jag säljer sex").get("need") == "sells_sex"), BACK_WITHIN)
    until(hurt._is_ready, BACK_WITHIN)


def test_danger_is_seen_while_rasa_is_dead(hurt: Assistant) -> None:
    """The safety net in the gateway needs no Rasa."""
    hurt.wait_until_ready()
    hurt.kill("rasa_plugins.serve")
    answer = turn(hurt, "han står utanför dörren med en kniv")
    assert answer["crisis"] is True
    assert "112" in str(answer["messages"])
    until(hurt._is_ready, BACK_WITHIN)
