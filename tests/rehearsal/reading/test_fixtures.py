"""Shared openings: from the file, from _fragments above it, the nearest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.places import ScriptError
from rehearsal.reading.cases import read_file
from tests.rehearsal.builders import read, write

USES_OPENING = """
test_cases:
  - test_case: somebody goes on
    fixtures: [opening]
    steps:
      - user: mer
"""


def test_a_fixture_of_the_file_comes_before_the_steps(tmp_path: Path) -> None:
    """The shared opening is played first, expectations and all."""
    cases = read(
        tmp_path, "fixtures:\n  - opening:\n      - user: hej\n      - utter: utter_greet" + USES_OPENING
    )
    assert [(turn.words, len(turn.expects)) for turn in cases[0].turns] == [("hej", 1), ("mer", 0)]


def test_a_fragment_is_found_above_the_script(tmp_path: Path) -> None:
    """Any folder above a script may hold _fragments; the nearest one wins."""
    write(tmp_path, "_fragments/a.yml", "fixtures:\n  - opening:\n      - user: far\n")
    script = write(tmp_path, "violence/deep/talk.yml", USES_OPENING)
    assert read_file(script, "talk.yml")[0].turns[0].words == "far"
    write(tmp_path, "violence/_fragments/b.yml", "fixtures:\n  - opening:\n      - user: near\n")
    assert read_file(script, "talk.yml")[0].turns[0].words == "near"


def test_a_fixture_of_the_file_wins_over_a_fragment(tmp_path: Path) -> None:
    """The nearest is the file itself."""
    write(tmp_path, "_fragments/a.yml", "fixtures:\n  - opening:\n      - user: far\n")
    cases = read(tmp_path, "fixtures:\n  - opening:\n      - user: own" + USES_OPENING)
    assert cases[0].turns[0].words == "own"


def test_a_fixture_in_two_languages_follows_the_case(tmp_path: Path) -> None:
    """The opening speaks the language that the case is played in."""
    cases = read(
        tmp_path,
        """
        fixtures:
          - opening:
              - user: {sv: hej, en: hello}
        test_cases:
          - test_case: somebody goes on
            fixtures: [opening]
            languages: [en, sv]
            steps:
              - user: "112"
        """,
    )
    assert [(case.language, case.turns[0].words) for case in cases] == [("en", "hello"), ("sv", "hej")]


def test_a_language_first_in_a_fixture_is_rasas_slot(tmp_path: Path) -> None:
    """As in Rasa Pro a fixture may set the language; it then is the language of the case."""
    cases = read(
        tmp_path,
        """
        fixtures:
          - english: [{language: en}]
        test_cases:
          - test_case: somebody speaks English
            fixtures: [english]
            steps:
              - user: {sv: hej, en: hello}
        """,
    )
    assert [(case.language, case.turns[0].words) for case in cases] == [("en", "hello")]


@pytest.mark.parametrize(
    ("fixtures", "says"),
    [
        ("- opening: [{gender: woman}]", "slot 'gender' cannot be seen"),
        ("- opening: [{usr: hej}]", "Did you mean 'user'"),
        ("- opening: []", "at least one item"),
        ("- opening: [{language: other}]", "sv or en, not 'other'"),
        ("- 1st: [{user: hej}]", "'1st' is no name"),
        ("- other: [{user: hej}]", r"no fixture called 'opening' \(known: other\)"),
        ("- opening: [{user: hej}]\n  - opening: [{user: hej}]", "'opening' stands twice"),
        ("- opening: [{user: a}]\n    second: [{user: b}]", "one 'name: value'"),
    ],
)
def test_a_slip_in_a_fixture_names_the_way_out(tmp_path: Path, fixtures: str, says: str) -> None:
    """A fixture that cannot be played is refused with a sentence."""
    with pytest.raises(ScriptError, match=says):
        read(tmp_path, f"fixtures:\n  {fixtures}{USES_OPENING}")


@pytest.mark.parametrize("text", ["test_cases: []\n", "- a\n"])
def test_a_fragment_holds_no_cases(tmp_path: Path, text: str) -> None:
    """A fragment is shared; a case in it would never be played."""
    write(tmp_path, "_fragments/a.yml", text)
    with pytest.raises(ScriptError, match=r"_fragments/a\.yml:1: .*fragment"):
        read(tmp_path, USES_OPENING)


def test_metadata_is_carried_to_the_case(tmp_path: Path) -> None:
    """A case's metadata ends up in the report."""
    cases = read(
        tmp_path,
        """
        metadata:
          - from_the_report: {page: 12, author: city}
        test_cases:
          - test_case: somebody says hello
            metadata: from_the_report
            steps:
              - user: hej
                metadata: from_the_report
        """,
    )
    assert cases[0].metadata == {"page": "12", "author": "city"}


def test_metadata_is_a_mapping(tmp_path: Path) -> None:
    """A bare word has no names to report."""
    with pytest.raises(ScriptError, match="mapping of 'key: value'"):
        read(tmp_path, "metadata:\n  - phone: small\ntest_cases: []\n")
