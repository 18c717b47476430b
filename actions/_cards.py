"""Puts contact cards before the visitor."""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from directory.cards import Card


def show(dispatcher: CollectingDispatcher, cards: Iterable[Card], words_after: str) -> list[str]:
    """The cards, then the wording below them; returns the codes of what was shown."""
    shown = []
    for card in cards:
        dispatcher.utter_message(json_message={"card": card.to_json()})
        shown.append(card.service)
    dispatcher.utter_message(response=words_after)
    return shown
