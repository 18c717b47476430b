"""The command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.options import SCRIPTS, Options, read_options
from tests.rehearsal.builders import a_case


def test_everything_has_a_default() -> None:
    """`python -m rehearsal` alone plays the project's own scripts."""
    assert read_options([]) == Options(paths=(SCRIPTS,))


def test_everything_can_be_said() -> None:
    """All options at once."""
    given = ["a.yml", "b", "--url", "http://127.0.0.1:9", "--language", "en", "--fail-fast", "--uncovered"]
    assert read_options([*given, "--junit", "j.xml", "--html", "h.html", "-k", "says hello"]) == Options(
        paths=(Path("a.yml"), Path("b")),
        url="http://127.0.0.1:9",
        language="en",
        words=("says", "hello"),
        fail_fast=True,
        junit=Path("j.xml"),
        html=Path("h.html"),
        uncovered=True,
    )


@pytest.mark.parametrize(
    ("words", "language", "case_language", "wanted"),
    [
        ((), None, "sv", True),
        ((), "sv", "sv", True),
        ((), "sv", "en", False),
        ((), "sv", None, True),
        (("HELLO", "talk"), None, None, True),
        (("hello", "goodbye"), None, None, False),
        (("[en]",), None, "en", True),
    ],
)
def test_a_case_is_wanted_by_language_and_words(
    words: tuple[str, ...], language: str | None, case_language: str | None, wanted: bool
) -> None:
    """Every word must stand in the name, the language mark or the file; a case of no language always fits."""
    options = Options((), language=language, words=words)
    assert options.wants(a_case(language=case_language)) is wanted


def test_a_slip_on_the_command_line_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """As for a broken script."""
    with pytest.raises(SystemExit) as caught:
        read_options(["--langauge", "sv"])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err
