"""Writes a stock bot: `rasa init`'s project with our intents and examples in the place of its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

Examples = Mapping[str, list[str]]
"""Intent -> what people say."""

STOCK_EPOCHS = 100
_INIT = "cli/initial_project"
_SUGGESTED = "engine/recipes/config_files/default_config.yml"
"""The pipeline and policies that Rasa fills in where `rasa init` leaves config.yml empty."""

_UNSURE = "nlu_fallback"
"""What Rasa's FallbackClassifier makes of a text that it is not sure of."""

_RASAS_OWN = "restart"
"""An intent for which Rasa has a rule already: it begins anew and says utter_restart."""


def read_examples(data: Path, most: int | None = None) -> Examples:
    """All training sentences of our topics, both languages; at most `most` of each intent and file."""
    found: dict[str, list[str]] = {}
    for path in sorted(data.glob("*/nlu.*.yml")):
        here: dict[str, list[str]] = {}
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            here.setdefault(entry["intent"], []).extend(_sentences(entry["examples"]))
        for intent, sentences in here.items():
            found.setdefault(intent, []).extend(sentences[:most])
    return found


def write_project(folder: Path, examples: Examples, epochs: int = STOCK_EPOCHS) -> None:
    """The whole project in `folder`; every part that learns takes so many epochs."""
    shutil.copytree(_rasa() / _INIT, folder, dirs_exist_ok=True)
    _write(folder / "config.yml", _config(epochs))
    _write(folder / "domain.yml", _domain(examples))
    _write(folder / "data" / "nlu.yml", {"nlu": [_nlu(intent, said) for intent, said in examples.items()]})
    rules = [_rule(intent) for intent in (*examples, _UNSURE) if intent != _RASAS_OWN]
    _write(folder / "data" / "rules.yml", {"rules": rules})
    stories = [_story(intent) for intent in examples if intent not in ("greet", _RASAS_OWN)]
    _write(folder / "data" / "stories.yml", {"stories": stories})


def _config(epochs: int) -> dict[str, Any]:
    suggested: dict[str, Any] = yaml.safe_load((_rasa() / _SUGGESTED).read_text("utf-8"))
    for part in (*suggested["pipeline"], *suggested["policies"]):
        if "epochs" in part:
            part["epochs"] = epochs
    return {**suggested, "assistant_id": "stock"}


def _domain(examples: Examples) -> dict[str, Any]:
    session = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    # Without the last two a stock bot says nothing when it is unsure, which would count as unanswered.
    names = (*examples, _UNSURE, "default")
    responses = {f"utter_{name}": [{"text": f"This is the answer to {name}."}] for name in names}
    return {"version": "3.1", "intents": list(examples), "responses": responses, "session_config": session}


def _nlu(intent: str, sentences: list[str]) -> dict[str, str]:
    return {"intent": intent, "examples": "".join(f"- {sentence}\n" for sentence in sentences)}


def _rule(intent: str) -> dict[str, Any]:
    return {"rule": intent, "steps": _answer(intent)}


def _story(intent: str) -> dict[str, Any]:
    """As `rasa init` has them, so that its two learning policies have something to learn."""
    return {"story": f"greet, then {intent}", "steps": [*_answer("greet"), *_answer(intent)]}


def _answer(intent: str) -> list[dict[str, str]]:
    return [{"intent": intent}, {"action": f"utter_{intent}"}]


def _sentences(examples: str) -> list[str]:
    return [line.removeprefix("- ") for line in examples.splitlines() if line.startswith("- ")]


def _rasa() -> Path:
    spec = find_spec("rasa")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


def _write(path: Path, content: dict[str, Any]) -> None:
    text = yaml.safe_dump({"version": "3.1", **content}, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, "utf-8")
