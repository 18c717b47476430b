"""The staff pages in a browser: every page by rule, on a phone and in the dark; signed in with keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from staff.contents import PAGES
from tests.browser.test_accessibility import faults_on
from tests.staff.account_builders import a_link, code
from tests.staff.builders import House

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]

PASSWORD = "fyra hästar äter moln"
SERVICE = "bris"
LOOKS: dict[str, dict[str, Any]] = {
    "phone, light": {"viewport": {"width": 360, "height": 740}},
    "desk, dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
}


def a_page(browser: Browser, address: str, **options: Any) -> tuple[BrowserContext, Page, list[str]]:
    """A page, and what it complained about or asked others for."""
    context, complaints = browser.new_context(locale="sv-SE", **options), list[str]()
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on(
        "request", lambda asked: None if asked.url.startswith(address) else complaints.append(asked.url)
    )
    return context, page, complaints


def sign_in_as_admin(house: House, address: str, context: BrowserContext) -> None:
    """By cookie."""
    visitor = house.sign_in("admin")
    context.add_cookies([{"name": visitor.name, "value": visitor.token, "url": address}])


def paths() -> list[str]:
    """Every page that can be asked for, about a service that is there."""
    return [re.sub(r"\{[^}]*\}", SERVICE, page.path) for page in PAGES if page.get]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page_and_nothing_is_wider_than_the_screen(
    browser: Browser, house: House, address: str, look: str
) -> None:
    """Also on the pages that say no, and at the doors."""
    context, page, _ = a_page(browser, address, bypass_csp=True, **LOOKS[look])
    faults: dict[str, list[str]] = {}
    link = a_link(house, email="ny@example.org")
    for at_the_door in ("/login", "/finns-inte", "/welcome/x", link):
        page.goto(address + at_the_door)
        faults[at_the_door] = faults_on(page) + too_wide(page)
    sign_in_as_admin(house, address, context)
    for path in paths():
        if path.endswith((".svg", ".csv", ".json", ".zip")):
            continue
        answer = context.request.get(address + path)
        if "text/html" in answer.headers.get("content-type", ""):
            page.goto(address + path)
            faults[path] = faults_on(page) + too_wide(page)
    context.close()
    assert {where: found for where, found in faults.items() if found} == {}


def too_wide(page: Page) -> list[str]:
    """Reflow: nobody scrolls sideways to read."""
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{widths[0]} px wide on {widths[1]}"] if widths[0] > widths[1] else []


def test_an_invited_person_comes_in_with_keys_alone(browser: Browser, house: House, address: str) -> None:
    """Link, password, app, account, sign out, and in again; the policy is not broken once, without script."""
    link = a_link(house)
    context, page, complaints = a_page(browser, address, java_script_enabled=False)
    page.goto(address + link)
    for field in ("#password", "#again"):
        page.focus(field)
        page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#code")
    assert page.locator("svg.qr").bounding_box()["width"] > 150  # type: ignore[index]
    secret = page.locator("code").inner_text().replace(" ", "")
    page.focus("#code")
    page.keyboard.type(code(house, secret))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=anna@example.org")
    page.goto(address + "/account")
    page.locator("text=Logga ut").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#email")
    assert page.locator("role=status").inner_text() == "Du är utloggad."
    house.clock.move(seconds=60)
    page.focus("#email")
    page.keyboard.type("anna@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.focus("#code")
    page.keyboard.type(code(house, secret))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=anna@example.org")
    page.goto(address + "/account")
    assert page.locator("h1").inner_text() == "Mitt konto"
    context.close()
    assert complaints == []


def test_a_wrong_password_is_told_at_its_field_and_at_the_top(
    browser: Browser, house: House, address: str
) -> None:
    """With a link that leads to the field, whose words come back."""
    a_link(house)
    context, page, _ = a_page(browser, address)
    page.goto(address + "/login")
    page.fill("#email", "anna@example.org")
    page.fill("#password", "fel lösenord")
    page.keyboard.press("Enter")
    page.click(".errors a")
    assert page.evaluate("document.activeElement.id") == "email"
    assert page.input_value("#email") == "anna@example.org"
    assert page.input_value("#password") == ""
    context.close()


def test_words_written_while_the_session_ended_are_sent_again(
    browser: Browser, house: House, address: str
) -> None:
    """As a browser sends them: the headers are its own."""
    context, page, _ = a_page(browser, address)
    sign_in_as_admin(house, address, context)
    page.goto(address + "/users")
    page.fill("#email", "ny@example.org")
    house.clock.move(minutes=31)
    page.click("text=Gör en länk")
    assert page.locator("h1").inner_text() == "Du är utloggad"
    sign_in_as_admin(house, address, context)
    page.click("text=Skicka igen")
    assert page.locator("h1").inner_text() == "Vill du skicka det här?"
    page.click("text=Skicka igen")
    assert page.locator("h1").inner_text() == "Länk till ny@example.org"
    context.close()
