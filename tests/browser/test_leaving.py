"""Quick exit: gone at once, and Back brings nothing back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.street import Street
from tests.browser.visits import ANSWER, DRAFT, EXIT, SECRET, an_answer, everything_on, go_back, write

pytestmark = pytest.mark.browser

CANARIES = (SECRET, ANSWER, DRAFT)


def a_visit_with_a_draft(page: Page, street: Street) -> None:
    """Something written, something answered, something begun."""
    street.rasa.answer = an_answer()
    page.goto(street.away)
    page.goto(street.chat)
    write(page, SECRET)
    page.get_by_label("Skriv med egna ord").fill(DRAFT)


def canaries_on(page: Page) -> list[str]:
    """Which of the secrets can be found on the page."""
    content = everything_on(page)
    return [canary for canary in CANARIES if canary in content]


def press_the_link(page: Page) -> None:
    """By mouse or finger."""
    page.get_by_role("link", name=EXIT["sv"]).click()


def press_enter_on_the_link(page: Page) -> None:
    """By keyboard."""
    page.get_by_role("link", name=EXIT["sv"]).focus()
    page.keyboard.press("Enter")


def press_shift_three_times(page: Page) -> None:
    """From wherever the focus is."""
    for _ in range(3):
        page.keyboard.press("Shift")


WAYS = {
    "link": (press_the_link, True),
    "keyboard": (press_enter_on_the_link, True),
    "shift": (press_shift_three_times, True),
    "link, no script": (press_the_link, False),
}


@pytest.mark.parametrize("way", WAYS)
def test_after_leaving_back_shows_nothing(new_page: NewPage, street: Street, way: str) -> None:
    """Back three times, forward and reload: no word of the conversation, no draft, no cookie, no referrer."""
    leave, script = WAYS[way]
    page = new_page(java_script_enabled=script)
    a_visit_with_a_draft(page, street)
    street.referrers.clear()
    leave(page)
    expect(page.get_by_role("heading", name="Väder i dag")).to_be_visible()
    assert [cookie for cookie in page.context.cookies() if cookie["name"] == "s"] == []
    found = []
    for _ in range(3):
        go_back(page)
        found += canaries_on(page)
    page.go_forward(timeout=1500)
    page.reload()
    assert found + canaries_on(page) == []
    assert not [told for told in street.referrers if told.startswith(street.chat)]
    assert street.referrers[0] == ""
    assert street.rasa.forgotten == street.rasa.senders


def test_a_plain_link_away_would_bring_it_all_back(new_page: NewPage, street: Street) -> None:
    """The control: without our exit Back shows the conversation. If this fails, the test above is blind."""
    page = new_page()
    a_visit_with_a_draft(page, street)
    page.evaluate("address => { location.href = address }", street.away)
    expect(page.get_by_role("heading", name="Väder i dag")).to_be_visible()
    go_back(page)
    page.wait_for_timeout(500)
    assert SECRET in canaries_on(page)


def test_the_page_is_blank_before_the_server_has_answered(new_page: NewPage, street: Street) -> None:
    """The words vanish at the press, however slow the way to the neutral page is."""
    page = new_page()
    a_visit_with_a_draft(page, street)
    page.route("**/lamna", lambda _: None)
    seen = page.evaluate(
        """() => { document.querySelector('.exit').click();
        return [getComputedStyle(document.body).display, document.querySelector('textarea').value]; }"""
    )
    assert seen == ["none", ""]


def test_shift_as_part_of_typing_does_not_leave(new_page: NewPage, street: Street) -> None:
    """Capital letters and two presses are no wish to leave."""
    page = new_page()
    page.goto(street.chat)
    page.get_by_label("Skriv med egna ord").focus()
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift+D"):
        page.keyboard.press(key)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.url == street.chat + "/"


@pytest.mark.parametrize("size", [(320, 568), (1280, 800)], ids=["phone", "desk"])
def test_the_exit_is_in_sight_wherever_the_page_stands(
    new_page: NewPage, street: Street, size: tuple[int, int]
) -> None:
    """Top, middle and bottom of a long conversation."""
    page = new_page(viewport={"width": size[0], "height": size[1]})
    a_visit_with_a_draft(page, street)
    for part in (0, 0.5, 1):
        page.evaluate("part => scrollTo(0, part * document.body.scrollHeight)", part)
        expect(page.get_by_role("link", name=EXIT["sv"])).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_after_deleting_back_shows_nothing(new_page: NewPage, street: Street, script: bool) -> None:
    """The delete button is as thorough as the exit."""
    page = new_page(java_script_enabled=script)
    a_visit_with_a_draft(page, street)
    page.get_by_role("button", name="Radera samtalet").click()
    expect(page.get_by_role("heading", name="Samtalet är raderat")).to_be_visible()
    found = []
    for _ in range(2):
        go_back(page)
        found += canaries_on(page)
    assert found == []
