"""Who leaves or deletes is forgotten within a second: on the page, at the testers' door, and in Rasa."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
import yaml

from bot.gateway.session import IDLE_SECONDS
from tests.privacy.tap import TURN, Tap, tapped_gateway
from tests.running.assistant import ROOT, Assistant, running_assistant
from tests.running.visitor import DoorVisitor, PageVisitor

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(300)]

OPENING = "Jag säljer sex och vill prata med någon"
OTHERS = "Visa andra"
WITHIN = 1.0


@dataclass(frozen=True)
class House:
    """An assistant, and a gateway before it whose talk with Rasa is overheard."""

    assistant: Assistant
    tap: Tap

    def is_remembered(self, sender: str) -> bool:
        """Whether Rasa, asked for other services, knows which it has shown this sender."""
        body = {"sender": sender, "text": OTHERS, "language": "sv"}
        reply = httpx.post(f"{self.tap.rasa}{TURN}", json=body, timeout=30).json()
        said = {message["response"] for message in reply["messages"]}
        return not said.isdisjoint({"utter_more_options", "utter_no_more_options"})


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Started once for the module."""
    with running_assistant() as assistant, tapped_gateway(assistant) as tap:
        yield House(assistant, tap)


def leaves(page: PageVisitor) -> None:
    """The exit at the top of the page; the neutral page behind it is not visited."""
    page.http.follow_redirects = False
    assert page.request("GET", "/lamna").status_code == 303


def presses_delete(page: PageVisitor) -> None:
    """The button below the text box."""
    assert page.send(do="delete").status == 200


def writes_it_in_swedish(page: PageVisitor) -> None:
    """The words."""
    assert page.say("Radera samtalet").status == 200


def writes_it_in_english(page: PageVisitor) -> None:
    """The words."""
    assert page.say("Delete the conversation").status == 200


def goes_on(page: PageVisitor) -> None:
    """The control: somebody who stays."""
    assert page.say("Tack").status == 200


def is_forgotten_in_time(house: House, sender: str) -> bool:
    """Asks again and again until Rasa knows nothing or the time is over."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        if not house.is_remembered(sender):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("ends", [leaves, presses_delete, writes_it_in_swedish, writes_it_in_english])
def test_a_page_visitor_who_ends_it_is_forgotten(house: House, ends: Callable[[PageVisitor], None]) -> None:
    """Rasa's tracker and the page's conversation are gone; the same cookie opens neither."""
    with PageVisitor(house.tap.chat) as page:
        page.say(OPENING)
        sender, cookie = house.tap.senders[-1], page.http.cookies["s"]
        assert house.is_remembered(sender)
        ends(page)
        assert is_forgotten_in_time(house, sender)
    with PageVisitor(house.tap.chat, Cookie=f"s={cookie}") as stranger:
        assert OPENING not in stranger.look().text


def test_a_visitor_who_stays_is_remembered(house: House) -> None:
    """The control of the test above: without an end, both remember."""
    with PageVisitor(house.tap.chat) as page:
        page.say(OPENING)
        goes_on(page)
        assert not is_forgotten_in_time(house, house.tap.senders[-1])
        with PageVisitor(house.tap.chat, Cookie=f"s={page.http.cookies['s']}") as same:
            assert OPENING in same.look().text


@pytest.mark.parametrize("by", ["request", "words"])
def test_a_tester_who_ends_it_is_forgotten(house: House, by: str) -> None:
    """The conversation's id opens nothing any more, and Rasa knows nothing."""
    with DoorVisitor(house.tap.tester) as door:
        door.say(OPENING)
        sender = house.tap.senders[-1]
        if by == "request":
            assert door.forget() == 204
        else:
            assert door.say("Radera samtalet").status == 200
        assert is_forgotten_in_time(house, sender)
        assert door.say("Hej").status == 410
        assert door.forget() == 204


def test_what_could_not_be_forgotten_at_once_is_forgotten_later(house: House) -> None:
    """Rasa does not hear the first wish, because the way there is cut; the sweeper tells it again."""
    with PageVisitor(house.tap.chat) as page:
        page.say(OPENING)
        sender = house.tap.senders[-1]
        with house.tap.cut():
            presses_delete(page)
            time.sleep(0.5)
            assert house.is_remembered(sender)
        until = time.monotonic() + 45
        while house.is_remembered(sender):
            assert time.monotonic() < until
            time.sleep(1)


def test_rasas_time_limit_is_not_longer_than_the_pages() -> None:
    """endpoints.yml names our store, with the limit that the privacy page tells."""
    store = yaml.safe_load((ROOT / "endpoints.yml").read_text("utf-8"))["tracker_store"]
    assert store["type"] == "bot.rasa_plugins.forgetful_store.ForgetfulTrackerStore"
    assert store["ttl_seconds"] <= IDLE_SECONDS
