"""topics.yml, the folders, the rules, the buttons and the directory's needs say the same."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from tests.walls.wording import (
    DATA,
    ROOT,
    SHARED,
    SHARED_RESPONSES,
    Rule,
    Text,
    Topic,
    folders,
    load,
    responses_of,
    rules,
    texts,
    topics,
)

TITLE = 40
NO_TOPIC = {
    "nlu_fallback": ("utter_ask_back",),
    "not_understood_again": ("utter_overview",),
    "danger_unclear": ("utter_danger_unclear",),
    "ask_role": ("utter_ask_role",),
    "none_of_these": ("utter_overview",),
    "other_language": ("utter_other_language",),
    "tell_place": ("action_find_services",),
    "tell_person": ("action_find_services",),
    "rather_not_say": ("action_rather_not_say",),
    "what_does_not_fit": ("utter_what_does_not_fit",),
    "say_place": ("utter_say_place",),
    "say_language": ("utter_say_language",),
    "explain_contact": ("action_explain_contact",),
    "report_wrong_number": ("action_report_wrong_number",),
}
OWN_WAY = {
    "prostitution_facts": ("utter_prostitution_facts",),
    "delete_conversation": ("utter_deleted", "action_forget_me"),
    "change_language": ("action_choose_language", "utter_language_changed"),
    "more_options": ("action_find_services",),
    "restart": ("action_restart",),
    "human_contact": ("utter_human_contact", "action_find_services"),
}
START = {
    "sells_sex",
    "buys_sex",
    "partner_violence",
    "trafficking_victim",
    "minor_exploited",
    "worried_about_someone",
    "professional_guidance",
    "unsafe_area",
}
CODES = [topic.code for topic in topics()]
every_topic = pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.code)
with_buttons = pytest.mark.parametrize("text", [t for t in texts() if t.buttons or t.choices], ids=str)


def actions_of(topic: Topic) -> tuple[str, ...]:
    """What must happen for a topic: the words first, then the services when it leads to any."""
    if topic.code in OWN_WAY:
        return OWN_WAY[topic.code]
    said = (f"utter_danger_{topic.code}" if topic.kind == "crisis" else f"utter_{topic.code}",)
    return said if topic.kind == "dialogue" else (*said, "action_find_services")


def test_every_topic_has_a_folder_and_every_folder_a_topic() -> None:
    """The listing of data/ is the list of what the assistant can talk about."""
    assert folders() == sorted(CODES)


@pytest.mark.parametrize("name", ["wording.yml", "rules.yml"])
@pytest.mark.parametrize("folder", [*CODES, SHARED])
def test_a_file_names_the_format_that_rasa_reads(folder: str, name: str) -> None:
    """Rasa skips a file with another version, and says so only in its log."""
    assert load(DATA / folder / name)["version"] == "3.1"


def test_codes_and_orders_come_once_in_one_unbroken_row() -> None:
    """order is the priority of crises: two equal ones would be decided by chance."""
    assert [topic.order for topic in topics()] == list(range(1, len(CODES) + 1))
    assert max(Counter(CODES).values()) == 1


def test_kinds_stand_in_order_of_urgency() -> None:
    """Six crises, eighteen needs, fourteen dialogue codes."""
    assert [topic.kind for topic in topics()] == ["crisis"] * 6 + ["need"] * 18 + ["dialogue"] * 14


@every_topic
def test_a_title_fits_on_a_button(topic: Topic) -> None:
    """Both languages, short enough for a narrow phone, and no two languages share the words by mistake."""
    assert set(topic.title) == {"sv", "en"}
    assert all(0 < len(title) <= TITLE for title in topic.title.values())
    assert topic.title["sv"] != topic.title["en"]


def test_titles_tell_topics_apart() -> None:
    """Two buttons with the same words would be a guess for the visitor."""
    for language in ("sv", "en"):
        assert max(Counter(topic.title[language] for topic in topics()).values()) == 1


def test_the_first_message_offers_both_sides_and_those_around() -> None:
    """Eight start topics: who is paid, who pays, who is hurt, who worries, who works with it."""
    assert {topic.code for topic in topics() if topic.start} == START


def test_the_directory_knows_the_same_needs() -> None:
    """One code = one intent = one taxonomy term = one folder (contract C1)."""
    with (ROOT / "directory" / "seed" / "needs.csv").open(encoding="utf-8-sig", newline="") as file:
        terms = {row["code"]: row["kind"] for row in csv.DictReader(file)}
    assert terms == {topic.code: topic.kind for topic in topics()}


@every_topic
def test_a_topic_has_one_rule_that_answers_before_it_searches(topic: Topic) -> None:
    """A danger message never waits for an action server."""
    assert [rule.actions for rule in rules() if rule.folder == topic.code] == [actions_of(topic)]
    assert [rule.intent for rule in rules() if rule.folder == topic.code] == [topic.code]


def test_the_shared_rules_are_the_intents_without_a_topic() -> None:
    """What the decider and the buttons can send, and nothing else."""
    assert {rule.intent: rule.actions for rule in rules() if rule.folder == SHARED} == NO_TOPIC


def test_no_intent_has_two_rules() -> None:
    """Two rules for one intent contradict each other at training, or worse, do not."""
    assert max(Counter(rule.intent for rule in rules()).values()) == 1
    assert max(Counter(rule.name for rule in rules()).values()) == 1


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_only_words_that_exist(rule: Rule) -> None:
    """An utter without a response is silence."""
    known = SHARED_RESPONSES.union(*(responses_of(topic) for topic in topics()))
    assert {action for action in rule.actions if action.startswith("utter_")} <= known


@with_buttons
def test_a_button_leads_somewhere_and_fits(text: Text) -> None:
    """Its payload is an intent that has a rule, and may tell a fact; its title fits on a narrow phone."""
    assert {payload.split()[0] for _, payload in text.buttons} <= {rule.intent for rule in rules()}
    assert all(0 < len(title) <= TITLE for title, _ in text.buttons)
    assert text.choices in (None, "start", "candidates")


@with_buttons
def test_both_languages_offer_the_same_buttons(text: Text) -> None:
    """Nobody gets fewer ways on because of the language."""
    offered = [
        ([payload for _, payload in other.buttons], other.choices)
        for other in texts()
        if other.response == text.response
    ]
    assert offered[0] == offered[1]
