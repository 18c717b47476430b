"""The testers' guide says what the tool does: no key is missing in it, and its examples can be played."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rehearsal.command import ALL_AS_WRITTEN, CANNOT_PLAY, DIFFERENT
from rehearsal.options import parser
from rehearsal.reading.assertions import HIDDEN, SEEN, UTTERANCE_KEYS
from rehearsal.reading.cases import CASE_KEYS, FILE_KEYS
from rehearsal.reading.steps import STEP_KEYS
from tests.rehearsal.builders import read
from tests.rehearsal.test_scripts_on_file import codes

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/tester_guide.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("key", sorted({*STEP_KEYS, *CASE_KEYS, *FILE_KEYS, *SEEN, *HIDDEN, *UTTERANCE_KEYS}))
def test_every_key_is_explained(key: str) -> None:
    """A key that the tool knows stands in the guide as code."""
    assert re.search(rf"`{key}[`:]|^ *(- )?{key}:", GUIDE, re.MULTILINE)


def test_every_option_is_explained() -> None:
    """Whatever may be typed after the command."""
    options = {word for action in parser()._actions for word in action.option_strings} - {"-h", "--help"}
    assert options
    assert not [
        option for option in options if f"rehearsal {option}" not in GUIDE and f" {option} " not in GUIDE
    ]


def test_every_exit_code_is_explained() -> None:
    """For whoever reads the code and not the words."""
    sentence = next(line for line in GUIDE.splitlines() if "exit code" in line)
    assert all(f"{code} when" in sentence for code in (ALL_AS_WRITTEN, DIFFERENT, CANNOT_PLAY))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_played(tmp_path: Path, example: str) -> None:
    """And names only needs and services that there are."""
    expects = [e for case in read(tmp_path, example) for turn in case.turns for e in turn.expects]
    assert expects
    assert {e.wanted for e in expects if e.key == "need"} <= codes("needs.csv")
    assert {e.wanted for e in expects if "card" in e.key} <= codes("services.csv")


def test_the_examples_are_found() -> None:
    """A guide without examples would pass the test above."""
    assert len(EXAMPLES) >= 4


def test_every_table_step_can_be_read(tmp_path: Path) -> None:
    """Each step of the guide's tables is one that the tool accepts below a visitor's words."""
    known = "|".join(STEP_KEYS)
    steps: list[str] = re.findall(rf"^\| `((?:{known}): .*?)` \|", GUIDE, re.MULTILINE)
    assert len(steps) >= 19
    for step in steps:
        first = "" if step.startswith(("user", "choose")) else "      - user: hej\n"
        read(tmp_path, f"test_cases:\n  - test_case: a\n    steps:\n{first}      - {step}\n")
