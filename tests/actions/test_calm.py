"""An action whose failure is a sentence, and never the conversation in an error."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._base import CalmAction, Events, intent_of
from directory.errors import DirectoryUnavailable
from tests.actions.builders import a_tracker, responses, run


class Failing(CalmAction):
    """Says one thing and then fails."""

    action_name = "action_failing"

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Fails."""
        dispatcher.utter_message(response="utter_before")
        raise self._fault


@pytest.mark.parametrize(
    "fault", [DirectoryUnavailable("locked"), KeyError("need"), ValueError("hemligt"), RuntimeError()]
)
def test_whatever_fails_there_is_a_sentence(fault: Exception) -> None:
    """What was said stays, the sentence follows, nothing is remembered."""
    said, slots = run(Failing(fault), a_tracker(text="hemligt"))
    assert responses(said) == ["utter_before", "utter_no_cards"]
    assert slots == {}
    assert "hemligt" not in str(said)


def test_the_name_is_the_id() -> None:
    """What rules.yml and domain.yml call it."""
    assert Failing(ValueError()).name() == "action_failing"


def test_a_message_without_an_intent_has_none() -> None:
    """As after a button that Rasa did not understand."""
    tracker = a_tracker()
    tracker.latest_message = {}
    assert intent_of(tracker) is None
