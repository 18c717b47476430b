"""The pages that need nothing, the sweeper, and the last good copy's place on the emergency page."""

from __future__ import annotations

import asyncio

import pytest

from bot.gateway.errors import RasaSilent
from bot.gateway.still import MOST_ON_AKUT, render_akut
from tests.bot.gateway.builders import (
    FakeRasa,
    StoppedTicks,
    a_card,
    a_topic,
    a_visitor,
    run,
    some_parts,
    text_of,
)


def test_the_emergency_page_stands_when_everything_else_is_down() -> None:
    """No Rasa, no copy: the constants are there in both languages."""

    def broken(*_: object) -> tuple[()]:
        raise OSError("borta")

    answer = a_visitor(FakeRasa(fault=RasaSilent()), published=broken).get("/akut")
    assert answer.status_code == 200
    assert answer.text.count("112 SOS Alarm") == 2


def test_the_emergency_page_adds_the_first_of_every_need_once() -> None:
    """Services with a number, without the constants and without doubles, up to a limit."""
    topics = tuple(a_topic(f"need_{number}") for number in range(30))

    def copy(need: str, language: str) -> tuple[object, ...]:
        return {
            "need_0": (a_card("112", name="Dubblett"),),
            "need_1": (a_card("utan", name="Utan nummer", phones=()),),
            "need_2": (a_card("en", name="Först"), a_card("två", name="Inte denna")),
            "need_3": (a_card("en", name="Först"),),
        }.get(need, (a_card(need, name="Fler"),))

    page = render_akut(some_parts(topics=topics, published=copy))
    assert page.count("<b>Först</b>") == 2
    assert "Dubblett" not in page
    assert "Utan nummer" not in page
    assert "Inte denna" not in page
    assert page.count("<b>Fler</b>") == 2 * (MOST_ON_AKUT - 1)


def test_the_file_for_the_proxy_is_the_page() -> None:
    """What is written to a file is what the route shows."""
    visitor = a_visitor()
    assert render_akut(visitor._app.state.parts) in text_of(visitor.get("/akut")) + "\n"


def test_the_privacy_page_follows_the_language() -> None:
    """And asks for no conversation."""
    visitor = a_visitor()
    assert "Så skyddas du" in visitor.get("/integritet").text
    assert "How you are protected" in visitor.get("/integritet", **{"accept-language": "en"}).text


def test_the_sweeper_forgets_what_is_old_everywhere() -> None:
    """G6: at most sixteen minutes after the last sign of life nothing is left, in Rasa neither."""
    rasa, ticks = FakeRasa(), StoppedTicks()
    parts = some_parts(rasa, ticks)
    _, session = parts.sessions.open(parts.start.exchange("sv"))
    parts.new_sessions.take("203.0.113.7")

    async def a_while() -> None:
        sweeper = asyncio.create_task(
            parts.forgetting.keep_sweeping(parts.sessions, parts.new_sessions, 0.01)
        )
        await asyncio.sleep(0.05)
        assert rasa.forgotten == []
        ticks.pass_(16 * 60)
        await asyncio.sleep(0.05)
        sweeper.cancel()

    run(a_while())
    assert rasa.forgotten == [session.sender]
    assert len(parts.sessions) == 0


def test_one_failed_round_does_not_end_the_sweeping() -> None:
    """A fault in one round is noted, and the next round comes."""
    rasa, ticks = FakeRasa(), StoppedTicks()
    parts = some_parts(rasa, ticks)
    parts.sessions.open(parts.start.exchange("sv"))
    rounds: list[int] = []

    class Broken:
        def forget_old(self) -> None:
            rounds.append(1)
            raise RuntimeError

    async def a_while() -> None:
        sweeping = parts.forgetting.keep_sweeping(parts.sessions, Broken(), 0.01)  # type: ignore[arg-type]  # broken
        sweeper = asyncio.create_task(sweeping)
        await asyncio.sleep(0.05)
        sweeper.cancel()

    run(a_while())
    assert len(rounds) > 1


@pytest.mark.parametrize("path", ["/akut", "/integritet", "/health"])
def test_still_pages_set_no_cookie(path: str) -> None:
    """Who only reads gets nothing."""
    assert "set-cookie" not in a_visitor().get(path).headers
