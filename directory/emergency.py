"""Emergency cards that need no database, no session and no Rasa: always the same, always there."""

from __future__ import annotations

from directory.cards import Card, CardLink, CardPhone
from directory.emergency_lines import ladder, lines
from directory.phones import shown
from directory.records import Language, Service
from directory.sources import source_words
from directory.wording import say


def emergency_cards(language: Language) -> tuple[Card, ...]:
    """A card of every emergency line, 112 first."""
    return for_need("", language)


def for_need(need: str, language: Language) -> tuple[Card, ...]:
    """The same cards, the best for a need code first; an unknown code gives the usual order."""
    return tuple(_card(lines()[code], language) for code in ladder(need))


def _card(line: Service, language: Language) -> Card:
    return Card(
        service=line.code,
        name=line.name.in_(language),
        why=say(f"emergency.{line.code}.why", language),
        phones=tuple(_phone(phone.number, line, language) for phone in line.phones),
        links=tuple(CardLink(link.label.in_(language), link.url) for link in line.links),
        hours=say("hours.always", language) if line.always_open else _note(line, language),
        open_now=True if line.always_open else None,
        anonymous=line.anonymous,
        what_happens=tuple(text.in_(language) for text in line.what_happens),
        source=source_words(line.source, language) if line.source else None,
    )


def _phone(number: str, line: Service, language: Language) -> CardPhone:
    found = shown(number)
    return CardPhone(line.name.in_(language), found.number, found.tel)


def _note(line: Service, language: Language) -> str | None:
    return line.hours_note.in_(language) if line.hours_note else None
