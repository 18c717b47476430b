"""A service's card as the chat draws it, at a chosen time and for a chosen need."""

from __future__ import annotations

from datetime import datetime

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from directory import card_face
from directory.calendar_se import local
from directory.cards_making import make_card
from directory.fallthrough import guarded, matched
from directory.needs import Need
from directory.records import Language, Service

STYLE = card_face.style_inside(".as-in-chat")
"""The chat's style for what stands inside that class."""

_SHEET = '{% from "_card.html" import card %}<ul class="cards">{{ card(c, w, lang) }}</ul>'


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(card_face.FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(card_face.FILTERS)
    return made


_DRAWING = _environment().from_string(_SHEET)


def drawn(service: Service, need: str, language: Language, now: datetime) -> Markup:
    """The card as HTML: the same template, words and style as in the chat."""
    asked = Need(need, language=language).settled()
    shown = guarded((service,), local(now).date())[service.code]
    card = make_card(matched(shown, asked, now), language, now)
    page = _DRAWING.render(c=card, w=card_face.words(language), lang=language)
    return Markup(page)  # noqa: S704 - the template escapes what the directory holds
