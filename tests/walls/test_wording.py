"""Every promise that data/README.md makes about the words, held to the files themselves."""

from __future__ import annotations

import re

import pytest

from tests.walls.wording import (
    SHARED,
    SHARED_RESPONSES,
    Forbidden,
    Text,
    Topic,
    first_sentence,
    forbidden,
    lix,
    raw_responses,
    responses_of,
    texts,
    topics,
    word_count,
)

WORDS = {"danger": 70, "long": 110, "plain": 60}
LONG = {"prostitution_facts", "legal_rights"}
LIX = 40.0
ALL_TEXTS = list(texts())
every_text = pytest.mark.parametrize("text", ALL_TEXTS, ids=str)
every_topic = pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.code)
every_rule = pytest.mark.parametrize("rule", forbidden(), ids=lambda rule: rule.id)


def limit(text: Text) -> int:
    """How many words this text may have."""
    if text.response.startswith("utter_danger_"):
        return WORDS["danger"]
    return WORDS["long" if text.folder in LONG else "plain"]


def both(response: str) -> tuple[Text, Text]:
    """The Swedish and the English variation of one response."""
    swedish, english = (text for text in ALL_TEXTS if text.response == response)
    return swedish, english


@every_topic
def test_a_topic_holds_exactly_its_own_responses(topic: Topic) -> None:
    """A crisis has a first and a second danger message, everything else one answer."""
    assert {name for folder, name in raw_responses() if folder == topic.code} == responses_of(topic)


def test_the_shared_words_are_all_there() -> None:
    """The gateway, the actions and the safety policy ask for these by name."""
    assert {name for folder, name in raw_responses() if folder == SHARED} == SHARED_RESPONSES


@pytest.mark.parametrize("where", raw_responses(), ids=lambda where: where[1])
def test_a_response_speaks_both_languages_once(where: tuple[str, str]) -> None:
    """Swedish then English, each with its condition: a third variation would be chosen by chance."""
    conditions = [variation.get("condition") for variation in raw_responses()[where]]
    assert conditions == [[{"type": "slot", "name": "language", "value": code}] for code in ("sv", "en")]


@every_text
def test_a_text_is_short(text: Text) -> None:
    """60 words, 70 for a danger message, 110 for facts and law."""
    assert word_count(text.text) <= limit(text)


@every_text
def test_a_text_is_easy_to_read(text: Text) -> None:
    """LIX above 40 is newspaper prose; somebody in need reads worse than usual."""
    assert lix(text.text) <= LIX


@every_text
def test_a_text_is_plain_text_in_paragraphs(text: Text) -> None:
    """No markdown, no placeholders, one blank line between paragraphs and no other line breaks."""
    assert text.text == text.text.strip()
    assert not re.search(r"[*_#`<>{}\[\]|]|\n(?!\n)(?<!\n\n)|\n{3,}|  ", text.text)


@every_rule
def test_no_text_and_no_button_says_what_is_forbidden(rule: Forbidden) -> None:
    """Each entry of forbidden.yml gives its reason."""
    said = [(text, words) for text in ALL_TEXTS for words in (text.text, *(b[0] for b in text.buttons))]
    caught = [
        f"{text}: {match.group()!r}"
        for text, words in said
        if rule.concerns(text.folder, text.language) and (match := rule.pattern.search(words))
    ]
    assert not caught, f"{rule.because}: {caught}"


@every_rule
def test_no_topic_title_says_what_is_forbidden(rule: Forbidden) -> None:
    """A title stands on a button, in the visitor's own words: nobody is labelled there either."""
    titles = [
        title
        for topic in topics()
        for language, title in topic.title.items()
        if rule.concerns(topic.code, language)
    ]
    caught = [title for title in titles if rule.pattern.search(title)]
    assert not caught, rule.because


@every_rule
def test_a_forbidden_entry_has_teeth(rule: Forbidden) -> None:
    """It catches its own bad sentence and leaves the good one beside it alone."""
    assert rule.pattern.search(rule.found)
    assert not rule.pattern.search(rule.left)


@pytest.mark.parametrize("text", [t for t in ALL_TEXTS if t.response.startswith("utter_danger_")], ids=str)
def test_a_danger_message_opens_with_112(text: Text) -> None:
    """112 in the first sentence, and that sentence is short."""
    opening = first_sentence(text.text)
    assert "112" in opening
    assert word_count(opening) <= 12


@pytest.mark.parametrize("topic", [t for t in topics() if t.says_112 != "no"], ids=lambda topic: topic.code)
def test_112_is_named_first_where_it_may_be_acute(topic: Topic) -> None:
    """says_112 in topics.yml is a promise about the first sentence of the answer."""
    openings = [first_sentence(text.text) for name in responses_of(topic) for text in both(name)]
    assert all("112" in opening for opening in openings)


@pytest.mark.parametrize("code", [topic.code for topic in topics() if topic.kind == "crisis"])
def test_the_second_danger_message_is_another_one(code: str) -> None:
    """Who did not act on the first one needs other words, so no sentence comes twice."""
    for first, second in zip(both(f"utter_danger_{code}"), both(f"utter_danger_{code}_again"), strict=True):
        shared = set(re.split(r"(?<=[.!?])\s+", first.text)) & set(re.split(r"(?<=[.!?])\s+", second.text))
        assert not shared


@pytest.mark.parametrize("again", ["", "_again"], ids=["first", "again"])
def test_a_minor_learns_the_limit_before_the_number(again: str) -> None:
    """That school and care may have to tell comes before Bris, in both messages and both languages."""
    for text, limit_said in zip(
        both(f"utter_danger_minor_exploited{again}"),
        ("till socialtjänsten", "tell social services"),
        strict=True,
    ):
        assert 0 < text.text.find(limit_said) < text.text.index("Bris")


def test_a_minor_is_asked_nothing_in_the_first_message() -> None:
    """A question would invite what nobody should write before knowing the limit."""
    assert all("?" not in text.text for text in both("utter_danger_minor_exploited"))


@pytest.mark.parametrize("text", [*both("utter_buys_sex"), *both("utter_seeks_to_buy")], ids=str)
def test_buyers_hear_once_that_it_is_illegal(text: Text) -> None:
    """Once and flatly: neither hidden nor repeated."""
    assert len(re.findall(r"olagligt|illegal|brott\b|crime", text.text)) == 1


@pytest.mark.parametrize("text", [t for t in ALL_TEXTS if t.folder in LONG], ids=str)
def test_facts_and_law_name_their_sources_and_dates(text: Text) -> None:
    """At least two sources in brackets, and a year."""
    assert len(re.findall(r"\([^)]*(?:\.se|\.is|DN|prop\.|Migrationsverket)[^)]*\)", text.text)) >= 2
    assert re.search(r"20\d\d", text.text)


@pytest.mark.parametrize("text", both("utter_about_bot"), ids=str)
def test_the_robot_says_what_it_is_and_what_it_cannot_hide(text: Text) -> None:
    """A machine, read by nobody, and no help against the browser's history."""
    for said in ("robot", "histor"):
        assert said in text.text


@pytest.mark.parametrize("text", both("utter_other_language"), ids=str)
def test_who_speaks_another_language_gets_both_of_ours(text: Text) -> None:
    """Swedish and simple English in one message, whichever comes first."""
    assert "enkel engelska" in text.text
    assert "simple English" in text.text


def test_lix_is_counted_as_its_inventor_did() -> None:
    """Ten words, two sentences, two long words: 10/2 + 100 * 2/10 = 25."""
    assert lix("Det här är en mening. Den andra innehåller ganska bokstäver.") == pytest.approx(25.0)
