"""Collects what Rasa says in one turn and makes the wire form of a reply of it (C3 and a little more)."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.decider import CANDIDATES, DANGER_DOUBTED, SOFT_DANGER
from bot.rasa_plugins.language_identifier import LANGUAGE_NAME
from bot.rasa_plugins.topics import buttons, topics

_ABOUT_THE_NEED_BEFORE = ("tell_place", "tell_person")


class Outgoing(OutputChannel):
    """An output channel that keeps the messages in order instead of sending them anywhere."""

    def __init__(self) -> None:
        self.spoken: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as conditions on responses see it."""
        return "lotsen"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message as it is."""
        self.spoken.append(message)


def wire(spoken: list[dict[str, Any]], tracker: DialogueStateTracker) -> dict[str, Any]:
    """The whole turn as JSON: see docs/way_of_a_message.md."""
    parsed = _latest_parse(tracker)
    language = tracker.get_slot("language") or "sv"
    intent = (parsed.get("intent") or {}).get("name")
    messages = [_message(said, language) for said in spoken if said.get("text")]
    cards = [said["custom"]["card"] for said in spoken if "card" in (said.get("custom") or {})]
    return {
        "language": "other" if intent == "other_language" else _spoken_language(messages, language),
        "language_name": parsed.get(LANGUAGE_NAME),
        "need": _need(intent, tracker, cards),
        "crisis": bool(messages) and messages[0]["response"].startswith("utter_danger_"),
        "soft_danger": bool(parsed.get(SOFT_DANGER)),
        "danger_doubted": bool(parsed.get(DANGER_DOUBTED)),
        "messages": messages,
        "cards": cards,
        "choices": _choices(spoken, parsed.get(CANDIDATES) or [], language),
        "ended": any(said.get("utter_action") == "utter_deleted" for said in spoken),
    }


def _need(intent: str | None, tracker: DialogueStateTracker, cards: list[Any]) -> str | None:
    """The code acted on: the message's own, or for "in Tensta" after cards the one they are for."""
    if intent in topics():
        return intent
    need: str | None = tracker.get_slot("need")
    return need if intent in _ABOUT_THE_NEED_BEFORE and cards else None


def _latest_parse(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What was read out of the last message; after a restart `latest_message` is empty, events are not."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return event.parse_data or {}
    return {}


def _spoken_language(messages: list[dict[str, str]], slot: str) -> str:
    """What the answer is in; deleting empties the slot before we get here."""
    return messages[0]["lang"] if messages else slot


def _message(said: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "text": said["text"],
        "lang": said.get("lang", language),
        "response": said.get("utter_action", "directory"),
    }


def _choices(spoken: list[dict[str, Any]], candidates: list[str], language: str) -> list[dict[str, Any]]:
    choices = []
    for said in spoken:
        choices += [_button(button) for button in said.get("buttons") or []]
        wanted = (said.get("metadata") or {}).get("choices")
        if wanted == "start":
            choices += [_topic(code, language) for code, topic in topics().items() if topic.start]
        elif wanted == "candidates":
            choices += [_topic(code, language) for code in candidates]
            choices.append(_none_of_these(language))
    return choices


def _button(button: dict[str, Any]) -> dict[str, Any]:
    payload = button["payload"]
    if isinstance(payload, str):
        payload = _payload(payload)
    intent = payload["intent"]
    return {"title": button["title"], "need": intent if intent in topics() else None, "payload": payload}


def _payload(written: str) -> dict[str, Any]:
    """A payload as wording.yml writes it: an intent, and what the button tells ("tell_person speaks=ar")."""
    intent, *told = written.split()
    return (
        {"intent": intent, "entities": dict(fact.split("=") for fact in told)} if told else {"intent": intent}
    )


def _topic(code: str, language: str) -> dict[str, Any]:
    return {"title": topics()[code].title[language], "need": code, "payload": {"intent": code}}


def _none_of_these(language: str) -> dict[str, Any]:
    return {
        "title": buttons()["none_of_these"][language],
        "need": None,
        "payload": {"intent": "none_of_these"},
    }
