"""Counting: what is counted of a turn, who is counted, and that no number ever costs an answer."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.app import create_app
from bot.gateway.clock import STOCKHOLM
from bot.gateway.counted import turn_of
from bot.gateway.counting import Counting
from bot.gateway.neighbours import RasaAnswer
from bot.gateway.parts import Parts
from bot.gateway.reply import Message, Reply
from bot.gateway.tester import create_tester_app
from directory.cards import CardLink
from directory.counting.book import Book
from directory.counting.counts import Cell, Turn
from directory.database import writing_engine
from directory.schema import upgrade
from tests.bot.gateway.builders import FakeRasa, Visitor, a_card, a_log, a_reply, run, some_parts

EVENING = datetime(2026, 11, 24, 23, 50, tzinfo=STOCKHOLM)
CANARY = "kanarie-5d1f"
NO_PHONE: dict[str, Any] = {"phones": ()}
CHAT = CardLink("Chatt och webbplats: example.org", "https://example.org")
PAGE = CardLink("Webbplats", "https://example.org")


def said(response: str, **changes: Any) -> Reply:
    """A reply with one wording."""
    return a_reply(**{"messages": (Message("x", "sv", response),), **changes})


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (a_reply(need="sells_sex", cards=(a_card(),)), "answered"),
        (a_reply(need="greet"), "answered"),
        (a_reply(need="sells_sex", cards=(a_card(**NO_PHONE), a_card())), "no_contact"),
        (a_reply(need="sells_sex", cards=(a_card(**NO_PHONE, links=(PAGE,)),)), "no_contact"),
        (a_reply(need="sells_sex", cards=(a_card(**NO_PHONE, links=(PAGE, CHAT)),)), "answered"),
        (a_reply(need="suicide_risk", crisis=True, cards=(a_card(**NO_PHONE),)), "danger"),
        (said("utter_ask_back"), "asked_back"),
        (said("utter_ask_role"), "asked_back"),
        (said("utter_overview"), "not_understood"),
        (said("utter_place_noted"), "answered"),
    ],
)
def test_the_outcome_of_a_turn(reply: Reply, outcome: str) -> None:
    """One word each; `no_contact` looks at the first card alone, which is the one that people follow."""
    turn = turn_of(reply)
    assert turn is not None
    assert (turn.need, turn.language, turn.outcome) == (reply.need or "", "sv", outcome)


def test_what_is_no_turn_is_not_counted() -> None:
    """An empty message, trouble of ours, and a need that nobody has heard of."""
    assert turn_of(said("gateway_empty")) is None
    assert turn_of(said("gateway_silent")) is None
    assert turn_of(a_reply(need=CANARY)) is None


class Written:
    """A database that remembers; `fault` is raised instead while it is set."""

    def __init__(self) -> None:
        self.counts: dict[Cell, int] = {}
        self.fault: Exception | None = None
        self.tries = 0

    def __call__(self, counts: Mapping[Cell, int]) -> None:
        """Adds, or raises."""
        self.tries += 1
        if self.fault:
            raise self.fault
        for cell, count in counts.items():
            self.counts[cell] = self.counts.get(cell, 0) + count

    @property
    def total(self) -> int:
        """All turns that arrived."""
        return sum(self.counts.values())


class MovedClock:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        """The time now."""
        return self.now


async def until(holds: Any) -> None:
    """Waits for something that a task does."""
    for _ in range(400):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not happen")


def twelve(counting: Counting) -> None:
    """Twelve turns about one need."""
    for _ in range(12):
        counting.note(a_reply(need="sells_sex"))


def test_a_day_is_written_when_it_is_over_and_not_before() -> None:
    """In one piece, under the day that it was."""
    written, clock = Written(), MovedClock()

    async def a_night() -> None:
        counting = Counting(written, clock, a_log())
        keeping = asyncio.create_task(counting.keep_counting(every=0.005))
        twelve(counting)
        await asyncio.sleep(0.05)
        assert written.tries == 0
        clock.now += timedelta(minutes=15)
        await until(lambda: written.total == 12)
        counting.stop()
        await keeping

    run(a_night())
    assert written.counts == {Cell(EVENING.date(), "sells_sex", "sv", "answered"): 12}


def test_a_clean_stop_writes_what_the_day_has_so_far() -> None:
    """Fewer than ten turns are forgotten instead: they would be one person's."""
    written = Written()

    async def a_day(turns: int) -> None:
        counting = Counting(written, MovedClock(), a_log())
        keeping = asyncio.create_task(counting.keep_counting())
        for _ in range(turns):
            counting.note(a_reply(need="sells_sex"))
        await asyncio.sleep(0)
        counting.stop()
        await keeping

    run(a_day(9))
    assert written.tries == 0
    run(a_day(12))
    assert written.total == 12


def test_a_database_that_does_not_answer_is_tried_again_and_told_once() -> None:
    """The numbers wait in memory, and the log holds the fault's class alone."""
    written, clock, out = Written(), MovedClock(), io.StringIO()
    written.fault = RuntimeError(CANARY)

    async def a_night() -> None:
        counting = Counting(written, clock, a_log(out))
        keeping = asyncio.create_task(counting.keep_counting(every=0.002))
        await asyncio.sleep(0)
        twelve(counting)
        clock.now += timedelta(minutes=15)
        await until(lambda: written.tries > 3)
        written.fault = None
        await until(lambda: written.total == 12)
        counting.stop()
        await keeping

    run(a_night())
    assert written.total == 12
    assert out.getvalue().count("RuntimeError") == 1
    assert CANARY not in out.getvalue()


def test_a_locked_database_delays_no_turn(tmp_path: Path) -> None:
    """While the writing thread waits for the lock, turns are answered as ever; afterwards all is there."""
    path, clock = tmp_path / "directory.sqlite", MovedClock()
    engine = writing_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    lock = sqlite3.connect(path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")

    async def a_night() -> float:
        counting = Counting(Book(f"sqlite:///{path}").write, clock, a_log())
        parts = some_parts(FakeRasa(RasaAnswer(a_reply(need="sells_sex"))))
        session = parts.sessions.open(parts.start.exchange("sv"))[1]
        keeping = asyncio.create_task(counting.keep_counting(every=0.01))
        await asyncio.sleep(0)
        twelve(counting)
        clock.now += timedelta(minutes=15)
        await asyncio.sleep(0.1)  # the thread stands at the lock now
        began = time.monotonic()
        for _ in range(5):
            counting.note((await parts.turns.say(session, "hej")).reply)
        took = time.monotonic() - began
        lock.execute("ROLLBACK")
        counting.stop()
        await keeping
        return took

    assert run(a_night()) < 0.5
    assert lock.execute("SELECT date, count FROM usage_count").fetchall() == [("2026-11-24", 12)]
    lock.close()


def test_a_fault_in_counting_costs_no_answer() -> None:
    """Whatever a reply holds; the incident is noted without its words."""
    out = io.StringIO()
    counting = Counting(Written(), MovedClock(), a_log(out))
    counting.note(None)  # type: ignore[arg-type] # the fault
    assert "counting AttributeError" in out.getvalue()


def serving(parts: Parts, visit: Any) -> None:
    """Runs the page's server life around a visit."""

    async def life() -> None:
        app = create_app(parts)
        async with app.router.lifespan_context(app):
            await asyncio.to_thread(visit, app)

    run(life())


def test_visitors_of_the_page_are_counted_when_the_server_stops() -> None:
    """Through the real routes; nothing of what they wrote goes along."""
    written = Written()
    rasa = FakeRasa(RasaAnswer(a_reply(need="sells_sex", cards=(a_card(),))))
    parts = some_parts(rasa, write_counts=written)

    def visits(app: Any) -> None:
        for _ in range(3):
            visitor = Visitor(app)
            for _ in range(4):
                visitor.say(CANARY)

    serving(parts, visits)
    assert [Turn(*cell[1:]) for cell in written.counts] == [Turn("sells_sex", "sv", "answered")]
    assert written.total == 12
    assert CANARY not in repr(written.counts)


def test_testers_are_not_counted() -> None:
    """Scripts would drown people; the door shares the turns with the page, and not the counting."""
    written = Written()
    parts = some_parts(FakeRasa(RasaAnswer(a_reply(need="sells_sex"))), write_counts=written)

    def scripts(_app: Any) -> None:
        tester = Visitor(create_tester_app(parts))
        tester.headers = {}
        for _ in range(12):
            body = {"conversation": None, "text": "hej"}
            assert tester.ask("POST", "/turn", {}, json=body).status_code == 200

    serving(parts, scripts)
    assert written.tries == 0


def test_counting_can_be_turned_off() -> None:
    """Then nothing is kept, not even in memory."""
    counting = Counting(None, MovedClock(), a_log())
    counting.note(a_reply(need="sells_sex"))
    run(counting.keep_counting())
    assert not counting._tally._open
