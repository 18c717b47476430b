"""The face of a card: the chat draws it, and staff's preview draws the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.gateway.render import Pages
from bot.gateway.session import Exchange
from bot.gateway.static_files import FILES
from bot.gateway.words import load
from directory import card_face
from directory.cards import Card
from directory.records import Language
from tests.bot.gateway.builders import FakeEmergency, a_card, a_reply

LANGUAGES: tuple[Language, ...] = get_args(Language)
CARDS = (
    a_card(),
    replace(a_card(), open_now=False, opens="öppnar i morgon", address="Exempelgatan 1", anonymous="partly"),
    replace(a_card(), phones=(), links=(), hours=None, open_now=None, verified_on="2026-11-20", source=None),
)


def drawn(card: Card, language: Language) -> str:
    """The card by any house that loads the face."""
    environment = Environment(
        loader=FileSystemLoader(card_face.FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(card_face.FILTERS)
    page = environment.from_string('{% from "_card.html" import card %}{{ card(c, w, lang) }}')
    return page.render(c=card, w=card_face.words(language), lang=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("card", CARDS)
def test_the_chat_draws_the_same_card(card: Card, language: Language) -> None:
    """Byte by byte."""
    chat = Pages(load(), FakeEmergency()).chat(language, [Exchange("", a_reply(cards=(card,)), "m")], "t")
    assert drawn(card, language) in chat


def test_both_languages_have_the_same_words() -> None:
    """Nothing is missing on either side."""
    swedish, english = (card_face.words(language) for language in LANGUAGES)
    assert swedish.keys() == english.keys()
    assert swedish["anonymous"].keys() == english["anonymous"].keys()


def test_every_part_of_the_style_is_in_the_chats_and_in_that_for_elsewhere() -> None:
    """No part is named that is not there, none is there that is not used."""
    parts = {path.stem for path in card_face.FOLDER.glob("*.css")} - {"frame"}
    elsewhere = card_face.style_inside(".as-in-chat")
    for part in parts:
        text = (card_face.FOLDER / f"{part}.css").read_text("utf-8").strip()
        assert text in FILES["chat.css"].decode()
        assert text.replace(":root", "&") in elsewhere
        assert f"{part}.css" not in FILES["chat.css"].decode() + elsewhere


def test_the_frame_sets_the_chats_own_letters() -> None:
    """The one line that stands twice."""
    frame = (card_face.FOLDER / "frame.css").read_text("utf-8")
    (font,) = re.findall(r"^font:.*$", frame, re.MULTILINE)
    assert font in FILES["chat.css"].decode()
