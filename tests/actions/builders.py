"""Conversations and reading rooms made by hand for the tests of the actions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import explain_contact, find_services, rather_not_say, report_wrong_number
from actions._base import CalmAction
from actions._reading_room import ReadingRoom
from directory.catalogue import Catalogue
from directory.clock import STOCKHOLM
from directory.errors import DirectoryUnavailable
from directory.records import Phone, Service, Text

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)


def a_service(code: str, rank: int = 1, need: str = "addiction", **values: Any) -> Service:
    """A service that answers round the clock on a number made for fiction."""
    phone = Phone("070-174 06 05", Text("Telefon", "Phone"), "high")
    given: dict[str, Any] = {
        "name": Text(f"{code} sv", f"{code} en"),
        "description": Text("Hjälper.", "Helps."),
        "organization": "Min förening",
        "confidence": "high",
        "phones": (phone,),
        "always_open": True,
        "areas": frozenset({"sweden"}),
        "needs": {need: rank},
        "what_happens": (Text("Det är gratis.", "It is free."),),
        **values,
    }
    return Service(code=code, **given)


def a_room(*services: Service) -> ReadingRoom:
    """A directory with these services, at noon."""
    return ReadingRoom(lambda: Catalogue(services), lambda: NOON)


def a_closed_room() -> ReadingRoom:
    """A directory that does not answer."""

    def load() -> Catalogue:
        raise DirectoryUnavailable("locked")

    return ReadingRoom(load, lambda: NOON)


def a_tracker(
    intent: str = "addiction",
    slots: Mapping[str, Any] | None = None,
    text: str = "",
    events: list[dict[str, Any]] | None = None,
    **entities: str,
) -> Tracker:
    """A conversation whose latest message was understood as `intent`, with these entities."""
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    message = {"text": text, "intent": {"name": intent}, "entities": found}
    return Tracker("s", dict(slots or {}), message, events or [], False, None, {}, "action_listen")


def run(action: CalmAction, tracker: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """(what was said, slots set)."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    return dispatcher.messages, {e["name"]: e["value"] for e in events if e["event"] == "slot"}


def responses(said: list[dict[str, Any]]) -> list[str]:
    """The names of the wordings, in order."""
    return [message["response"] for message in said if message.get("response")]


def cards(said: list[dict[str, Any]]) -> list[str]:
    """The codes of the services shown, in order."""
    return [message["custom"]["card"]["service"] for message in said if message.get("custom")]


def use(room: ReadingRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the actions read here: rasa_sdk makes them itself, so there is no other door to hand it through."""
    for module in (find_services, explain_contact, rather_not_say, report_wrong_number):
        monkeypatch.setattr(module, "reading_room", lambda: room)
