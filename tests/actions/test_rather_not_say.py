"""Somebody would rather not say: they get what there is, and no further question."""

from __future__ import annotations

from typing import Any

import pytest

from actions.rather_not_say import RatherNotSay
from tests.actions.builders import a_room, a_service, a_tracker, cards, responses, run, use


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place for each side, and one for something else."""
    services = [a_service("mika", need="sells_sex"), a_service("kast", need="buys_sex"), a_service("hjalp")]
    use(a_room(*services), monkeypatch)


def events(*names: str) -> list[dict[str, Any]]:
    """What was done before the present message, and the message."""
    return [*({"event": "action", "name": name} for name in names), {"event": "user"}]


def test_who_will_not_say_who_pays_sees_both_places() -> None:
    """Neither is forced on anybody, neither is hidden."""
    asked = events("utter_ask_role", "action_listen")
    said, _ = run(RatherNotSay(), a_tracker("rather_not_say", events=asked))
    assert cards(said) == ["mika", "kast"]
    assert responses(said) == ["utter_both_roles", "utter_after_cards"]


def test_after_cards_the_same_are_there() -> None:
    """For the need that was known, whatever was asked about it."""
    before = events("action_find_services", "action_listen")
    tracker = a_tracker("rather_not_say", {"need": "addiction"}, events=before)
    said, slots = run(RatherNotSay(), tracker)
    assert cards(said)[0] == "hjalp"
    assert responses(said)[0] == "utter_no_need_to_say"
    assert slots["need"] == "addiction"


def test_without_anything_known_there_is_the_overview() -> None:
    """The first thing that somebody writes may be that they will not say."""
    said, slots = run(RatherNotSay(), a_tracker("rather_not_say", events=events()))
    assert responses(said) == ["utter_overview"]
    assert slots == {}


def test_a_child_is_not_shown_the_places_for_adults() -> None:
    """Whatever was asked: the children's line, and no word of the two places."""
    asked = events("utter_ask_role", "action_listen")
    said, _ = run(RatherNotSay(), a_tracker("rather_not_say", {"age_group": "under_18"}, events=asked))
    assert cards(said)[0] == "bris"
    assert responses(said)[0] == "utter_no_need_to_say"


def test_outside_the_county_the_citys_two_places_are_not_named() -> None:
    """They are not for whoever lives elsewhere."""
    asked = events("utter_ask_role", "action_listen")
    said, _ = run(RatherNotSay(), a_tracker("rather_not_say", {"district": "outside_county"}, events=asked))
    assert "utter_both_roles" not in responses(said)
