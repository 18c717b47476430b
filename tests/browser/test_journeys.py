"""Whole visits, with and without script, in both languages, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.gateway.errors import RasaSilent
from bot.gateway.limits import Pace
from bot.gateway.reply import Message
from bot.gateway.session import IDLE_SECONDS
from tests.bot.gateway.builders import StoppedTicks
from tests.browser.conftest import NewPage
from tests.browser.street import Street
from tests.browser.visits import SECRET, an_answer, write

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(("locale", "language"), [("sv-SE", "sv"), ("en-GB", "en")])
def test_from_the_first_words_to_a_number_to_call(
    new_page: NewPage, street: Street, script: bool, size: dict[str, int], locale: str, language: str
) -> None:
    """Robot and 112 first, own words, a card with a number, a button; one address all the way."""
    street.rasa.answer = an_answer(language)
    page = new_page(java_script_enabled=script, viewport=size, locale=locale)
    page.goto(street.chat)
    expect(page.get_by_role("log")).to_contain_text("robot")
    write(page, "hej där", language)
    expect(page.get_by_role("link", name="070-174 06 05")).to_be_visible()
    page.get_by_role("button", name="Visa andra").click()
    expect(page.get_by_role("log").get_by_role("paragraph").filter(has_text="Visa andra")).to_be_visible()
    assert page.url == street.chat + "/"
    assert page.title() == "Hitta rätt – frågor och svar"
    assert page.locator("html").get_attribute("lang") == language
    assert street.rasa.said == ["hej där"]
    assert len(street.rasa.chosen) == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_switching_the_language_in_the_middle(new_page: NewPage, street: Street, script: bool) -> None:
    """The frame turns English, the conversation stays."""
    street.rasa.answer = an_answer()
    page = new_page(java_script_enabled=script)
    page.goto(street.chat)
    write(page, "hej där")
    page.get_by_role("button", name="In English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("log")).to_contain_text("hej där")
    expect(page.get_by_role("button", name="Send")).to_be_visible()


def test_an_answer_in_the_other_language_turns_the_page(new_page: NewPage, street: Street) -> None:
    """Whoever begins to write English on the Swedish page gets an English page, with script too."""
    street.rasa.answer = an_answer("en")
    page = new_page()
    page.goto(street.chat)
    page.get_by_label("Skriv med egna ord").fill("hello there")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("log")).to_contain_text("hello there")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_deleting_says_what_is_gone_and_what_is_not(new_page: NewPage, street: Street, script: bool) -> None:
    """After it nothing is on the page, in the browser or in Rasa."""
    page = new_page(java_script_enabled=script)
    page.goto(street.chat)
    write(page, SECRET)
    page.get_by_role("button", name="Radera samtalet").click()
    expect(page.get_by_role("heading", name="Samtalet är raderat")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("historik")
    assert street.rasa.forgotten == street.rasa.senders
    assert page.context.cookies() == []
    page.get_by_role("link", name="Börja om").click()
    expect(page.get_by_role("log")).to_contain_text("robot")
    assert SECRET not in page.content()


def test_words_that_delete_do_it_in_place(new_page: NewPage, street: Street) -> None:
    """With script: the conversation vanishes from the page and the last answer stands alone."""
    page = new_page()
    page.goto(street.chat)
    write(page, SECRET)
    street.rasa.answer = an_answer(ended=True, cards=(), choices=())
    page.get_by_label("Skriv med egna ord").fill("radera allt")
    page.get_by_role("button", name="Skicka").click()
    heading = page.get_by_role("heading", name="Samtalet är raderat")
    expect(heading).to_be_focused()
    assert SECRET not in page.content()
    expect(page.get_by_role("button", name="Radera samtalet")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_when_rasa_is_silent_there_is_112_and_a_number(
    new_page: NewPage, street: Street, script: bool
) -> None:
    """The page never stays empty."""
    street.rasa.fault = RasaSilent()
    page = new_page(java_script_enabled=script)
    page.goto(street.chat)
    write(page, "hej där")
    expect(page.locator(".answer").last.get_by_role("link", name="112").first).to_be_visible()
    expect(page.locator(".card").first).to_be_visible()


def test_a_dead_server_is_told_beside_the_box_and_the_words_stay(new_page: NewPage, street: Street) -> None:
    """With script: the line is announced, names 112, and nothing that was written is lost."""
    page = new_page()
    page.goto(street.chat)
    page.context.set_offline(True)
    page.get_by_label("Skriv med egna ord").fill("viktigt")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_role("alert")).to_contain_text("112")
    expect(page.get_by_label("Skriv med egna ord")).to_have_value("viktigt")


def test_too_fast_is_told_beside_the_box_and_the_words_stay(new_page: NewPage, street: Street) -> None:
    """A message too many waits in the box."""
    page = new_page()
    page.goto(street.chat)
    write(page, "nummer ett")
    session = street.parts.sessions.find(page.context.cookies()[0]["value"])
    session.pace = Pace(StoppedTicks())
    for _ in range(5):
        session.pace.take()
    page.get_by_label("Skriv med egna ord").fill("nummer sju")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_role("alert")).to_contain_text("Vänta")
    expect(page.get_by_label("Skriv med egna ord")).to_have_value("nummer sju")


def test_the_time_limit_is_announced_can_be_extended_and_clears_the_screen(
    new_page: NewPage, street: Street
) -> None:
    """Two minutes before: a line and a button. One press gives the whole time again; then all is gone."""
    page = new_page()
    page.clock.install()
    page.goto(street.chat)
    write(page, SECRET)
    page.clock.fast_forward((IDLE_SECONDS - 119) * 1000)
    expect(page.get_by_text("Samtalet raderas om två minuter.")).to_be_visible()
    page.get_by_role("button", name="Behåll samtalet").click()
    expect(page.get_by_text("Samtalet raderas om två minuter.")).to_have_count(0)
    page.clock.fast_forward((IDLE_SECONDS - 200) * 1000)
    expect(page.get_by_text(SECRET)).to_be_visible()
    street.parts.sessions.end(page.context.cookies()[0]["value"])
    page.clock.fast_forward(201 * 1000)
    expect(page.get_by_text(SECRET)).to_have_count(0)
    expect(page.get_by_role("log")).to_contain_text("robot")


def test_one_cookie_and_no_storage(new_page: NewPage, street: Street) -> None:
    """Nothing else is left in the browser while the conversation goes on."""
    page = new_page()
    page.goto(street.chat)
    write(page, "hej där")
    cookies = page.context.cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"], c["expires"]) for c in cookies] == [
        ("s", True, "Strict", -1)
    ]
    script = "[localStorage.length, sessionStorage.length, document.cookie.length, history.length]"
    assert page.evaluate(script) == [0, 0, 0, page.evaluate("history.length")]
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_no_policy_is_violated_and_nothing_is_complained_of(new_page: NewPage, street: Street) -> None:
    """Hostile words in message and answer make no element, and the console stays empty."""
    page = new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    street.rasa.answer = an_answer(messages=(Message(hostile, "sv", "utter_x"),))
    page.goto(street.chat)
    write(page, hostile)
    assert page.locator("main img, main script").count() == 0
    page.reload()
    assert page.locator("main img, main script").count() == 0
    assert complaints == []
