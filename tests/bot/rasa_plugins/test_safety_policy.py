"""The policy above all others: what answers a crisis, step by step."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.safety_policy import SafetyPolicy, danger_steps
from tests.bot.rasa_plugins.builders import CRISES, LISTEN, a_tracker, done, makes_domains, said

pytestmark = makes_domains
FIND = "action_find_services"
DOMAIN = Domain.from_dict(
    {
        "intents": [*CRISES, "greet"],
        "actions": [FIND],
        "responses": {
            name: [{"text": name}]
            for crisis in (*CRISES, "unclear")
            for name in (f"utter_danger_{crisis}", f"utter_danger_{crisis}_again")
        },
    }
)


def policy() -> SafetyPolicy:
    """The policy as the graph makes it, without a graph."""
    context: Any = ExecutionContext(GraphSchema({}), model_id="m")
    storage: Any = None
    return SafetyPolicy(SafetyPolicy.get_default_config(), storage, Resource("safety"), context)


def answer(tracker: DialogueStateTracker) -> list[str]:
    """The actions that the policy alone predicts until it has no opinion or listens."""
    taken: list[str] = []
    while len(taken) < 10:
        prediction = policy().predict_action_probabilities(tracker, DOMAIN)
        if max(prediction.probabilities) < 1:
            return taken
        taken.append(DOMAIN.action_names_or_texts[prediction.probabilities.index(1.0)])
        tracker.update(done(taken[-1])[0])
        if taken[-1] == LISTEN:
            return taken
    raise AssertionError(taken)


@pytest.mark.parametrize("crisis", CRISES)
def test_a_crisis_is_answered_and_nothing_else_is_asked(crisis: str) -> None:
    """The danger message first, then services, then the visitor's turn."""
    steps = [f"utter_danger_{crisis}", FIND, LISTEN]
    assert answer(a_tracker(done(LISTEN), said(crisis))) == steps


def test_a_danger_of_unknown_kind_is_asked_about_in_two_ways() -> None:
    """112 and the question; no services yet, since nobody knows which."""
    turn = [said("danger_unclear"), *done("utter_danger_unclear", LISTEN)]
    assert answer(a_tracker(done(LISTEN), said("danger_unclear"))) == ["utter_danger_unclear", LISTEN]
    assert answer(a_tracker(turn, said("danger_unclear"))) == ["utter_danger_unclear_again", LISTEN]


@pytest.mark.parametrize("intent", ["greet", "sells_sex", "nlu_fallback", ""])
def test_no_opinion_on_anything_else(intent: str) -> None:
    """Every other message is the rules' business."""
    assert answer(a_tracker(done(LISTEN), said(intent))) == []


def test_no_opinion_before_the_first_message() -> None:
    """An empty conversation is not a crisis."""
    assert answer(a_tracker()) == []


def test_the_second_time_the_words_differ() -> None:
    """The same crisis again gets the other wording; another crisis its first."""
    first = [done(LISTEN), said("suicide_risk"), done("utter_danger_suicide_risk", FIND, LISTEN)]
    again = a_tracker(*first, said("suicide_risk"))
    other = a_tracker(*first, said("sexual_assault"))
    assert answer(again)[0] == "utter_danger_suicide_risk_again"
    assert answer(other)[0] == "utter_danger_sexual_assault"


def test_the_third_time_it_still_answers() -> None:
    """It does not run out of words."""
    turn = [said("suicide_risk"), *done("utter_danger_suicide_risk", FIND, LISTEN)]
    again = [said("suicide_risk"), *done("utter_danger_suicide_risk_again", FIND, LISTEN)]
    assert answer(a_tracker(turn, again, said("suicide_risk")))[0] == "utter_danger_suicide_risk_again"


def test_steps_stay_the_same_while_they_are_taken() -> None:
    """Having said the danger message in this turn does not make it "again"."""
    under_way = a_tracker(said("suicide_risk"), done("utter_danger_suicide_risk"))
    assert danger_steps(under_way) == ["utter_danger_suicide_risk", FIND, LISTEN]
    assert answer(under_way) == [FIND, LISTEN]


@pytest.mark.parametrize(
    "between",
    [[SlotSet("need", "suicide_risk")], [SlotSet("language", "en"), SlotSet("shown", ["bris"])]],
    ids=["one slot", "two slots"],
)
def test_what_an_action_remembers_does_not_disturb_the_steps(between: list[Event]) -> None:
    """Slots set between the steps are no steps."""
    assert answer(a_tracker(said("suicide_risk"), done("utter_danger_suicide_risk"), between)) == [
        FIND,
        LISTEN,
    ]


def test_it_outranks_an_active_form() -> None:
    """Stock Rasa takes "han ska döda mig" as a form's answer; ours stands above the form."""
    in_form = a_tracker(done(LISTEN), [ActiveLoop("some_form")], said("immediate_danger"))
    prediction = policy().predict_action_probabilities(in_form, DOMAIN)
    assert max(prediction.probabilities) == 1.0
    assert prediction.is_no_user_prediction
    assert prediction.policy_priority == 100


def test_every_crisis_has_the_words_the_policy_asks_for() -> None:
    """In the real domain, folder by folder; a missing response would be a silent turn in a crisis."""
    from rasa.shared.importers.importer import TrainingDataImporter

    from bot.rasa_plugins.training import ROOT, word_folders

    folders = [str(folder) for folder in word_folders(ROOT / "data")]
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), folders
    )
    responses = importer.get_domain().responses
    for crisis in CRISES:
        assert {f"utter_danger_{crisis}", f"utter_danger_{crisis}_again"} <= responses.keys()
