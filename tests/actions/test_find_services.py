"""The cards for a need: the right ones, not the same again, and a sentence when there are none."""

from __future__ import annotations

import pytest

from actions.find_services import FindServices
from tests.actions.builders import a_closed_room, a_room, a_service, a_tracker, cards, responses, run, use

SERVICES = [a_service(f"hjalp-{n}", rank=n) for n in range(1, 6)]


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five services for addiction, in order."""
    use(a_room(*SERVICES), monkeypatch)


def test_the_first_three_are_shown_and_remembered() -> None:
    """In the directory's order, then the line that stands below them."""
    said, slots = run(FindServices(), a_tracker("addiction"))
    assert cards(said) == ["hjalp-1", "hjalp-2", "hjalp-3"]
    assert responses(said) == ["utter_after_cards"]
    assert slots == {"need": "addiction", "shown": ["hjalp-1", "hjalp-2", "hjalp-3"]}


def test_others_are_others() -> None:
    """After "show others" nothing that was shown comes again."""
    seen = {"need": "addiction", "shown": ["hjalp-1", "hjalp-2", "hjalp-3"]}
    said, slots = run(FindServices(), a_tracker("more_options", seen))
    assert {"hjalp-1", "hjalp-2", "hjalp-3"}.isdisjoint(cards(said))
    assert cards(said)[:2] == ["hjalp-4", "hjalp-5"]
    assert slots["shown"][:3] == seen["shown"]


def test_a_follow_up_without_a_need_gives_the_overview() -> None:
    """There is nothing to look up yet."""
    said, slots = run(FindServices(), a_tracker("more_options"))
    assert responses(said) == ["utter_overview"]
    assert slots == {}


def test_a_place_told_later_looks_up_the_need_before_it() -> None:
    """ "I live in Rinkeby" after cards means: the same, near me."""
    said, _ = run(FindServices(), a_tracker("tell_place", {"need": "addiction", "district": "jarva"}))
    assert cards(said)[0] == "hjalp-1"


def test_the_card_is_in_the_conversations_language() -> None:
    """English when the slot says so."""
    said, _ = run(FindServices(), a_tracker("addiction", {"language": "en"}))
    assert said[0]["custom"]["card"]["name"] == "hjalp-1 en"


def test_somebody_under_18_sees_no_adults_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """The age told once counts for every later look."""
    use(a_room(a_service("vuxna", 1, minimum_age=18), a_service("alla", 2)), monkeypatch)
    said, _ = run(FindServices(), a_tracker("addiction", {"age_group": "under_18"}))
    assert "vuxna" not in cards(said)
    assert "alla" in cards(said)


def test_a_directory_that_does_not_answer_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not an exception: rasa_sdk would send the whole conversation back in an error."""
    use(a_closed_room(), monkeypatch)
    said, slots = run(FindServices(), a_tracker("addiction"))
    assert responses(said) == ["utter_no_cards"]
    assert slots == {}


def test_the_place_is_asked_for_where_it_could_change_the_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a button below the cards, and not once it is known."""
    use(a_room(a_service("nara", areas=frozenset({"jarva"})), a_service("alla", 2)), monkeypatch)
    said, _ = run(FindServices(), a_tracker("addiction"))
    assert responses(said) == ["utter_after_cards_where"]
    said, _ = run(FindServices(), a_tracker("addiction", {"district": "jarva"}))
    assert responses(said) == ["utter_after_cards"]


def test_when_only_what_was_shown_is_left_it_says_so() -> None:
    """ "Show more" comes to an end: the lines that always stand are not shown as if they were new."""
    slots = {"need": "addiction", "shown": [f"hjalp-{n}" for n in range(1, 6)]}
    for _ in range(9):
        said, told = run(FindServices(), a_tracker("more_options", slots))
        slots |= told
        if not cards(said):
            break
    assert responses(said) == ["utter_no_more_options"]
