"""From values to pages. Knows templates and words; knows no request and no session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.gateway import buttons, markup, start
from bot.gateway.language import PageLanguage, direction
from bot.gateway.limits import CHARACTERS
from bot.gateway.neighbours import EmergencyCards
from bot.gateway.session import IDLE_SECONDS, Exchange
from bot.gateway.words import Words
from directory import card_face
from directory.cards import Card

TEMPLATES = Path(__file__).parent / "templates"
PAGE_LANGUAGES: tuple[PageLanguage, ...] = ("sv", "en")


class Pages:
    """Every page and fragment of the gateway as a string of HTML."""

    def __init__(self, words: Mapping[PageLanguage, Words], emergency: EmergencyCards) -> None:
        self._words, self._emergency = words, emergency
        self._templates = _environment()

    def chat(self, language: PageLanguage, exchanges: Sequence[Exchange], token: str) -> str:
        """The whole conversation."""
        return self._render("chat.html", language, exchanges=exchanges, token=token)

    def addition(self, language: PageLanguage, exchange: Exchange, token: str) -> str:
        """One new turn, for the script to append."""
        return self._render("addition.html", language, exchange=exchange, token=token)

    def farewell(self, language: PageLanguage, exchange: Exchange | None) -> str:
        """The conversation is deleted: the last answer if there was one, what is gone, and what is not."""
        return self._render("farewell.html", language, exchange=exchange)

    def problem(self, language: PageLanguage, name: str) -> str:
        """A request that was refused; `name` is a key of `problems` in texts/."""
        problem = self._words[language]["problems"][name]
        return self._render("problem.html", language, problem=problem, cards=self._emergency.every(language))

    def remark(self, language: PageLanguage, name: str) -> str:
        """The same as one line for the script to show beside the text box."""
        return self._render("remark.html", language, problem=self._words[language]["problems"][name])

    def paper(self, language: PageLanguage, cards: Sequence[Card]) -> str:
        """The contacts to print, and nothing else of the conversation."""
        return self._render("utskrift.html", language, cards=cards)

    def privacy(self, language: PageLanguage) -> str:
        """What is kept, what is not, and what we cannot help."""
        return self._render("integritet.html", language)

    def akut(self, more: Mapping[PageLanguage, Sequence[Any]] | None = None) -> str:
        """The emergency page in both languages. `more`: further cards from the directory's last good copy."""
        both = [(code, self._words[code], self._emergency.every(code), (more or {}).get(code, ()))
                for code in PAGE_LANGUAGES]  # fmt: skip
        return self._render("akut.html", "sv", both=both)

    def _render(self, template: str, language: PageLanguage, **values: Any) -> str:
        return self._templates.get_template(template).render(lang=language, w=self._words[language], **values)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([TEMPLATES, card_face.FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(card_face.FILTERS, paragraphs=markup.paragraphs)
    environment.globals.update(
        most=CHARACTERS,
        idle=IDLE_SECONDS,
        button_value=buttons.value,
        is_start=start.is_start,
        direction=direction,
    )
    return environment
