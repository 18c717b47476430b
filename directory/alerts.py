"""What is other than usual for a while ("the phone is closed"): the first sentence of a card's why."""

from __future__ import annotations

from datetime import date

from directory.hours_words import day_words
from directory.records import Language, Service
from directory.wording import say

LONGEST = 200
"""Characters: it stands before all else on the card."""
_ENDINGS = (".", "!", "?", "…")


def is_told(service: Service, today: date) -> bool:
    """Until the end of its last day; without one it is never told, for nobody would take it away."""
    return bool(service.alert) and service.alert_until is not None and service.alert_until >= today


def with_alert(why: str, service: Service, today: date, language: Language) -> str:
    """E.g. "Just nu: Telefonen är stängd. För kvinnor"; `why` alone when there is nothing to tell."""
    return _before(why, "alert.now", service, today, language)


def with_dated_alert(why: str, service: Service, today: date, language: Language) -> str:
    """The same for whoever reads it on a later day: "Till och med 3 dec: ..."."""
    return _before(why, "alert.until", service, today, language)


def _before(why: str, words: str, service: Service, today: date, language: Language) -> str:
    text = " ".join(service.alert.in_(language).split()) if service.alert else ""
    if not text or service.alert_until is None or not is_told(service, today):
        return why
    sentence = text if text.endswith(_ENDINGS) else f"{text}."
    return say(words, language, text=sentence, date=day_words(service.alert_until, language), why=why)
