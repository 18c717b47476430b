"""What a message tells about its writer: only what is said in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_plugins.person import told_in
from bot.rasa_plugins.person_extractor import PERSON_ALONE, PersonExtractor


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Jag är kvinna", {"gender": "women"}),
        ("jag är en ung tjej och behöver hjälp", {"gender": "women"}),
        ("I'm a guy", {"gender": "men"}),
        ("jag är transkille", {"gender": "trans"}),
        ("i am a trans woman", {"gender": "trans"}),
        ("nej, jag är man", {"gender": "men"}),
        ("jag är kvinna, nej jag är man", {"gender": "men"}),
        ("det gäller inte mig", {"audience": "relative"}),
        ("jag frågar för en vän", {"audience": "relative"}),
        ("it's about my sister", {"audience": "relative"}),
        ("jag vill vara anonym", {"wants_anonymous": "yes"}),
        ("jag vill inte säga vem jag är", {"wants_anonymous": "yes"}),
        ("without giving my name", {"wants_anonymous": "yes"}),
        ("finns det någon som talar arabiska?", {"speaks": "ar"}),
        ("Somaliska", {"speaks": "so"}),
        ("do you speak spanish", {"speaks": "es"}),
        ("jag är 19", {"age_group": "18_20"}),
        ("I am 34 years old", {"age_group": "adult"}),
        ("nej, jag menade somaliska", {"speaks": "so"}),
        ("jag menade min syster, inte mig", {"audience": "relative"}),
    ],
)
def test_plain_words_are_heard(text: str, facts: dict[str, str]) -> None:
    """In both languages; the last one said counts."""
    assert told_in(text).facts == facts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "min man slår mig",
        "jag är inte kvinna",
        "jag är rädd för min man",
        "en kvinna ropar på hjälp",
        "som man säger",
        "jag är 15",
        "my girl is 15",
        "I was in Germany once",
        "it's my roommate, she is bleeding",
        "jag vill inte säga upp mig",
        "an anonymous account threatens me",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    """What may mean something else is not heard: it would hide a service that fits."""
    assert told_in(text).facts == {}


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Whatever somebody types."""
    assert isinstance(told_in(text).alone, bool)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Jag är en man", True),
        ("Nej, jag är kille!", True),
        ("I want to be anonymous", True),
        ("jag är 45", True),
        ("I am a woman, 34 years old", False),
        ("min syster", True),
        ("jag är kille och säljer sex", False),
        ("hej", False),
    ],
)
def test_a_message_may_say_that_and_no_more(text: str, alone: bool) -> None:
    """Then nothing else is looked for in it."""
    assert told_in(text).alone is alone


def test_facts_become_entities() -> None:
    """The slots follow the entities; the words stay where they were."""
    told, other = Message({TEXT: "jag är man"}), Message({TEXT: "hej på dig"})
    PersonExtractor().process([told, other])
    assert told.get(ENTITIES) == [{"entity": "gender", "value": "men"}]
    assert told.get(PERSON_ALONE) is True
    assert other.get(ENTITIES) is None
    assert other.get(PERSON_ALONE) is False
