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


@pytest.mark.parametrize("age_group", [None, "", "adult", "18"])
def test_only_under_18_is_an_age_group(age_group: str | None) -> None:
    """Nothing else may narrow what is shown."""
    assert need_from("addiction", {"age_group": age_group}, frozenset()).age_group is None


def test_every_topic_can_be_asked_for() -> None:
    """No code makes a question that the directory refuses."""
    for code in topics():
        assert need_from(code, {}, frozenset()).settled().code
