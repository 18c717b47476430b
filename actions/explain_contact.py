"""Tells what happens if the visitor contacts the services just shown."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events
from actions._need import language_of
from actions._reading_room import reading_room


class ExplainContact(CalmAction):
    """One message a service, made of the directory's sourced statements."""

    action_name = "action_explain_contact"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Explain at most the three services shown last."""
        language = language_of(tracker.slots)
        dispatcher.utter_message(response="utter_contact_explained")
        for code in (tracker.slots.get("shown") or [])[-3:]:
            service = reading_room().service(code)
            if service and service.what_happens:
                points = "\n".join(text.in_(language) for text in service.what_happens)
                dispatcher.utter_message(text=f"{service.name.in_(language)}\n{points}")
        return []
