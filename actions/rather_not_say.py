"""Somebody would rather not say: nothing more is asked, and what there is is shown all the same."""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events
from actions._cards import show
from actions._need import need_from
from actions._reading_room import AFTER_CARDS, reading_room
from directory.cards import Card

_ROLES = ("sells_sex", "buys_sex")
_ASKED_ROLE = "utter_ask_role"
_CHILD, _OUTSIDE = "minor_exploited", "outside_county"


class RatherNotSay(CalmAction):
    """After "who pays": the first place of each side. After cards: the same cards. Else the overview."""

    action_name = "action_rather_not_say"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Show what there is."""
        remembered: str | None = tracker.slots.get("need")
        if tracker.slots.get("age_group") == "under_18":
            remembered = _CHILD  # nobody asks a child further, and no adults' service is named
        elif _last_answer(tracker) == _ASKED_ROLE and tracker.slots.get("district") != _OUTSIDE:
            dispatcher.utter_message(response="utter_both_roles")
            return _show(dispatcher, [_first(tracker, code) for code in _ROLES], remembered)
        if remembered is None:
            dispatcher.utter_message(response="utter_overview")
            return []
        dispatcher.utter_message(response="utter_no_need_to_say")
        need = need_from(remembered, tracker.slots, frozenset())
        return _show(dispatcher, reading_room().first_cards(need), remembered)


def _first(tracker: Tracker, code: str) -> Card:
    return reading_room().first_cards(need_from(code, tracker.slots, frozenset()))[0]


def _show(dispatcher: CollectingDispatcher, cards: Iterable[Card], need: str | None) -> Events:
    shown = show(dispatcher, cards, AFTER_CARDS)
    return [SlotSet("need", need or _ROLES[0]), SlotSet("shown", shown)]


def _last_answer(tracker: Tracker) -> str | None:
    """The last thing we did before the present message."""
    done = [event for event in tracker.events if event.get("event") in ("action", "user")]
    last_message = max((i for i, event in enumerate(done) if event["event"] == "user"), default=0)
    names = [event["name"] for event in done[:last_message] if event["event"] == "action"]
    return next((name for name in reversed(names) if name != "action_listen"), None)
