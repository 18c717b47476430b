"""The last word of the pipeline: what it reads off a message and writes onto it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.rasa_plugins.decider import CANDIDATES, DANGER_DOUBTED, SOFT_DANGER, Decider
from bot.rasa_plugins.language_identifier import LANGUAGE_GUESS
from bot.rasa_plugins.person_extractor import PERSON_ALONE
from bot.rasa_plugins.places import PLACE_ALONE
from bot.safety import find_danger
from tests.bot.rasa_plugins.builders import NEEDS, a_tracker, makes_domains, said
from tests.bot.rasa_plugins.components import CONTEXT, RESOURCE, a_message, entities

pytestmark = makes_domains

CONFIG = Decider.get_default_config() | {"act": 0.5, "margin": 0.2, "crisis": 0.3, "mass": 0.5}
HARD = "han står utanför dörren med en kniv"


def decided(
    text: str = "hej", ranking: str = "greet 0.9, thanks 0.02", tracker: DialogueStateTracker | None = None,
    **properties: Any,
) -> Message:  # fmt: skip
    """The message after the decider; the ranking is written "code 0.5, code 0.2"."""
    pairs = [entry.split() for entry in ranking.split(",")]
    ranked = [{"name": code, "confidence": float(confidence)} for code, confidence in pairs]
    message = a_message(text, intent=ranked[0], intent_ranking=ranked, **properties)
    storage: Any = None
    (done,) = Decider.create(CONFIG, storage, RESOURCE, CONTEXT).process([message], tracker)
    return done


def intent(message: Message) -> str:
    """What is acted on."""
    name: str = message.get("intent")["name"]
    return name


def test_a_sure_need_passes_through_with_its_confidence() -> None:
    """Nothing to ask, no danger."""
    message = decided(ranking="addiction 0.8, greet 0.1")
    assert message.get("intent") == {"name": "addiction", "confidence": 0.8}
    assert message.get(CANDIDATES) == []
    assert message.get(SOFT_DANGER) is False


def test_the_rules_overrule_the_model() -> None:
    """The model leans to a greeting; the phrase rules hear a knife at the door."""
    assert intent(decided(HARD, "greet 0.85, immediate_danger 0.1")) == "immediate_danger"
    assert intent(decided(HARD, "greet 0.9, immediate_danger 0.06")) == "danger_unclear"


def test_a_model_that_is_sure_of_something_else_turns_the_rules_into_one_line() -> None:
    """And says so, since the gateway has heard the rules too."""
    message = decided(HARD, "out_of_scope 0.9, thanks 0.01")
    assert intent(message) == "out_of_scope"
    assert message.get(DANGER_DOUBTED) is True
    assert message.get(SOFT_DANGER) is True


def test_a_danger_that_the_model_did_not_rank_has_full_confidence() -> None:
    """A low number here would let Rasa's own fallback step in."""
    assert decided(HARD, "greet 0.4, thanks 0.01").get("intent")["confidence"] == 1.0


def test_the_sentence_of_these_tests_is_a_danger_to_the_rules() -> None:
    """If the phrases change, this says so, and not the tests above it."""
    danger = find_danger(HARD)
    assert danger is not None
    assert (danger.kind, danger.level) == ("immediate_danger", "hard")


def test_asking_back_leaves_the_candidates_for_the_buttons() -> None:
    """At most three, and none that is only about the chat itself."""
    message = decided(ranking="greet 0.2, addiction 0.15, money_help 0.14, homelessness 0.1, buys_sex 0.1")
    assert intent(message) == "nlu_fallback"
    assert message.get(CANDIDATES) == ["addiction", "money_help", "homelessness"]
    assert set(message.get(CANDIDATES)) <= set(NEEDS)


@pytest.mark.parametrize("before", ["nlu_fallback", "not_understood_again"])
def test_not_understood_twice_is_the_overview(before: str) -> None:
    """Asking the same back again and again helps nobody."""
    unsure = "addiction 0.2, greet 0.1"
    assert intent(decided(ranking=unsure, tracker=a_tracker(said(before)))) == "not_understood_again"
    assert intent(decided(ranking=unsure, tracker=a_tracker(said("greet")))) == "nlu_fallback"
    assert intent(decided(ranking=unsure, tracker=a_tracker())) == "nlu_fallback"


def test_soft_danger_is_written_for_the_answer() -> None:
    """The crises together weigh enough for the line with 112."""
    assert decided(ranking="addiction 0.6, suicide_risk 0.26").get(SOFT_DANGER) is True


@pytest.mark.parametrize(
    ("text", "ranking", "asked"),
    [
        ("i Tensta", "greet 0.4, thanks 0.1", "tell_place"),
        ("jag bor i Tensta", "greet 0.4, thanks 0.1", "tell_place"),
        ("Kista", "out_of_scope 0.8, greet 0.1", "tell_place"),
        ("jag behöver en bostad nära Tensta snart", "homelessness 0.4, greet 0.3", "nlu_fallback"),
        ("bostad i Tensta", "homelessness 0.9, greet 0.05", "homelessness"),
    ],
)
def test_a_place_and_little_else_is_an_answer_to_where(text: str, ranking: str, asked: str) -> None:
    """Five words at most, and no need that the model is sure of."""
    place = [{"entity": "district", "value": "jarva"}]
    assert intent(decided(text, ranking, entities=place)) == asked


def test_a_place_alone_is_an_answer_whatever_the_model_thinks() -> None:
    """ "I live in Tensta" is no wish for somewhere to live."""
    ranking = "homelessness 0.9, greet 0.05"
    assert intent(decided("I live in Tensta", ranking, **{PLACE_ALONE: True})) == "tell_place"


@pytest.mark.parametrize(
    ("text", "ranking", "asked"),
    [
        ("jag är kille", "out_of_scope 0.8, greet 0.1", "tell_person"),
        ("nej det gäller inte mig", "deny 0.9, greet 0.05", "tell_person"),
        ("jag är kille och säljer sex", "sells_sex 0.9, greet 0.05", "sells_sex"),
        ("jag är kille och har något att säga om ett och annat", "deny 0.9, greet 0.05", "deny"),
    ],
)
def test_a_fact_about_the_writer_and_little_else_is_an_answer(text: str, ranking: str, asked: str) -> None:
    """Nine words at most, and no need that the model is sure of."""
    told = [{"entity": "gender", "value": "men"}]
    tracker = a_tracker(said("greet"), need="partner_violence")
    assert intent(decided(text, ranking, entities=told, tracker=tracker)) == asked


def test_a_child_is_a_child_whatever_else_was_heard() -> None:
    """A grown-up age in the same message does not take the children's line away."""
    message = decided(
        "x", "minor_exploited 0.9, greet 0.1", entities=[{"entity": "age_group", "value": "adult"}]
    )
    assert message.get("entities") == [{"entity": "age_group", "value": "under_18"}]


def test_without_a_place_few_words_are_no_place() -> None:
    """The words alone do not do it."""
    assert intent(decided("i Tensta", "greet 0.4, thanks 0.1")) == "nlu_fallback"


def test_the_language_guess_is_heeded() -> None:
    """Another language gets its card, whatever the model thought."""
    assert intent(decided(ranking="greet 0.9, thanks 0.1", **{LANGUAGE_GUESS: "other"})) == "other_language"


@pytest.mark.parametrize(
    ("text", "ranking", "minor"),
    [
        ("jag är 15 och mår dåligt", "addiction 0.9, greet 0.1", True),
        ("I'm 16 and need help", "addiction 0.9, greet 0.1", True),
        ("jag är 25 och mår dåligt", "addiction 0.9, greet 0.1", False),
        ("min dotter är 15", "child_at_risk 0.9, greet 0.1", False),
        ("någon vuxen betalar mig", "minor_exploited 0.9, greet 0.1", True),
    ],
)
def test_somebody_under_18_is_remembered_as_that(text: str, ranking: str, minor: bool) -> None:
    """By the age they give, or by what they write about; it fills a slot that no guess empties."""
    assert (entities(decided(text, ranking)).get("age_group") == "under_18") is minor


def test_entities_that_were_there_stay() -> None:
    """Age is added to place and language."""
    message = decided("jag är 15", entities=[{"entity": "language", "value": "sv"}])
    assert entities(message) == {"language": "sv", "age_group": "under_18"}


def test_the_thresholds_of_the_config_are_those_of_the_code() -> None:
    """config.yml names every band, so that nobody has to look into the code for the figures in use."""
    import yaml

    from bot.rasa_plugins.training import ROOT

    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    (configured,) = [part for part in pipeline if part["name"].endswith(".Decider")]
    assert configured.keys() - {"name"} == Decider.get_default_config().keys()


@pytest.mark.parametrize(
    ("ranking", "before", "need", "asked"),
    [
        ("deny 0.9, greet 0.05", "greet", "partner_violence", "tell_person"),
        ("deny 0.9, greet 0.05", "ask_role", None, "tell_person"),
        ("deny 0.9, greet 0.05", "greet", None, "deny"),
        # a model that is not sure does not make a question to us of it, nor a danger
        ("greet 0.4, minor_exploited 0.35", "greet", None, "tell_person"),
    ],
)
def test_no_with_a_fact_in_it_is_a_fact_once_there_is_something_to_tell_it_about(
    ranking: str, before: str, need: str | None, asked: str
) -> None:
    """ "No, not me" before anything was looked for is a no."""
    tracker = a_tracker(said(before), need=need)
    message = decided("nej inte jag", ranking, tracker=tracker, **{PERSON_ALONE: True})
    assert intent(message) == asked
