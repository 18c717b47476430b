"""Cases: names, languages and keys of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.places import ScriptError
from tests.rehearsal.builders import read

CASE = "test_cases:\n  - test_case: somebody talks\n    steps:\n      - user: hej\n"


def test_a_case_is_read_once_for_each_language(tmp_path: Path) -> None:
    """One script, two plays, each with its own words."""
    cases = read(
        tmp_path,
        """
        test_cases:
          - test_case: somebody says hello
            languages: [sv, en]
            steps:
              - user: {sv: hej, en: hello}
              - utter: utter_greet
        """,
    )
    assert [(case.title, case.turns[0].words, case.at.line) for case in cases] == [
        ("somebody says hello [sv]", "hej", 2),
        ("somebody says hello [en]", "hello", 2),
    ]


def test_a_case_without_languages_names_none(tmp_path: Path) -> None:
    """A script in Rasa Pro's own format is played as it stands."""
    (case,) = read(tmp_path, CASE)
    assert (case.title, case.language) == ("somebody talks", None)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("tests: []\n", 1, "'tests' is not a key of a script"),
        ("- a\n", 1, "a script has the keys"),
        ("", 1, "'test_cases' must be a list"),
        ("test_cases: []\n", 1, "'test_cases' must be a list"),
        ("test_cases:\n  - hej\n", 2, "a case starts with"),
        ("test_cases:\n  - steps: []\n", 2, "the case has no name"),
        ("test_cases:\n  - test_case: a\n", 2, "'steps' must be a list"),
        (CASE + "    step: []\n", 5, "Did you mean 'steps'"),
        (CASE + "    languages: [de]\n", 5, "'languages' is a list of sv and en"),
        (CASE + "    languages: [sv, sv]\n", 5, "each once"),
        (CASE + "    fixtures: [none]\n", 5, r"no fixture called 'none' \(known: none\)"),
        (CASE + "    metadata: none\n", 5, "no metadata called 'none'"),
        (CASE + "stub_custom_actions: {}\n", 5, "nothing can be stubbed"),
        (
            "fixtures:\n  - s: [{language: sv}]\n" + CASE + "    fixtures: [s]\n    languages: [en]\n",
            8,
            "a fixture of this case already names its language",
        ),
    ],
)
def test_a_broken_case_names_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    """Whatever is wrong with a case is said with file and line."""
    with pytest.raises(ScriptError, match=says) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"talk.yml:{line}: ")
