"""Shows the contact cards for what the visitor needs."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events, intent_of
from actions._cards import show
from actions._need import need_code, need_from
from actions._reading_room import reading_room

# What is said before the cards, where no topic has said anything.
_FIRST = {
    "more_options": "utter_more_options",
    "tell_place": "utter_place_noted",
    "tell_person": "utter_person_noted",
}


class FindServices(CalmAction):
    """At most three cards; for "others, please" those not shown before."""

    action_name = "action_find_services"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Look up, show, and remember what was shown."""
        code = need_code(intent_of(tracker), tracker.slots)
        if code is None:
            dispatcher.utter_message(response="utter_overview")
            return []
        wants_others = intent_of(tracker) == "more_options"
        shown: list[str] = tracker.slots.get("shown") or []
        exclude = frozenset(shown) if wants_others else frozenset()
        need = need_from(code, tracker.slots, exclude)
        cards = reading_room().first_cards(need)
        if not cards or (wants_others and all(card.service in shown for card in cards)):
            dispatcher.utter_message(response="utter_no_more_options" if wants_others else "utter_no_cards")
            return [SlotSet("need", code)]
        if said := _FIRST.get(intent_of(tracker) or ""):
            dispatcher.utter_message(response=said)
        now_shown = [
            *(shown if wants_others else []),
            *show(dispatcher, cards, reading_room().words_after(need)),
        ]
        return [SlotSet("need", code), SlotSet("shown", now_shown)]
