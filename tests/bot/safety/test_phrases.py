"""The rule files: read, checked, refused when wrong, and every phrase of them can be heard."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.safety.crisis import net
from bot.safety.phrase_syntax import Gap, Pattern, Slot
from bot.safety.phrases import KINDS, LANGUAGES, RulebookError, load_rulebook, read_rulebook
from bot.safety.spelling import SENTENCE_END

GOOD = {"rules": [{"id": "a", "kind": "suicide_risk", "level": "hard", "phrases": ["vill dö"]}]}
GUARD = {"effect": "lower", "reach": "before", "phrases": ["inte"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_the_project_are_sound_and_rich(language: str) -> None:
    """Each language has rules for every kind, and several hundred phrases."""
    book = load_rulebook(language)
    assert {rule.kind for rule in book.rules} == set(KINDS)
    assert sum(len(part) for rule in book.rules for part in rule.parts) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_guards(language: str) -> None:
    """A figure of speech, a negation or a film weighs the same in both languages."""
    shared = {
        "figurative",
        "negation",
        "story",
        "past",
        "asking",
        "somebody_else",
        "if_or_when",
        "habit",
        "joking",
    }
    assert shared <= {guard.id for guard in load_rulebook(language).guards}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_heard(language: str) -> None:
    """No phrase is written so that its own words would not set it off."""
    book, index = load_rulebook(language), net(language).index
    deaf = [
        (rule.id, words)
        for rule in book.rules
        for number, part in enumerate(rule.parts)
        for pattern in part
        if f"{rule.id}/{number}" not in index.find(words := _spoken(pattern))
    ]
    assert deaf == []


def _spoken(pattern: Pattern) -> list[str]:
    words = [min(slot.items).strip("=*") for slot in pattern if isinstance(slot, Slot)]
    assert not any(isinstance(slot, Gap) for slot in (pattern[0], pattern[-1]))
    return [SENTENCE_END, *words, SENTENCE_END]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rules": [{**GOOD["rules"][0], "kind": "weather"}]}, "kind must be one of"),
        ({"rules": [{**GOOD["rules"][0], "level": "loud"}]}, "level hard or soft"),
        ({"rules": [{**GOOD["rules"][0], "phrases": []}]}, "has no phrases"),
        ({"rules": [GOOD["rules"][0], GOOD["rules"][0]]}, "two rules are called"),
        ({"fillers": ["vill"]}, "never reach a phrase"),
        ({"spellings": {"vill": "ville"}}, "never reach a phrase"),
        ({"guards": {"g": {**GUARD, "reach": "far"}}}, "effect or reach"),
        ({"guards": {"g": {**GUARD, "only_for": ["b"]}}}, "do not exist"),
        ({"guards": {"g": {**GUARD, "not_for": ["a/1"]}}}, "do not exist"),
    ],
)
def test_a_wrong_rulebook_is_refused_with_the_reason(change: dict[str, object], complaint: str) -> None:
    """One broken sample for each fault."""
    with pytest.raises(RulebookError, match=complaint):
        read_rulebook("sv", GOOD | change)


@pytest.mark.parametrize(
    "content", ["rules: [", "rules: [{id: a}]", "groups: {}", "[]", "rules:\n- id: a\n  phrases: ['{x}']"]
)
def test_a_file_that_cannot_be_read_is_named(content: str, tmp_path: Path) -> None:
    """Broken YAML, missing keys and bad phrases all say which file it was."""
    (tmp_path / "crisis.sv.yml").write_text(content, encoding="utf-8")
    with pytest.raises(RulebookError, match=r"crisis\.sv\.yml"):
        load_rulebook("sv", tmp_path)


def test_a_word_that_yaml_takes_for_something_else_is_refused() -> None:
    """A bare no or on is a truth value in YAML, and the phrase would listen for "False"."""
    content = yaml.safe_load("rules: [{id: a, kind: suicide_risk, level: hard, phrases: [no]}]")
    with pytest.raises(ValueError, match="put it in quotes: False"):
        read_rulebook("en", content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A forgotten language is an error at start-up, not a silent net."""
    with pytest.raises(RulebookError, match=r"crisis\.sv\.yml"):
        load_rulebook("sv", tmp_path)


def test_a_bad_phrase_is_named_with_its_rule() -> None:
    """Whoever writes the file must find the line."""
    content = yaml.safe_load(yaml.safe_dump(GOOD))
    content["rules"][0]["phrases"] = ["vill ..2"]
    with pytest.raises(ValueError, match=r"a: must begin and end with a word: 'vill \.\.2'"):
        read_rulebook("sv", content)
