"""History, undo and change requests in a browser, with something in them: on a phone and in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from directory.changes import Proposed, propose
from tests.browser.test_accessibility import faults_on
from tests.browser.test_staff_pages import LOOKS, a_page, sign_in_as_admin, too_wide
from tests.directory.conftest import empty_directory, engine, server
from tests.directory.history_rows import NEW, OLD, change, drop, furnish
from tests.staff.builders import House
from tests.staff.serving import served

__all__ = ["empty_directory", "engine", "server"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]
LONG = "https://example.org/" + "mycket-lang-" * 20


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> Iterator[House]:
    """A service of class A that has a past."""
    furnish(engine, category="shelter")
    house = House(engine, tmp_path)
    yield house
    house.close()


@pytest.fixture
def paths(house: House) -> list[str]:
    """The pages, each with something on it."""
    engine = house.desk.writing_engine
    first = change(engine, "service", description=LONG)
    mixed = change(engine, "phone", number=NEW, sort_order="4")
    change(engine, "service", description="Nytt")
    gone = drop(engine, "language")
    with house.desk.writing("forslag@example.org") as session:
        stale = Proposed("update", "phone", "phone", "service", {"number": OLD}, {"number": NEW})
        fresh = Proposed(
            "update", "service", "service", "service", {"name": "Jouren"}, {"name": "Nya jouren"}
        )
        requests = [propose(session, one, "Ny växel").id for one in (stale, fresh)]
    undos = [f"/undo/save/{save}" for save in (first, mixed, gone)]
    return ["/history", "/service/jour/history", *undos, "/changes", *[f"/changes/{one}" for one in requests]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, house: House, paths: list[str], look: str
) -> None:
    """On every one of them."""
    with served(house) as address:
        context, page, _ = a_page(browser, address, bypass_csp=True, **LOOKS[look])
        sign_in_as_admin(house, address, context)
        faults = {}
        for path in paths:
            page.goto(address + path)
            faults[path] = faults_on(page) + too_wide(page)
        context.close()
    assert {path: found for path, found in faults.items() if found} == {}


def test_a_change_is_taken_back_with_keys_alone(browser: Browser, house: House) -> None:
    """From the history over the preview to the notice."""
    change(house.desk.writing_engine, "service", fees_description="Gratis")
    with served(house) as address:
        context, page, complaints = a_page(browser, address)
        sign_in_as_admin(house, address, context)
        page.goto(f"{address}/service/jour/history")
        page.get_by_role("link", name="Ångra Kostnad").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Ångra").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Ändringen är ångrad.").wait_for()
        assert complaints == []
        context.close()
