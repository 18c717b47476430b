"""The pictures of docs/staff_guide.md and the README's list: no assistant is needed, only the seed.

The service that is corrected in them is nobody's, and so are the counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from directory.counting.book import Book
from directory.counting.counts import Cell
from directory.database import writing_engine
from directory.schema import upgrade
from tests.directory.builders import seeded
from tests.running.assistant import ROOT
from tests.staff.builders import House
from tests.staff.serving import served

FOLDER = ROOT / "docs" / "screenshots"
PHONE: ViewportSize = {"width": 390, "height": 780}
DESKTOP: ViewportSize = {"width": 1100, "height": 760}
SERVICE, NAME = "exempelmottagningen", "Exempelmottagningen"
FILE = (
    "kod;namn;organisation;kategori;beskrivning;"
    "telefon;telefon källa;telefon källdatum;öppet;källa;källdatum\n"
    f"{SERVICE};{NAME};Exempelföreningen;health;Samtal, provtagning och råd.;070-174 06 05;"
    "https://example.org;2026-11-20;mån-fre 09:00-16:00 ej helgdagar;https://example.org;2026-11-20\n"
)
COUNTS = {"sells_sex": (64, 14), "addiction": (31, 0), "partner_violence": (47, 0), "buys_sex": (22, 11)}
LAST_MONTH = date(2026, 10, 5)


def main() -> None:
    """Takes them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with a_house() as house, served(house) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = signed_in(browser, house, address, DESKTOP)
        bring_in(page)
        correct(page)
        still_pages(page)
        on_a_phone(signed_in(browser, house, address, PHONE))
        browser.close()


@contextmanager
def a_house() -> Iterator[House]:
    """The seed, and some counts."""
    with tempfile.TemporaryDirectory(prefix="lotsen-") as folder:
        url = f"sqlite:///{folder}/directory.sqlite"
        engine = writing_engine(url)
        upgrade(engine)
        seeded(url)
        Book(url).write(dict(counts()))
        house = House(engine, Path(folder))
        yield house
        house.close()
        engine.dispose()


def counts() -> Iterator[tuple[Cell, int]]:
    """A month of messages."""
    for need, (reached, without) in COUNTS.items():
        yield Cell(LAST_MONTH, need, "sv", "answered"), reached
        if without:
            yield Cell(LAST_MONTH, need, "en", "no_contact"), without


def signed_in(browser: Browser, house: House, address: str, size: ViewportSize) -> Page:
    """Somebody who may see everything but the users."""
    visitor = house.sign_in("approver", "anna@example.org")
    context = browser.new_context(viewport=size, locale="sv-SE", base_url=address)
    context.add_cookies([{"name": visitor.name, "value": visitor.token, "url": address}])
    return context.new_page()


def picture(page: Page, name: str) -> None:
    """The part of the page that is seen."""
    page.screenshot(path=FOLDER / f"{name}.png")


def bring_in(page: Page) -> None:
    """The service comes with a file."""
    page.goto("/import")
    page.set_input_files("#file", {"name": "lista.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    page.click("text=Visa vad som skulle ändras")
    picture(page, "staff-import")
    page.click("text=Läs in filen")


def correct(page: Page) -> None:
    """Its number is corrected: the form, the page, the history."""
    page.goto(f"/service/{SERVICE}/edit#phones")
    page.fill("#phones-0-number", "070-174 06 06")
    page.fill("#phones-0-source", "Samtal med verksamheten")
    page.fill("#phones-0-source_date", "2026-11-24")
    picture(page, "staff-form")
    page.press("#phones-0-number", "Enter")
    page.get_by_role("status").wait_for()
    picture(page, "staff-service")
    page.goto(f"/service/{SERVICE}/history")
    picture(page, "staff-history")


def still_pages(page: Page) -> None:
    """The pages that only tell."""
    for path, name in (
        ("/services", "staff"),
        ("/queue", "staff-queue"),
        ("/numbers?per=manad&manad=2026-10", "staff-numbers"),
    ):
        page.goto(path)
        picture(page, name)
    page.goto("/gaps")
    while page.get_by_text("räknas fram").count():
        page.wait_for_timeout(500)
        page.reload()
    picture(page, "staff-gaps")


def on_a_phone(page: Page) -> None:
    """A check, where the telephone is."""
    page.goto(f"/service/{SERVICE}/verify")
    page.locator("#points").scroll_into_view_if_needed()
    picture(page, "staff-phone")


if __name__ == "__main__":
    main()
