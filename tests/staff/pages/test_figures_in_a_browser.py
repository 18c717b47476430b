"""The pages of numbers and gaps in Chromium: accessible, narrow, dark, and with the pictures drawn."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from directory.counting.book import Book
from directory.counting.counts import Cell
from tests.browser.conftest import browser
from tests.staff.builders import House, Visitor

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]

DAY = date(2026, 10, 5)
BASE = "https://staff.example.org"
PATHS = ("/numbers", "/numbers?per=manad&manad=2026-10", "/gaps", "/gaps?behov=sells_sex&tid=night")
LOOKS: dict[str, tuple[int, Literal["light", "dark"]]] = {
    "phone": (360, "light"),
    "phone, dark": (360, "dark"),
    "desktop": (1280, "light"),
}


@pytest.fixture
def visitor(seeded_house: House) -> Visitor:
    """A viewer in a house with counts."""
    needs = ["sells_sex", "addiction", "partner_violence", "threats_and_blackmail", "worried_about_someone"]
    counts = {Cell(DAY, need, "sv", "answered"): 20 + 9 * number for number, need in enumerate(needs)}
    counts |= {Cell(DAY, "sells_sex", "en", "no_contact"): 14, Cell(DAY, "buys_sex", "sv", "no_contact"): 11}
    counts |= {Cell(date(2026, 11, day), "sells_sex", "sv", "answered"): day for day in range(1, 20)}
    Book(seeded_house.desk.writing_engine.url.render_as_string(hide_password=False)).write(counts)
    viewer = seeded_house.sign_in("viewer")
    with ThreadPoolExecutor(1) as thread:
        while "räknas fram" in thread.submit(viewer.get, "/gaps").result().text:
            pass  # until the gaps have been worked out
    return viewer


@pytest.fixture(params=LOOKS)
def page(request: pytest.FixtureRequest, browser: Browser, visitor: Visitor) -> Iterator[Page]:
    """A page in one look, answered by the house itself; every fault that Chromium tells fails the test."""
    width, scheme = LOOKS[request.param]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page, faults = context.new_page(), list[str]()
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop lives in this one

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(BASE)
            if path == "/favicon.ico":
                return route.fulfill(status=204)
            found = thread.submit(visitor.get, path).result()
            return route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

        page.route("**/*", answer)
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        yield page
        context.close()
    assert faults == []


@pytest.mark.parametrize("path", PATHS)
def test_it_can_be_read_by_everybody(page: Page, path: str) -> None:
    """axe finds nothing; nothing sticks out; every picture is there."""
    page.goto(f"{BASE}{path}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    widths = page.evaluate("[...document.images].map(image => image.complete ? image.naturalWidth : 0)")
    assert all(widths)
    assert len(widths) == (2 if path.startswith("/numbers") else 0)
