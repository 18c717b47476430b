"""Somebody at the staff pages with a keyboard, no mouse, no script; each page by what can be done on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Route

from staff.accounts.members import Role
from tests.browser.test_accessibility import faults_on
from tests.staff.builders import House

FAR = 400
"""So many presses of Tab and nobody would have gone on."""


class Colleague:
    """Signed in with a role. Every page that is come to is looked at by rule; `faults` is what was found."""

    def __init__(
        self, browser: Browser, house: House, address: str, role: Role, look: dict[str, Any]
    ) -> None:
        visitor = house.sign_in(role, f"{role}@example.org")
        cookie: Any = {"name": visitor.name, "value": visitor.token, "url": address}
        self.address, self.email, self.faults = address, visitor.email, list[str]()
        self._writer = browser.new_context(java_script_enabled=False, locale="sv-SE", **look)
        self._reader = browser.new_context(locale="sv-SE", **look)
        for context in (self._writer, self._reader):
            context.add_cookies([cookie])
        self.page = self._writer.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda said: self._complain(said.text) if said.type == "error" else None)
        self._writer.on("request", lambda asked: self._stays_here(asked.url))
        self._axe = self._reader.new_page()
        self.stops = 0

    def leave(self) -> None:
        """Closes the browser."""
        self._writer.close()
        self._reader.close()

    def start(self) -> None:
        """Types the address."""
        self.page.goto(self.address)
        self.look()

    def tab_to(self, there: Locator) -> None:
        """Presses Tab until it is there; `stops` counts the presses."""
        wanted = there.element_handle()
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            self.stops += 1
            if wanted.evaluate("(one) => one === document.activeElement"):
                return
        raise AssertionError(f"Tab never comes to {there}")

    def follow(self, name: str, *, within: str = "body") -> None:
        """A link, by its words."""
        self._enter(self.page.locator(within).get_by_role("link", name=name, exact=True).first)

    def unfold(self, name: str) -> None:
        """A menu, by its words."""
        self.tab_to(self.page.locator("summary", has_text=name))
        self.page.keyboard.press("Enter")

    def press(self, name: str) -> None:
        """A button, by its words; when there are two, the next one that Tab comes to."""
        self._enter(self.page.get_by_role("button", name=name, exact=True).last)

    def write(self, label: str, words: str, *, within: str = "body") -> None:
        """Into a box, over what stood there."""
        self.tab_to(self.page.locator(within).get_by_label(label).first)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def tick(self, box: Locator) -> None:
        """A box or a choice, with the space bar."""
        self.tab_to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def choose_file(self, file: Path) -> None:
        """The one thing that is not done with keys: the browser's own dialogue has none here."""
        self.page.get_by_label("Fil").set_input_files(file)

    def enter(self) -> None:
        """Sends the form that the focus is in."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def reads(self, words: str) -> bool:
        """Whether these words stand on the page."""
        return words in self.page.locator("main").inner_text()

    @property
    def notice(self) -> str:
        """What the page says once after a change."""
        return self.page.get_by_role("status").first.inner_text()

    @property
    def heading(self) -> str:
        """The page's heading."""
        return self.page.locator("h1").inner_text()

    def look(self) -> None:
        """The page by rule: axe, and nothing wider than the screen. axe needs script, so it gets a copy."""
        where, html = self.page.url.partition("#")[0], self.page.content()

        def copy(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        self._axe.route(where, copy)
        self._axe.goto(where)
        self._axe.unroute(where)
        found = faults_on(self._axe)
        widths = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        if widths[0] > widths[1]:
            found.append(f"{widths[0]} px wide on {widths[1]}")
        self.faults += [f"{where}: {one}" for one in found]

    def _enter(self, there: Locator) -> None:
        self.tab_to(there)
        self.enter()

    def _stays_here(self, url: str) -> None:
        if not url.startswith(self.address):
            self._complain(f"asked for {url}")

    def _complain(self, words: str) -> None:
        """A page that is refused (422) is an error to the browser's console, and none to us."""
        if "422" not in words:
            self.faults.append(words)
