"""The form of a service in a browser: corrected with keys alone, and by rule also when it is refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import faults_on
from tests.browser.test_staff_pages import LOOKS, a_page, sign_in_as_admin, too_wide
from tests.staff.builders import House

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]

SERVICE = "/service/somaya"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_a_form_with_every_kind_of_line_and_fault(
    browser: Browser, house: House, address: str, look: str
) -> None:
    """And it is no wider than a phone."""
    context, page, _ = a_page(browser, address, bypass_csp=True, **LOOKS[look])
    sign_in_as_admin(house, address, context)
    page.goto(f"{address}{SERVICE}/edit")
    for name in ("phones", "links", "hours", "exceptions", "places", "what_happens"):
        page.click(f'button[value="add:{name}"]')
    page.fill("#name_sv", "")
    page.fill("#phones-0-number", "ring oss")
    page.fill("#hours-0-mo", "nio")
    page.click('button[value="save"] >> nth=0')
    assert page.locator("[aria-invalid]").count() >= 3
    found = faults_on(page) + too_wide(page)
    context.close()
    assert found == []


def test_a_text_is_corrected_with_keys_alone_and_without_script(
    browser: Browser, house: House, address: str
) -> None:
    """Typed, Enter, saved; the policy is not broken once."""
    context, page, complaints = a_page(browser, address, java_script_enabled=False)
    sign_in_as_admin(house, address, context)
    page.goto(f"{address}{SERVICE}/edit")
    page.focus("#alternate_name_sv")
    page.keyboard.type("Andra namnet")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SERVICE}")
    assert page.locator("role=status").inner_text() == "Sparat."
    assert page.locator("text=Andra namnet").count() == 1
    context.close()
    assert complaints == []


def test_the_preview_looks_as_the_chat_does(browser: Browser, house: House, address: str) -> None:
    """The chat's colours, letters and sizes reach the card."""
    context, page, complaints = a_page(browser, address)
    sign_in_as_admin(house, address, context)
    page.goto(f"{address}{SERVICE}/preview")
    card = page.locator(".as-in-chat .card").first
    style = (
        "(card) => { const s = getComputedStyle(card);"
        " return [s.backgroundColor, s.borderRadius, s.fontSize]; }"
    )
    assert card.evaluate(style) == ["rgb(255, 255, 255)", "12px", "17px"]
    context.close()
    assert complaints == []
