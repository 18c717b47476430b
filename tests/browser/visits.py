"""What people do on the page, by the names people would use."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as Slow

from bot.gateway.neighbours import RasaAnswer
from bot.gateway.reply import Message, Reply
from directory.cards import Card, CardLink, CardPhone
from tests.bot.gateway.builders import a_choice

SECRET = "kanarie-7f3a"
ANSWER = "kanariesvar-91bc"
DRAFT = "kanarieutkast-20de"
SEND = {"sv": "Skicka", "en": "Send"}
BOX = {"sv": "Skriv med egna ord", "en": "Write in your own words"}
EXIT = {"sv": "Lämna sidan snabbt", "en": "Leave quickly"}


def an_answer(language: str = "sv", **changes: object) -> RasaAnswer:
    """Two cards with everything on them, and two buttons."""
    cards = (
        Card(
            "stodlinje",
            "Stödlinjen med ett ganska långt namn",
            "vänder sig till dig i den här situationen",
            (CardPhone("Telefon", "070-174 06 05", "tel:+46701740605"),),
            (CardLink("Webbplats", "https://example.org/"),),
            hours="dygnet runt",
            open_now=True,
            anonymous="yes",
            what_happens=("De frågar vad det gäller.",),
            source="example.org, 2024-04-16",
        ),
        Card(
            "mottagning",
            "Mottagningen",
            "i närheten",
            (CardPhone("Växel", "070-174 06 06", "tel:+46701740606"),),
            address="Exempelgatan 1",
            open_now=False,
            opens="öppnar mån 09:00",
            verified_on="2026-11-20",
        ),
    )
    reply = Reply(
        "en" if language == "en" else "sv",
        need="sells_sex",
        messages=(Message(f"Det finns hjälp. {ANSWER}\n\n- ett\n- två", language, "utter_sells_sex"),),
        cards=cards,
        choices=(a_choice("1", "Visa andra", None), a_choice("2", "Jag köper sex", "buys_sex")),
    )
    return RasaAnswer(reply.with_(**changes))


def write(page: Page, text: str, language: str = "sv") -> None:
    """Writes into the box and presses the button; waits until the words stand in the conversation."""
    page.get_by_label(BOX[language]).fill(text)
    page.get_by_role("button", name=SEND[language], exact=True).click()
    expect(page.locator(".mine").filter(has_text=text).last).to_be_visible()


def go_back(page: Page) -> None:
    """The browser's Back. From the back-forward cache no load event comes, so none is waited for."""
    with suppress(Slow):
        page.go_back(timeout=1500, wait_until="commit")
    page.wait_for_timeout(300)


def everything_on(page: Page) -> str:
    """All that the page shows or holds: text and what stands in the box."""
    page.wait_for_function("document.readyState === 'complete'")
    held = "document.documentElement.outerHTML + [...document.querySelectorAll('textarea')].map(t => t.value)"
    return str(page.evaluate(held))
