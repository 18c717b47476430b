"""The cards to show when the database or the action server is gone, in one file.

It is made new at every seed and import, as if it were night, so that somebody in it answers at any
hour; and it says nothing of what is open at the moment.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from directory.alerts import with_dated_alert
from directory.calendar_se import local
from directory.cards import Card
from directory.cards_making import make_card, timeless
from directory.catalogue import Catalogue
from directory.clock import STOCKHOLM
from directory.match import Match, Need, Reason, find, shortlist
from directory.records import Language, Service
from directory.terms import NeedTerm

VERSION = 1
MOST_BYTES = 5_000_000
QUIET_HOUR = 3
"""The hour of the night at which only lines that never close answer."""

OF_THE_MOMENT = frozenset({Reason.OPEN_NOW, Reason.CLOSED_NOW})

LANGUAGES: tuple[Language, ...] = get_args(Language)
CardsOfNeed = Mapping[Language, tuple[Card, ...]]
Cards = Mapping[Language, Mapping[str, tuple[Card, ...]]]


@dataclass(frozen=True, slots=True)
class Published:
    """The cards of every need in both languages, and when they were made."""

    made_at: datetime
    by_language: Cards

    def cards(self, need: str, language: Language) -> tuple[Card, ...]:
        """At most three cards; none for a need that is not there."""
        return self.by_language.get(language, {}).get(need, ())


def make(services: Iterable[Service], needs: Iterable[NeedTerm], now: datetime) -> Published:
    """The copy as of `now`, for needs that lead to services."""
    known, night = Catalogue(services), coming_night(now)
    by_need = {code: cards_of(code, known.leading_to(code), night) for code in codes(needs)}
    return together(by_need, now)


def codes(needs: Iterable[NeedTerm]) -> tuple[str, ...]:
    """The needs that lead to services."""
    return tuple(need.code for need in needs if need.kind != "dialogue" or need.offers)


def cards_of(code: str, services: Iterable[Service], night: datetime) -> CardsOfNeed:
    """The first three for one need, one of them answering at night."""
    known = tuple(services)
    return {language: _cards(code, language, known, night) for language in LANGUAGES}


def together(by_need: Mapping[str, CardsOfNeed], now: datetime) -> Published:
    """The copy of these cards as of `now`."""
    return Published(
        made_at=now,
        by_language={
            language: {code: cards[language] for code, cards in by_need.items()} for language in LANGUAGES
        },
    )


def write(published: Published, path: Path) -> None:
    """Replaces the file in one step: a reader sees the old copy or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps(_to_json(published), ensure_ascii=False, indent=1)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def read(path: Path) -> Published | None:
    """The copy, or None when there is none that can be trusted. Cards that are not whole are left out."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["version"] != VERSION:
            return None
        made_at = datetime.fromisoformat(held["made_at"])
        by_language = {
            language: {str(code): _whole(cards) for code, cards in held["cards"][language].items()}
            for language in get_args(Language)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Published(made_at, by_language)


def _cards(code: str, language: Language, services: tuple[Service, ...], night: datetime) -> tuple[Card, ...]:
    chosen = shortlist(find(Need(code, language=language), services, night), night)
    return tuple(_card_of(match, language, night) for match in chosen)


def _card_of(match: Match, language: Language, night: datetime) -> Card:
    """The card as anyone may read it later: a message that lasts longer than the night gives its last day."""
    card = timeless(make_card(_lasting(match), language, night))
    return replace(card, why=with_dated_alert(card.why, match.service, local(night).date(), language))


def _lasting(match: Match) -> Match:
    """The match without what holds only at night."""
    reasons = tuple(reason for reason in match.reasons if reason not in OF_THE_MOMENT)
    return replace(match, service=replace(match.service, alert=None), reasons=reasons or (Reason.FITS,))


def coming_night(now: datetime) -> datetime:
    """The next quiet hour in Stockholm."""
    tomorrow = now.astimezone(STOCKHOLM) + timedelta(days=1)
    return tomorrow.replace(hour=QUIET_HOUR, minute=0, second=0, microsecond=0)


def _to_json(published: Published) -> dict[str, Any]:
    """The copy as the file holds it."""
    cards = {
        language: {code: [card.to_json() for card in cards] for code, cards in by_need.items()}
        for language, by_need in published.by_language.items()
    }
    return {"version": VERSION, "made_at": published.made_at.isoformat(), "cards": cards}


def _whole(cards: Any) -> tuple[Card, ...]:
    """The cards of one need that can be shown as they stand."""
    made = (_card(card) for card in cards if isinstance(card, dict))
    return tuple(card for card in made if card is not None)


def _card(held: dict[str, Any]) -> Card | None:
    """One card; None when a part is missing, is no text, or links anywhere that a card must not lead."""
    try:
        card = Card.from_json(held)
        words = [card.service, card.name, card.why, *card.what_happens]
        words += [text for phone in card.phones for text in (phone.label, phone.number, phone.tel)]
        words += [text for link in card.links for text in (link.label, link.url)]
        leads = [phone.tel.startswith("tel:") for phone in card.phones]
        leads += [link.url.startswith(("https://", "http://", "mailto:")) for link in card.links]
    except (TypeError, AttributeError, ValueError):
        return None
    return card if all(isinstance(word, str) for word in words) and all(leads) else None


def _settle(folder: Path) -> None:
    """Makes the renaming itself last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
