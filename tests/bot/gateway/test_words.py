"""The page's words: both languages say the same, and 112 is the only number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.problems import NOT_FOUND, REASONS
from bot.gateway.settings import REPOSITORY
from bot.gateway.topics import load
from tests.bot.gateway.builders import WORDS

CRISES = (
    "immediate_danger",
    "suicide_risk",
    "sexual_assault",
    "minor_exploited",
    "trafficking_victim",
    "shelter_tonight",
)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}/{number}")
    else:
        yield path, str(value)


def test_both_languages_have_the_same_keys() -> None:
    """Nothing is missing on either side."""
    assert {path for path, _ in leaves(WORDS["sv"])} == {path for path, _ in leaves(WORDS["en"])}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_112_is_the_only_phone_number(language: str) -> None:
    """Every other number comes from the directory. 1000, 15 and 18 are no phone numbers."""
    for path, text in leaves(WORDS[language]):  # type: ignore[index]  # the two page languages
        assert set(re.findall(r"\d[\d -]*\d", text)) <= {"112", "1000", "15", "18"}, path


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", CRISES)
def test_every_danger_message_opens_with_112_and_is_short(language: str, kind: str) -> None:
    """Two different versions of each, 112 in the first sentence, at most seventy words."""
    versions = WORDS[language]["danger"][kind]  # type: ignore[index]  # the two page languages
    assert len(set(versions)) == 2
    for text in versions:
        assert "112" in text.split(".")[0]
        assert len(text.split()) <= 70


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "forbidden",
    [
        r"sms:?a? 112|text 112|sms112",
        r"lovar (att|dig)|we promise",
        r"varför gick|why did you",
        r"prostituerad|prostitute",
    ],
)
def test_what_must_never_be_said(language: str, forbidden: str) -> None:
    """No text to 112, no promises, no blame, no labels."""
    for path, text in leaves(WORDS[language]):  # type: ignore[index]  # the two page languages
        assert not re.search(forbidden, text, re.IGNORECASE), path


def test_every_refusal_has_words() -> None:
    """Each reason in errors.py has a heading and a text in both languages, and no text is left over."""
    names = {name for _, name in (*REASONS.values(), NOT_FOUND)} | {"broken"}
    assert set(WORDS["sv"]["problems"]) == set(WORDS["en"]["problems"]) == names


def test_the_title_is_the_same_and_neutral_in_both_languages() -> None:
    """The browser's history shows it."""
    assert WORDS["sv"]["title"] == WORDS["en"]["title"] == "Hitta rätt – frågor och svar"


def test_the_real_topics_give_start_buttons_in_both_languages() -> None:
    """data/topics.yml is read as the gateway needs it."""
    topics = load(REPOSITORY / "data" / "topics.yml")
    offered = {topic.code for topic in topics if topic.start}
    assert {"sells_sex", "buys_sex", "partner_violence", "professional_guidance"} <= offered
    assert all(set(topic.title) == {"sv", "en"} for topic in topics)
    assert "greet" not in {topic.code for topic in topics if topic.has_services}


def test_no_word_that_a_visitor_reads_stands_in_code() -> None:
    """Swedish letters in a .py file of the gateway would be such words."""
    for path in (REPOSITORY / "bot" / "gateway").glob("*.py"):
        assert not re.search(r"[åäöÅÄÖ]", Path(path).read_text(encoding="utf-8")), path.name
