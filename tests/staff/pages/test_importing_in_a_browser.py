"""Bringing a file in with a browser: by keyboard alone, accessible on every page, narrow and wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import browser
from tests.staff.builders import House
from tests.staff.pages.test_importing import HEAD, ROW, number_of
from tests.staff.serving import served

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]
CLASS_A = "somaya;Somaya;Somaya;070-174 06 09;\n"


def readable(page: Page) -> None:
    """axe finds nothing, and nothing sticks out."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def press(page: Page, words: str) -> None:
    """Goes to the button or link with Tab, and presses Enter there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            break
    else:
        raise AssertionError(f"Tab never comes to {words}")
    with page.expect_event("load"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_is_brought_in_and_taken_back_without_a_mouse(
    seeded_house: House, browser: Browser, tmp_path: Path, width: int
) -> None:
    """Faults, the look ahead, the file brought in, the list, the undo: everybody can read each."""
    chief = seeded_house.sign_in("approver")
    broken, good = tmp_path / "fel.csv", tmp_path / "lista.csv"
    broken.write_text(HEAD + "jour;Jouren;Bo;7,01741E+08;\n", encoding="utf-8")
    good.write_text(HEAD + ROW + CLASS_A, encoding="utf-8")
    with served(seeded_house) as base:
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_cookies([{"name": chief.name, "value": chief.token, "url": base}])
        page = context.new_page()
        page.goto(f"{base}/export")
        readable(page)
        page.goto(f"{base}/import")
        readable(page)
        page.get_by_label("Fil").set_input_files(broken)
        press(page, "Visa vad som skulle ändras")
        assert "Rad 2, telefon" in page.content()
        readable(page)
        page.get_by_label("Fil").set_input_files(good)
        press(page, "Visa vad som skulle ändras")
        assert "Väntar på att en annan person" in page.content()
        readable(page)
        press(page, "Läs in filen")
        assert number_of(seeded_house) == "070-174 06 05"
        readable(page)
        press(page, "Filer som lästs in")
        readable(page)
        press(page, "lista.csv")
        press(page, "Ta tillbaka importen")
        readable(page)
        press(page, "Ångra")
        assert "Tillbakatagen" in page.content()
        assert number_of(seeded_house) == ""
        context.close()
