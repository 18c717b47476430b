"""What can be asked after the cards: what happens, the wrong number, another language, forget me."""

from __future__ import annotations

import asyncio

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import report_wrong_number
from actions.choose_language import ChooseLanguage
from actions.explain_contact import ExplainContact
from actions.forget_me import ForgetMe
from actions.report_wrong_number import ReportWrongNumber
from directory.errors import DirectoryUnavailable
from tests.actions.builders import a_room, a_service, a_tracker, responses, run, use

SHOWN = {"shown": ["ett", "tva"], "need": "addiction"}


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services; the second has no number."""
    use(a_room(a_service("ett"), a_service("tva", phones=())), monkeypatch)


def test_what_happens_is_told_for_each_service_shown() -> None:
    """In the conversation's language, one message a service."""
    said, _ = run(ExplainContact(), a_tracker("explain_contact", {**SHOWN, "language": "en"}))
    assert responses(said) == ["utter_contact_explained"]
    assert [m["text"] for m in said[1:]] == ["ett en\nIt is free.", "tva en\nIt is free."]


def test_it_is_asked_which_number_is_wrong_with_a_button_for_each_that_has_one() -> None:
    """A service without a number cannot have a wrong one."""
    said, _ = run(ReportWrongNumber(), a_tracker("report_wrong_number", SHOWN))
    assert responses(said) == ["utter_which_number"]
    assert [button["title"] for button in said[0]["buttons"]] == ["ett sv"]
    assert said[0]["buttons"][0]["payload"]["entities"] == {"service": "ett"}


def test_the_report_holds_the_service_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code goes to the directory, and the conversation forgets which it was."""
    reported: list[str] = []
    monkeypatch.setattr(report_wrong_number, "report_wrong_phone", reported.append)
    said, slots = run(ReportWrongNumber(), a_tracker("report_wrong_number", SHOWN, service="ett"))
    assert reported == ["ett"]
    assert responses(said) == ["utter_wrong_number_thanks"]
    assert slots == {"service": None}


def test_a_report_that_failed_is_not_made_later_for_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory was locked; the next press of "wrong number" asks which, and counts nothing by itself."""

    def locked(code: str) -> None:
        raise DirectoryUnavailable("locked")

    monkeypatch.setattr(report_wrong_number, "report_wrong_phone", locked)
    said, slots = run(ReportWrongNumber(), a_tracker("report_wrong_number", SHOWN, service="ett"))
    assert responses(said) == ["utter_no_cards"]
    left_behind = {**SHOWN, "service": "ett"} | slots
    said, _ = run(ReportWrongNumber(), a_tracker("report_wrong_number", left_behind))
    assert responses(said) == ["utter_which_number"]


def test_with_nothing_shown_there_is_nothing_to_ask_about() -> None:
    """No empty row of buttons."""
    said, _ = run(ReportWrongNumber(), a_tracker("report_wrong_number"))
    assert responses(said) == ["utter_no_cards"]
    assert said[0]["buttons"] == []


def test_only_the_three_shown_last_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """The earlier ones are off the screen; a service that has gone since is passed over."""
    use(a_room(*(a_service(code) for code in "abcd")), monkeypatch)
    said, _ = run(ExplainContact(), a_tracker("explain_contact", {"shown": ["a", "b", "c", "gone", "d"]}))
    assert [message["text"].split()[0] for message in said[1:]] == ["c", "d"]


def test_a_service_of_which_nothing_is_known_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with nothing below it would look like a fault."""
    use(a_room(a_service("ett", what_happens=()), a_service("tva")), monkeypatch)
    said, _ = run(ExplainContact(), a_tracker("explain_contact", SHOWN))
    assert [message["text"].split()[0] for message in said[1:]] == ["tva"]


@pytest.mark.parametrize(
    ("text", "before", "wanted"),
    [
        ("English please", "sv", "en"),
        ("kan du prata svenska", "en", "sv"),
        ("på engelska tack", "sv", "en"),
        ("swedish", "en", "sv"),
        ("another language", "sv", "en"),
        ("svenska eller engelska?", "sv", "en"),
        ("ENG pls", "sv", "en"),
        ("ENGLISH", "en", "en"),
        ("på engelska tack", "en", "en"),
        ("på svenska tack", "sv", "sv"),
        ("har ni någon peng", "en", "sv"),
        ("", "en", "sv"),
        ("byt språk", "en", "sv"),
    ],
)
def test_the_language_named_or_the_other_one(text: str, before: str, wanted: str) -> None:
    """A wish that names a language gets it; one that names none gets the other."""
    events = [
        {"event": "slot", "name": "language", "value": before},
        {"event": "user"},
        {"event": "slot", "name": "language", "value": "sv"},
    ]
    _, slots = run(ChooseLanguage(), a_tracker("change_language", text=text, events=events))
    assert slots == {"language": wanted}


def test_forgetting_empties_every_slot() -> None:
    """One event, whatever the slots are called."""
    events = asyncio.run(ForgetMe().run(CollectingDispatcher(), a_tracker("delete_conversation"), {}))
    assert [event["event"] for event in events] == ["reset_slots"]
