"""The intent classifier as a component: learns, is stored, comes back the same, and ranks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rasa_plugins.intent_model import PAYMENT, IntentModel
from bot.rasa_plugins.second_look import Payment
from tests.bot.rasa_plugins.components import CONTEXT, EXAMPLES, RESOURCE, Folder, a_message, training_data

CONFIG = IntentModel.get_default_config()


def untrained(folder: Path, **config: Any) -> IntentModel:
    """The component as Rasa makes it before training."""
    storage: Any = Folder(folder)
    return IntentModel.create({**CONFIG, **config}, storage, RESOURCE, CONTEXT)


def stored(folder: Path, **config: Any) -> IntentModel:
    """The component as Rasa loads it for the conversation, trained by another instance."""
    storage: Any = Folder(folder)
    assert untrained(folder).train(training_data()) == RESOURCE
    return IntentModel.load({**CONFIG, **config}, storage, RESOURCE, CONTEXT)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    """Trained on a dozen examples of three intents."""
    return stored(tmp_path_factory.mktemp("model"))


def ranked(model: IntentModel, text: str) -> list[dict[str, Any]]:
    """The ranking that a message with this text is given."""
    (message,) = model.process([a_message(text)])
    ranking: list[dict[str, Any]] = message.get("intent_ranking")
    return ranking


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, _, text in EXAMPLES])
def test_what_was_learnt_is_known(model: IntentModel, intent: str, text: str) -> None:
    """Every example is understood as what it is an example of."""
    (message,) = model.process([a_message(text)])
    assert message.get("intent")["name"] == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [("JAG SALJER SEX", "sells_sex"), ("nowere to sleep", "homelessness"), ("hejj", "greet")],
)
def test_slips_capitals_and_missing_accents_do_not_matter(model: IntentModel, text: str, intent: str) -> None:
    """The features are made of folded pieces of words."""
    assert ranked(model, text)[0]["name"] == intent


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_gets_a_whole_ranking(model: IntentModel, text: str) -> None:
    """Best first, between 0 and 1, summing to 1: the decision's bands rest on that."""
    ranking = ranked(model, text)
    confidences = [entry["confidence"] for entry in ranking]
    assert {entry["name"] for entry in ranking} == {"sells_sex", "homelessness", "greet"}
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert sum(confidences) == pytest.approx(1)


def test_the_message_carries_intent_and_ranking_on(model: IntentModel) -> None:
    """What the decider after it reads; the first two are part of the output."""
    (message,) = model.process([a_message("jag säljer sex")])
    assert message.get("intent") == message.get("intent_ranking")[0]
    assert {"intent", "intent_ranking"} <= message.output_properties
    assert isinstance(message.get(PAYMENT), Payment)


def test_several_messages_do_not_mix(model: IntentModel) -> None:
    """Each gets its own."""
    messages = model.process([a_message("hej hej"), a_message("i sell sex")])
    assert [message.get("intent")["name"] for message in messages] == ["greet", "sells_sex"]


def test_the_ranking_is_as_long_as_asked(tmp_path: Path) -> None:
    """Ten in the product; two here."""
    assert len(ranked(stored(tmp_path, ranking_length=2), "hej")) == 2


def test_examples_without_a_text_are_passed_over(tmp_path: Path) -> None:
    """Rasa adds the intents of the domain as empty examples."""
    untrained(tmp_path).train(training_data([*EXAMPLES, ("restart", "sv", "")]))
    storage: Any = Folder(tmp_path)
    names = {entry["name"] for entry in ranked(IntentModel.load(CONFIG, storage, RESOURCE, CONTEXT), "hej")}
    assert "restart" not in names


def test_before_training_it_refuses(tmp_path: Path) -> None:
    """A silent guess would be worse."""
    with pytest.raises(RuntimeError, match="before it is trained"):
        untrained(tmp_path).process([a_message("hej")])


def test_the_stored_file_holds_no_whole_message(tmp_path: Path) -> None:
    """The vocabulary is made of words and pieces; messages of more than two words are not in it."""
    model = stored(tmp_path)
    assert model._model is not None
    features = model._model.features.get_feature_names_out()
    assert max(name.split("__")[1].count(" ") for name in features if name.startswith("words")) <= 1
