"""Empties the conversation's memory; the gateway then deletes the conversation itself."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events


class ForgetMe(CalmAction):
    """Belt to the gateway's braces: no slot survives even if the deletion that follows should fail."""

    action_name = "action_forget_me"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Reset every slot."""
        return [AllSlotsReset()]
