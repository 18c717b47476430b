"""Counts that a service's number did not work, so that staff check it first."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events
from actions._need import language_of
from actions._reading_room import reading_room, report_wrong_phone


class ReportWrongNumber(CalmAction):
    """Asks which service with buttons, then keeps its code, the field's name and the day; no text."""

    action_name = "action_report_wrong_number"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Ask which one, or report the one that the button named."""
        # The button's own word, not the slot: a report that failed would leave the old service in it.
        code: str | None = next(tracker.get_latest_entity_values("service"), None)
        if code is None:
            return self._ask_which(dispatcher, tracker)
        report_wrong_phone(code)
        dispatcher.utter_message(response="utter_wrong_number_thanks")
        return [SlotSet("service", None)]

    def _ask_which(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language = language_of(tracker.slots)
        shown = [reading_room().service(code) for code in (tracker.slots.get("shown") or [])[-3:]]
        buttons = [
            {
                "title": service.name.in_(language),
                "payload": {"intent": "report_wrong_number", "entities": {"service": service.code}},
            }
            for service in shown
            if service and service.phones
        ]
        response = "utter_which_number" if buttons else "utter_no_cards"
        dispatcher.utter_message(response=response, buttons=buttons)
        return []
