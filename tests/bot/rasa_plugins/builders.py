"""Readings, trackers and clocks made by hand for the tests of Rasa's plugins."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.decision import Reading
from bot.rasa_plugins.topics import topics

Result = TypeVar("Result")
CRISES = tuple(topic.code for topic in topics().values() if topic.kind == "crisis")
NEEDS = tuple(topic.code for topic in topics().values() if topic.kind != "dialogue")
LISTEN = ACTION_LISTEN_NAME
# Rasa warns so at every domain it reads, whatever is in it.
makes_domains = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed")


class StoppedClock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now

    def pass_(self, seconds: float) -> None:
        """Lets time go by."""
        self.now += seconds


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs asynchronous work to its end."""
    return asyncio.run(work)


def a_reading(ranking: str = "greet 0.9, thanks 0.02", **changes: Any) -> Reading:
    """What was read out of a message; the ranking is written "code 0.5, code 0.2", best first."""
    pairs = [entry.split() for entry in ranking.split(",")]
    return Reading(**{"ranking": [(code, float(confidence)) for code, confidence in pairs], **changes})


def said(intent: str, text: str = "", **parsed: Any) -> UserUttered:
    """A visitor's message that was understood as `intent`."""
    understood = {"name": intent, "confidence": 1.0}
    return UserUttered(text, understood, parse_data={"text": text, "intent": understood, **parsed})


def done(*actions: str) -> list[Event]:
    """These actions ran."""
    return [ActionExecuted(action) for action in actions]


def a_tracker(*events: Event | Sequence[Event], sender: str = "s", **slots: Any) -> DialogueStateTracker:
    """A conversation with these events, single or in lists; slots are set at its beginning."""
    domain = Domain.from_dict(
        {
            "slots": {
                name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
                for name in ("language", "need", "shown")
            }
        }
    )
    flat: list[Event] = [SlotSet(name, value) for name, value in slots.items()]
    for event in events:
        flat.extend(event if isinstance(event, Sequence) else [event])
    return DialogueStateTracker.from_events(sender, flat, domain.slots)
