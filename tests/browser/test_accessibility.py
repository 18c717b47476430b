"""Everybody can use it: automatic rules, order of focus, reflow, size of targets, what is announced."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.street import Street
from tests.browser.visits import EXIT, an_answer, write

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "EN-301-549"]
LOOKS: dict[str, dict[str, Any]] = {
    "phone, light": {"viewport": {"width": 320, "height": 640}},
    "desk, dark": {"color_scheme": "dark"},
    "desk, forced colours": {"forced_colors": "active"},
    "desk, English": {"locale": "en-GB"},
}


def faults_on(page: Page) -> list[str]:
    """What axe finds, as rule and place."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [f"{v['id']}: {node['target']}" for v in found.response["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(new_page: NewPage, street: Street, look: str) -> None:
    """First page, an answer, the danger message, and every still page."""
    page = new_page(**LOOKS[look], bypass_csp=True)
    language = "en" if "English" in look else "sv"
    street.rasa.answer = an_answer(language)
    faults: dict[str, list[str]] = {}
    page.goto(street.chat)
    faults["first"] = faults_on(page)
    write(page, "hej där", language)
    page.locator("summary").first.click()
    faults["answer"] = faults_on(page)
    page.reload()
    faults["answer, loaded again"] = faults_on(page)
    write(page, "fara", language)
    faults["danger"] = faults_on(page)
    for path in ("akut", "integritet", "finns-inte"):
        page.goto(f"{street.chat}/{path}")
        faults[path] = faults_on(page)
    assert {where: found for where, found in faults.items() if found} == {}


def test_axe_would_find_a_fault(new_page: NewPage, street: Street) -> None:
    """The control: a picture without words and a pale text are found."""
    page = new_page(bypass_csp=True)
    page.goto(street.chat)
    page.evaluate(
        """() => { const p = document.querySelector('main p'); p.style.color = '#ddd';
        document.querySelector('main').append(document.createElement('img')); }"""
    )
    found = " ".join(faults_on(page))
    assert "image-alt" in found
    assert "color-contrast" in found


def stops(page: Page, number: int) -> list[str]:
    """The first stops of the tabulator key from the top of the page."""
    names = []
    for _ in range(number):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("(document.activeElement.textContent || document.activeElement.id).trim()")
        )
    return names


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_order_of_focus(new_page: NewPage, street: Street, script: bool) -> None:
    """Exit, skip link, emergency numbers, language; and the skip link leads to the box."""
    page = new_page(java_script_enabled=script)
    page.goto(street.chat)
    expected = ["Lämna sidan snabbt", "Till skrivrutan", "Akuta nummer", "In English", "112"]
    assert stops(page, 5) == expected
    page.goto(street.chat)
    stops(page, 2)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Skriv med egna ord")).to_be_focused()


def test_after_sending_the_focus_stays_in_the_box(new_page: NewPage, street: Street) -> None:
    """With script a writer goes on writing; after a button the reader stands at the new answer."""
    street.rasa.answer = an_answer()
    page = new_page()
    page.goto(street.chat)
    write(page, "hej där")
    expect(page.get_by_label("Skriv med egna ord")).to_be_focused()
    page.get_by_role("button", name="Visa andra").click()
    expect(page.get_by_role("heading", name="Svar").nth(2)).to_be_focused()


def test_without_script_the_newest_answer_has_the_focus(new_page: NewPage, street: Street) -> None:
    """After the page has loaded a screen reader begins there."""
    page = new_page(java_script_enabled=False)
    page.goto(street.chat)
    write(page, "hej där")
    expect(page.get_by_role("heading", name="Svar").last).to_be_focused()


@pytest.mark.parametrize("path", ["", "akut", "integritet", "finns-inte"])
@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_nothing_is_cut_at_320_pixels(new_page: NewPage, street: Street, path: str, locale: str) -> None:
    """No sideways scrolling, with wide text spacing and with letters of twice the size neither."""
    street.rasa.answer = an_answer()
    page = new_page(viewport={"width": 320, "height": 640}, locale=locale, bypass_csp=True)
    page.goto(f"{street.chat}/{path}")
    if not path:
        write(page, "ett-mycket-långt-ord-" * 8, locale[:2])
        page.wait_for_load_state()  # the words are there before the end of the page has come
    for style in (
        "",
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }",
        "html { font-size: 200% }",
    ):
        page.evaluate("document.querySelector('style')?.remove()")
        page.add_style_tag(content=style or "/* as it is */")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_pressed_is_big_enough(new_page: NewPage, street: Street) -> None:
    """Buttons, numbers to call and the exit are at least 44 pixels high; links in running text are exempt."""
    street.rasa.answer = an_answer()
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(street.chat)
    write(page, "hej där")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .call, .link, .bar a, summary, textarea, .tail a')]
        .filter(e => e.offsetParent && getComputedStyle(e).clipPath === 'none')
        .filter(e => e.getBoundingClientRect().height < 43.9).map(e => e.textContent.trim())"""
    )
    assert small == []


def test_the_sticky_parts_never_cover_the_focus(new_page: NewPage, street: Street) -> None:
    """Going through a long page by keyboard, every stop lies between the bar and the writing box."""
    street.rasa.answer = an_answer()
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(street.chat)
    for number in range(3):
        write(page, f"nummer {number}")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.get_by_role("link", name=EXIT["sv"]).focus()
    covered = []
    for _ in range(24):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => { const e = document.activeElement;
            if (e.closest('.bar, form') || e === document.body) return [];
            const r = e.getBoundingClientRect(), bar = document.querySelector('.bar').getBoundingClientRect(),
            form = document.querySelector('form'), f = form.getBoundingClientRect();
            const before = form.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING;
            return r.top < bar.bottom - 1 || (before && r.bottom > f.top + 1)
            ? [e.textContent.trim()] : []; }"""
        )
    assert covered == []


def test_the_conversation_is_announced(new_page: NewPage, street: Street) -> None:
    """A polite log that is there from the start and gets only the new turn; one status while waiting."""
    page = new_page()
    page.goto(street.chat)
    log = page.get_by_role("log", name="Samtalet")
    expect(log).to_have_attribute("aria-live", "polite")
    page.evaluate(
        """() => { window.added = []; new MutationObserver(all => all.forEach(m =>
        m.addedNodes.forEach(n => window.added.push(n.className)))).observe(
        document.querySelector('#logg ol'), {childList: true}); }"""
    )
    write(page, "hej där")
    assert page.evaluate("window.added") == ["mine", "answer"]
    expect(page.locator("#lage")).to_have_text("")


def test_whoever_wants_less_motion_gets_none(new_page: NewPage, street: Street) -> None:
    """There is no animation, transition or smooth scrolling at all."""
    page = new_page()
    page.goto(street.chat)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
        return s.animationName !== 'none' || s.transitionDuration !== '0s'
        || s.scrollBehavior === 'smooth'; }).length"""
    )
    assert moving == 0
