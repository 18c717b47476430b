"""From a conversation's slots to the directory's question."""

from __future__ import annotations

from typing import Any

import pytest

from actions._need import language_of, need_code, need_from
from bot.rasa_plugins.topics import topics
from directory.match import Need


@pytest.mark.parametrize(
    ("intent", "slots", "code"),
    [
        ("addiction", {}, "addiction"),
        ("addiction", {"need": "homelessness"}, "addiction"),
        ("more_options", {"need": "homelessness"}, "homelessness"),
        ("tell_place", {"need": "homelessness"}, "homelessness"),
        ("explain_contact", {"need": "homelessness"}, "homelessness"),
        ("more_options", {}, None),
        ("tell_place", {"need": None}, None),
        (None, {"need": "homelessness"}, None),
    ],
)
def test_what_is_looked_up(intent: str | None, slots: dict[str, Any], code: str | None) -> None:
    """The message's own need; for a follow-up the one before it; nothing when there was none."""
    assert need_code(intent, slots) == code


@pytest.mark.parametrize(("slot", "language"), [("en", "en"), ("sv", "sv"), (None, "sv"), ("other", "sv")])
def test_the_language_of_the_cards(slot: str | None, language: str) -> None:
    """Swedish unless the slot says English."""
    assert language_of({"language": slot}) == language


@pytest.mark.parametrize(
    ("code", "audience"),
    [
        ("worried_about_someone", "relative"),
        ("child_at_risk", "relative"),
        ("unsafe_area", "business_owner"),
        ("addiction", None),
    ],
)
def test_who_asks(code: str, audience: str | None) -> None:
    """Where the need itself says who writes."""
    assert need_from(code, {}, frozenset()).audience == audience


def test_the_whole_question() -> None:
    """Everything that has been learnt, and what was shown already."""
    slots = {"age_group": "under_18", "district": "jarva", "language": "en", "shown": ["x"]}
    assert need_from("addiction", slots, frozenset({"a"})) == Need(
        code="addiction", age_group="under_18", district="jarva", language="en", exclude=frozenset({"a"})
    )


@pytest.mark.parametrize(
    ("slot", "group"),
    [
        (None, None),
        ("", None),
        ("18", None),
        ("under_18", "under_18"),
        ("18_20", "18_20"),
        ("adult", "adult"),
    ],
)
def test_only_what_the_directory_knows_is_an_age_group(slot: str | None, group: str | None) -> None:
    """Nothing else may narrow what is shown."""
    assert need_from("addiction", {"age_group": slot}, frozenset()).age_group == group


def test_what_somebody_told_of_themselves_is_part_of_the_question() -> None:
    """Gender, language, whom it is about, and the wish to give no name."""
    told = {"gender": "men", "speaks": "ar", "audience": "relative", "wants_anonymous": "yes"}
    need = need_from("addiction", told, frozenset())
    assert (need.gender, need.speaks, need.audience, need.wants_anonymous) == ("men", "ar", "relative", True)


def test_a_need_that_says_who_writes_goes_before_what_was_told() -> None:
    """Worry for a child is a relative's, whoever they said they were in the topic before."""
    assert need_from("unsafe_area", {"audience": "relative"}, frozenset()).audience == "business_owner"


def test_every_topic_can_be_asked_for() -> None:
    """No code makes a question that the directory refuses."""
    for code in topics():
        assert need_from(code, {}, frozenset()).settled().code
