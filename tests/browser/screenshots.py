"""`make docs-shots`: starts an assistant and takes the pictures of the documents into docs/screenshots."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import staff_screenshots
from tests.browser.staff_screenshots import FOLDER, PHONE
from tests.running.assistant import Assistant, running_assistant


def main() -> None:
    """The chat's first page and a danger; then the staff's pages, which need no assistant."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_assistant() as assistant, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        first_page(browser, assistant, FOLDER / "start.png")
        card_page(browser, assistant, FOLDER / "card.png")
        browser.close()
    staff_screenshots.main()


def first_page(browser: Browser, assistant: Assistant, file: Path) -> None:
    """What a visitor meets, in Swedish, on a phone."""
    page = browser.new_page(viewport=PHONE, locale="sv-SE")
    page.goto(assistant.url("CHAT"))
    page.screenshot(path=file)


def card_page(browser: Browser, assistant: Assistant, file: Path) -> None:
    """An answer in English with its cards."""
    page = browser.new_page(viewport=PHONE, locale="en-GB")
    page.goto(assistant.url("CHAT"))
    say(page, "My husband hits me and I don't know what to do")
    page.screenshot(path=file)


def say(page: Page, words: str) -> None:
    """Send a message and wait for its answer."""
    page.fill("textarea", words)
    page.click("button.send")
    page.wait_for_selector(".card")


if __name__ == "__main__":
    main()
