"""What every action of ours does: never throw the conversation at Rasa, never stay silent."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

Events = list[dict[str, Any]]


class CalmAction(Action, ABC):
    """An action whose failure is a sentence.

    An exception that escapes makes rasa_sdk answer 500 with the whole conversation in the body, which Rasa
    then logs; the visitor sees nothing at all.
    """

    action_name: str

    def name(self) -> str:
        """The id that rules.yml and domain.yml use."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Do it, or say that there is nothing to show. What was said before the failure stays said."""
        try:
            return self.act(dispatcher, tracker)
        except Exception:  # whatever it is: outside of here it would carry the conversation with it
            dispatcher.utter_message(response="utter_no_cards")
            return []

    @abstractmethod
    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """What this action does; may raise DirectoryError."""


def intent_of(tracker: Tracker) -> str | None:
    """The intent that was acted on in this turn."""
    intent: str | None = (tracker.latest_message.get("intent") or {}).get("name")
    return intent
