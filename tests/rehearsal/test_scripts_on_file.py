"""The project's own conversations: they can be read, they speak of things that exist, and none is missing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rehearsal.reading.files import read_paths
from rehearsal.script import Case, Expectation

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "tests/conversations"
SEED = ROOT / "directory/seed"
ADULTS = {"mikamottagningen-sthlm", "kast-sthlm"}
OURS = {"another_language", "changing_course", "danger_midway", "not_understood"}
"""Folders that are about the way of a conversation and not about one need."""


@cache
def cases() -> tuple[Case, ...]:
    """Every case, once for each language."""
    return read_paths([SCRIPTS], ROOT)


@cache
def codes(file: str) -> frozenset[str]:
    """The codes in one of the directory's own lists."""
    with (SEED / file).open(encoding="utf-8", newline="") as lines:
        return frozenset(row["code"] for row in csv.DictReader(lines))


def expectations(*keys: str) -> Iterator[Expectation]:
    """Every expectation of these kinds."""
    for case in cases():
        yield from (e for turn in case.turns for e in turn.expects if e.key in keys)


def unknown(known: frozenset[str], *keys: str) -> list[str]:
    """Where a script names what nobody knows."""
    named = ((e.at, e.wanted) for e in expectations(*keys))
    return [f"{at}: {wanted}" for at, wanted in named if isinstance(wanted, str) and wanted not in known]


def test_there_are_enough_of_them_in_both_languages() -> None:
    """At least 70 conversations, and neither language is the poor one."""
    assert len({case.name for case in cases()}) >= 70
    played = {language: sum(case.language == language for case in cases()) for language in ("sv", "en")}
    assert min(played.values()) >= 0.9 * max(played.values())


def test_every_need_has_a_folder_played_in_both_languages() -> None:
    """Whoever adds a need adds its script: a need without one fails here."""
    played = {(Path(case.at.file).parent.name, case.language) for case in cases()}
    assert {(need, language) for need in codes("needs.csv") for language in ("sv", "en")} <= played


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_need_is_expected_by_some_case(language: str) -> None:
    """The folder alone proves nothing: some turn must end in the need."""
    mine = [case for case in cases() if case.language == language]
    reached = {e.wanted for case in mine for turn in case.turns for e in turn.expects if e.key == "need"}
    assert codes("needs.csv") <= reached


def test_folders_are_needs_or_ways_of_a_conversation() -> None:
    """No folder that nobody would look into."""
    folders = {path.name for path in SCRIPTS.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders - OURS == codes("needs.csv")


def test_scripts_name_only_needs_and_services_that_exist() -> None:
    """A slip in a `no_card` would otherwise always pass."""
    assert unknown(codes("needs.csv"), "need") == []
    assert unknown(codes("services.csv"), "card", "card_first", "no_card") == []


def test_scripts_name_only_wordings_that_exist() -> None:
    """Every `utter` is a response in some wording.yml."""
    words = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*/wording.yml"))
    assert unknown(frozenset(re.findall(r"^ {2}(utter_\w+):", words, re.MULTILINE)), "utter") == []


def test_every_case_expects_something_after_its_last_turn() -> None:
    """A conversation that nothing is expected of cannot fail."""
    assert [case.title for case in cases() if not case.turns[-1].expects] == []


def test_no_script_is_taken_for_a_story() -> None:
    """Rasa's own test command looks for files that begin with test_."""
    assert [path.name for path in SCRIPTS.rglob("test_*")] == []


def test_names_are_sentences() -> None:
    """A name is read aloud in a report: several words, no underscores."""
    assert [case.name for case in cases() if len(case.name.split()) < 4 or "_" in case.name] == []


def test_no_case_for_a_minor_expects_a_service_for_adults() -> None:
    """Mikamottagningen and KAST take adults: no turn after a young age was told may show them."""
    for case in cases():
        if "is_under_eighteen" in case.at.file or "never_meets" in case.at.file:
            assert not {e.wanted for e in case.turns[-1].expects if e.key.startswith("card")} & ADULTS, (
                case.title
            )
            assert any(e.key == "no_card" and e.wanted in ADULTS for e in case.turns[-1].expects), case.title


def test_patterns_look_for_what_can_stand_in_a_message() -> None:
    """`text_matches` with a blank pattern would always hold."""
    patterns = [str(e.wanted) for e in expectations("text_matches")]
    assert patterns
    assert [pattern for pattern in patterns if re.search(pattern, "")] == []
