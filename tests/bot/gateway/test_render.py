"""Cards and pages as HTML."""

from __future__ import annotations

import re

import pytest

from bot.gateway.language import PageLanguage
from bot.gateway.render import Pages
from bot.gateway.session import Exchange
from directory.cards import Card, CardLink, CardPhone
from tests.bot.gateway.builders import WORDS, FakeEmergency, a_card, a_choice, a_reply

PAGES = Pages(WORDS, FakeEmergency())
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def page_with(card: Card, language: PageLanguage = "sv") -> str:
    """A chat page whose answer has this card."""
    return PAGES.chat(language, [Exchange("hej", a_reply(cards=(card,)), "m")], "t")


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (a_card(), 'href="tel:+46701740605"'),
        (a_card(), "Inte kontrollerat av stadens personal än."),
        (a_card(source="example.org, 2024-04-16"), "Källa: example.org, 2024-04-16."),
        (a_card(verified_on="2026-11-20"), "Kontrollerat av stadens personal 2026-11-20."),
        (a_card(open_now=True, hours="dygnet runt"), "Öppet nu"),
        (a_card(open_now=False, opens="öppnar mån 09:00"), "öppnar mån 09:00"),
        (a_card(address="Exempelgatan 1"), "Exempelgatan 1"),
        (a_card(anonymous="partly"), "Du kan vara anonym i vissa fall."),
        (a_card(anonymous="no"), "Du behöver säga vem du är."),
        (a_card(what_happens=("De frågar vad det gäller.",)), "<summary>Vad händer om jag kontaktar dem?"),
        (a_card(links=(CardLink("Chatt", "https://example.org/"),)), 'rel="noreferrer nofollow">Chatt'),
        (a_card(phones=(CardPhone("", "070-174 06 06", "tel:+46701740606"),)), "Ring"),
    ],
)
def test_what_a_card_shows(card: Card, words: str) -> None:
    """Every field of a card has its place."""
    assert words in page_with(card)


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (a_card(verified_on="2026-11-20", source="example.org"), "example.org"),
        (a_card(open_now=None), "Öppet nu"),
        (a_card(open_now=True, opens="öppnar mån"), "öppnar mån"),
        (a_card(anonymous="unknown"), "anonym"),
        (a_card(), "<summary>Vad händer"),
        (a_card(links=(CardLink("Fel", "javascript:alert(1)"),)), "javascript"),
        (a_card(phones=(CardPhone("Fel", "ring mig", "javascript:x"),)), "ring mig"),
    ],
)
def test_what_a_card_does_not_show(card: Card, words: str) -> None:
    """Unknown facts are left out rather than guessed, and unsafe links are dropped."""
    assert words not in page_with(card)


def test_hostile_words_stay_words_everywhere() -> None:
    """Message, card, button, language and source are all escaped."""
    card = Card(
        HOSTILE, HOSTILE, HOSTILE, (CardPhone(HOSTILE, HOSTILE, "tel:112"),),
        (CardLink(HOSTILE, "https://example.org/" + HOSTILE),), HOSTILE, HOSTILE, True, HOSTILE, "yes",
        (HOSTILE,), None, HOSTILE,
    )  # fmt: skip
    reply = a_reply(HOSTILE, cards=(card,), choices=(a_choice("1", HOSTILE),))
    page = PAGES.chat("sv", [Exchange(HOSTILE, reply, "m")], "t")
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/chat.js" defer>']
    assert "<img" not in page
    assert "onerror=alert(1)>" not in page.replace("onerror=alert(1)&gt;", "")


def test_no_page_has_inline_style_or_script() -> None:
    """The policy would block them, so they must not be there."""
    pages = [page_with(a_card()), PAGES.privacy("sv"), PAGES.akut(), PAGES.problem("en", "gone")]
    for page in pages:
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script>", page)


def test_the_emergency_page_holds_both_languages_and_every_constant() -> None:
    """One static page for everybody; under ten kilobytes, so that it loads on any line."""
    page = PAGES.akut({"sv": [a_card("till", name="En till")], "en": []})
    assert '<section lang="sv"' in page
    assert '<section lang="en"' in page
    assert page.count('href="tel:112"') >= 4
    assert "En till" in page
    assert len(page.encode()) < 10_000


def test_the_page_grows_no_ids_twice() -> None:
    """Every id is there once, whatever the conversation."""
    exchanges = [Exchange("hej", a_reply(cards=(a_card(),)), str(number)) for number in range(3)]
    for page in (PAGES.chat("sv", exchanges, "t"), PAGES.privacy("en"), PAGES.akut()):
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
