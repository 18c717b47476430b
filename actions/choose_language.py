"""Changes the language of the answers."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events

_OTHER = {"sv": "en", "en": "sv"}
_ENGLISH = re.compile(r"\beng(?:l|els|\b)")
_SWEDISH = re.compile(r"\b(?:swed|sven)")


class ChooseLanguage(CalmAction):
    """The other of the two languages than the answers have had so far.

    The wish itself is written in either ("English please", "på engelska"), so the message's own language says
    nothing; what was last answered in does.
    """

    action_name = "action_choose_language"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Set the slot `language` to what the message names, or to the other one."""
        return [SlotSet("language", wanted_language(tracker))]


def wanted_language(tracker: Tracker) -> str:
    """ "sv" or "en": the language named in the message, else the other than that of the previous answer."""
    named = _named((tracker.latest_message.get("text") or "").casefold())
    previous = _language_before(tracker)
    return named or _OTHER[previous]


def _named(text: str) -> str | None:
    english = bool(_ENGLISH.search(text))
    swedish = bool(_SWEDISH.search(text))
    if english == swedish:
        return None
    return "en" if english else "sv"


def _language_before(tracker: Tracker) -> str:
    """The slot `language` as it was when the visitor's latest message came in."""
    language, before = "sv", "sv"
    for event in tracker.events:
        if event.get("event") == "user":
            before = language
        elif event.get("event") == "slot" and event.get("name") == "language" and event.get("value"):
            language = event["value"]
    return before
