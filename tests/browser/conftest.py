"""A browser for each module, a street and a staff house for each test, and a context as a visitor has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import Engine

from tests.browser.street import Street, a_street
from tests.directory.conftest import empty_directory, seeded_directory, seeded_engine, server
from tests.staff.builders import House
from tests.staff.serving import served

__all__ = ["empty_directory", "seeded_directory", "seeded_engine", "server"]

CHROMIUM = Path("/usr/bin/chromium")
BACK_CACHE_ON = ["--disable-back-forward-cache"]
"""Playwright switches the back-forward cache off; people's browsers have it on."""


class NewPage(Protocol):
    """Opens a page in a browser of its own."""

    def __call__(self, **options: Any) -> Page:
        """Options of a browser context; a Swedish desktop when nothing is said."""
        ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with the back-forward cache as people have it.

    One for each module and not one for all: while it lives, Playwright's event loop runs in this
    thread, and tests elsewhere could not run their own.
    """
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            ignore_default_args=BACK_CACHE_ON,
        )
        yield chromium
        chromium.close()


@pytest.fixture
def street() -> Iterator[Street]:
    """The chat and the neutral page."""
    with a_street() as houses:
        yield houses


@pytest.fixture
def new_page(browser: Browser, street: Street) -> Iterator[NewPage]:
    """Pages that fail the test when they ask any other host for anything."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((street.chat, street.away)):
            foreign.append(url)

    def open_page(**options: Any) -> Page:
        wanted = {"locale": "sv-SE", "viewport": {"width": 1280, "height": 800}} | options
        context = browser.new_context(**wanted)
        context.on("request", lambda request: note(request.url))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


@pytest.fixture
def house(seeded_engine: Engine, tmp_path: Path) -> Iterator[House]:
    """The staff house with the whole seed."""
    house = House(seeded_engine, tmp_path)
    yield house
    house.close()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """Where the staff house is."""
    with served(house) as address:
        yield address
