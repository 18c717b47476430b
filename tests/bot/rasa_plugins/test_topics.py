"""The one list of topics, as Rasa's plugins read it."""

from __future__ import annotations

import pytest

from bot.rasa_plugins.topics import Topic, buttons, crises, topics


def test_crises_are_six_in_the_order_of_harm() -> None:
    """Immediate danger before everything else."""
    assert crises() == (
        "immediate_danger",
        "suicide_risk",
        "sexual_assault",
        "minor_exploited",
        "trafficking_victim",
        "shelter_tonight",
    )


@pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: str(topic.code))
def test_every_topic_has_a_button_in_both_languages(topic: Topic) -> None:
    """Any of them may be offered."""
    assert topic.title["sv"].strip()
    assert topic.title["en"].strip()


def test_some_but_not_all_topics_are_offered_at_the_start() -> None:
    """A first page with 38 buttons would be no help."""
    offered = [topic for topic in topics().values() if topic.start]
    assert 3 <= len(offered) <= 9


def test_the_way_out_has_words_in_both_languages() -> None:
    """The button under the candidates."""
    assert buttons()["none_of_these"].keys() >= {"sv", "en"}
