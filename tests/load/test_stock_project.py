"""The stock bot is what `rasa init` gives, with our intents and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.load.stock_project import STOCK_EPOCHS, read_examples, write_project
from tests.running.assistant import ROOT

EXAMPLES = {"greet": ["hej", "hello"], "restart": ["börja om"], "sells_sex": ["jag: säljer", "i sell"]}


def read(path: Path) -> Any:
    """A file of the project."""
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two intents."""
    write_project(tmp_path, EXAMPLES)
    return tmp_path


def test_it_learns_every_intent_that_we_train() -> None:
    """The same ones, from the same sentences, none of them empty."""
    ours = {entry["code"] for entry in read(ROOT / "data" / "topics.yml")["topics"]}
    examples = read_examples(ROOT / "data")
    assert set(examples) == ours
    assert all(sentence.strip() for sentences in examples.values() for sentence in sentences)


def test_a_quick_bot_learns_few_sentences_of_each_intent() -> None:
    """So many of each language at most."""
    assert max(map(len, read_examples(ROOT / "data", most=3).values())) == 6


def test_pipeline_and_policies_are_what_rasa_suggests(project: Path) -> None:
    """DIET and TED, a hundred epochs each."""
    parts = {
        part["name"]: part for key in ("pipeline", "policies") for part in read(project / "config.yml")[key]
    }
    assert {"DIETClassifier", "RulePolicy", "UnexpecTEDIntentPolicy"} <= set(parts)
    assert parts["DIETClassifier"]["epochs"] == parts["TEDPolicy"]["epochs"] == STOCK_EPOCHS == 100


def test_epochs_can_be_fewer(tmp_path: Path) -> None:
    """In every part that has them."""
    write_project(tmp_path, EXAMPLES, epochs=5)
    config = read(tmp_path / "config.yml")
    assert {part.get("epochs", 5) for part in config["pipeline"] + config["policies"]} == {5}


def test_every_intent_has_a_rule_and_an_answer(project: Path) -> None:
    """`restart` has Rasa's own rule; two answers more are for when it is unsure."""
    responses = read(project / "domain.yml")["responses"]
    rules = {rule["rule"] for rule in read(project / "data" / "rules.yml")["rules"]}
    assert rules == {"greet", "sells_sex", "nlu_fallback"}
    assert set(responses) == {f"utter_{name}" for name in (*rules, "restart", "default")}


def test_sentences_survive_being_written(project: Path) -> None:
    """Colons and Swedish letters too."""
    assert read_examples(project.parent) == {}
    nlu = {entry["intent"]: entry["examples"] for entry in read(project / "data" / "nlu.yml")["nlu"]}
    assert nlu["sells_sex"] == "- jag: säljer\n- i sell\n"


def test_the_rest_channel_is_open_as_rasa_init_leaves_it(project: Path) -> None:
    """Nothing is added to its credentials."""
    assert set(read(project / "credentials.yml")) == {"rest", "rasa"}
