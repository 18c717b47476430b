"""The words on cards and forms."""

from __future__ import annotations

import re

import pytest

from directory.phones import PhoneFault
from directory.reasons import Reason
from directory.wording import phrase, phrases, phrases_under, say


def test_every_phrase_stands_in_both_languages_with_the_same_names_in_braces() -> None:
    """No phrase is empty, and a name that Swedish fills in is filled in in English too."""
    names = re.compile(r"\{\w+\}")
    for path, text in phrases().items():
        assert text.sv, path
        assert text.en, path
        assert sorted(names.findall(text.sv)) == sorted(names.findall(text.en)), path


@pytest.mark.parametrize("path", [f"reasons.{r}" for r in Reason] + [f"phone_faults.{f}" for f in PhoneFault])
def test_every_reason_and_every_fault_has_words(path: str) -> None:
    """An enum member without words would break a card while somebody waits."""
    assert say(path, "sv", age=18, number="1", date="2026-11-24")


def test_a_phrase_that_is_not_there_is_a_key_error() -> None:
    """A misspelt path is found by the first test that uses it."""
    with pytest.raises(KeyError):
        phrase("hours.sometimes")


def test_phrases_under_a_path_keep_the_order_of_the_file() -> None:
    """What happens if I call is told in the order in which it was written."""
    assert [text.en for text in phrases_under("emergency.kvinnofridslinjen.happens")] == [
        "The call is free and does not show on the bill, but it stays in the phone's call list.",
        "There are interpreters for most languages.",
    ]
    assert phrases_under("emergency.nobody.happens") == ()
