"""How turns are sent, against a door that answers at once and a clock that the test turns."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.load.drive import Driver
from tests.load.figures import Load

SCRIPT = (("a1", "a2"), ("b1", "b2"))


class FakeDoor:
    """Each turn takes a tenth of a second of its own clock; texts in `deaf` are never answered."""

    def __init__(self, deaf: frozenset[str] = frozenset()) -> None:
        self.heard: list[tuple[str | None, str]] = []
        self.now = 0.0
        self._deaf = deaf

    async def say(self, client: httpx.AsyncClient, conversation: str | None, text: str) -> str | None:
        """Names conversations by the text that began them."""
        self.heard.append((conversation, text))
        self.now += 0.1
        await asyncio.sleep(0)
        return None if text in self._deaf else conversation or f"begun by {text}"


def drive(door: FakeDoor, connections: int, seconds: float) -> Load:
    """A stretch of load; the bot uses half of the time that passes."""
    driver = Driver(door, SCRIPT, lambda: door.now, lambda: door.now / 2)
    return asyncio.run(driver.load(connections, seconds))


def test_a_conversation_is_played_in_order_and_the_next_is_fresh() -> None:
    """Four turns, then the script begins again."""
    door = FakeDoor()
    drive(door, 1, 0.45)
    opening = [(None, "a1"), ("begun by a1", "a2"), (None, "b1"), ("begun by b1", "b2")]
    assert door.heard == [*opening, (None, "a1")]


def test_each_connection_begins_elsewhere_in_the_script() -> None:
    """So that not all say the same at the same moment."""
    door = FakeDoor()
    drive(door, 2, 0.15)
    assert {text for _, text in door.heard} == {"a1", "b1"}


def test_time_turns_and_processor_are_counted() -> None:
    """Five turns of 100 ms fit in what was asked for; the last one ends after it."""
    load = drive(FakeDoor(), 1, 0.45)
    assert load.milliseconds == pytest.approx((100.0,) * 5)
    assert (load.connections, load.unanswered) == (1, 0)
    assert (load.seconds, load.cpu_seconds) == pytest.approx((0.5, 0.25))


def test_an_unanswered_turn_is_counted_and_its_conversation_left() -> None:
    """The next conversation begins; nothing hangs."""
    door = FakeDoor(deaf=frozenset({"a1"}))
    load = drive(door, 1, 0.35)
    assert [text for _, text in door.heard] == ["a1", "b1", "b2", "a1"]
    assert load.unanswered == 2


def test_warming_up_says_everything_once() -> None:
    """And only once."""
    door = FakeDoor()
    asyncio.run(Driver(door, SCRIPT, lambda: door.now, lambda: 0.0).warm_up())
    assert [text for _, text in door.heard] == ["a1", "a2", "b1", "b2"]
