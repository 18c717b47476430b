"""The menu of the staff pages: in one row at a desk, in two on a phone, with keys alone, for every role."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from staff.accounts.members import ROLES, Role
from tests.browser.test_accessibility import faults_on
from tests.browser.test_staff_pages import a_page
from tests.staff.builders import House

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]

ROWS = """() => {
    const seen = [...document.querySelectorAll('header a, header summary, header button')]
        .filter(one => one.checkVisibility() && !one.closest('details ul'));
    return new Set(seen.map(one => Math.round(one.getBoundingClientRect().bottom / 8))).size;
}"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
ON_THE_SCREEN = """(one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.left >= 0 && box.right <= document.documentElement.clientWidth;
}"""


def come(browser: Browser, house: House, address: str, role: Role, width: int, path: str) -> Page:
    """A page as somebody with a long mailbox sees it."""
    visitor = house.sign_in(role, f"en.mycket.lang.brevlada.for.{role}@exempelforvaltningen.example.org")
    context, page, _ = a_page(browser, address, bypass_csp=True, viewport={"width": width, "height": 740})
    context.add_cookies([{"name": visitor.name, "value": visitor.token, "url": address}])
    page.goto(address + path)
    return page


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("width", "rows"), [(1280, 1), (360, 2)])
def test_it_takes_no_more_rows_than_it_must(
    browser: Browser, house: House, address: str, role: Role, width: int, rows: int
) -> None:
    """Folded; unfolded it lies over the page, wholly on the screen, and axe finds nothing."""
    page = come(browser, house, address, role, width, "/numbers")
    assert page.evaluate(ROWS) <= rows
    page.locator("header summary").click()
    links = page.locator("header details[open] a")
    assert links.count() >= 4
    assert all(link.evaluate(ON_THE_SCREEN) for link in links.all())
    assert page.evaluate(ROWS) <= rows
    assert page.evaluate(FITS)
    assert faults_on(page) == []
    page.context.close()


def test_it_is_unfolded_and_left_with_keys_alone(browser: Browser, house: House, address: str) -> None:
    """Tab to "Mer", Enter, Tab to a link in it, Enter; the page and the menu say where one is."""
    page = come(browser, house, address, "admin", 1280, "/queue")
    assert page.locator("header [aria-current=page]").inner_text() == "Att göra"
    press_until(page, "Mer")
    page.keyboard.press("Enter")
    press_until(page, "Luckor")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/gaps")
    assert page.locator("summary[aria-current=true]").inner_text().startswith("Mer")
    assert page.locator("header a[aria-current=page]").text_content() == "Luckor"
    page.context.close()


def press_until(page: Page, words: str) -> None:
    """Tab until these words have the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"Tab never comes to {words}")
