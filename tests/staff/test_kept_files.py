"""Tests of the files that wait for a button to be pressed."""

from __future__ import annotations

from datetime import timedelta

from staff.kept_files import MOST, MOST_OF_ONE, KeptFiles
from tests.directory.builders import MORNING


def test_a_file_is_there_for_the_session_that_sent_it_and_for_nobody_else() -> None:
    """Also when somebody knows its key."""
    kept = KeptFiles()
    key = kept.keep("anna", "a.csv", b"innehall", MORNING)
    held = kept.get("anna", key, MORNING)
    assert held is not None
    assert (held.name, held.content) == ("a.csv", b"innehall")
    assert "innehall" not in repr(held)
    assert kept.get("bo", key, MORNING) is None
    kept.forget("bo", key)
    assert kept.get("anna", key, MORNING) is held
    kept.forget("anna", key)
    assert kept.get("anna", key, MORNING) is None


def test_a_file_is_forgotten_after_a_quarter_of_an_hour() -> None:
    """Whether anybody asks for it or not."""
    kept = KeptFiles()
    key = kept.keep("anna", "a.csv", b"", MORNING)
    assert kept.get("anna", key, MORNING + timedelta(minutes=15)) is not None
    assert kept.get("anna", key, MORNING + timedelta(minutes=16)) is None


def test_nobody_fills_the_memory() -> None:
    """The oldest of one's own gives way first, then the oldest of all."""
    kept = KeptFiles()
    mine = [kept.keep("anna", "a.csv", b"", MORNING) for _ in range(MOST_OF_ONE + 1)]
    assert [kept.get("anna", key, MORNING) is None for key in mine] == [True, False, False, False]
    for number in range(MOST):
        kept.keep(f"annan {number}", "b.csv", b"", MORNING)
    assert all(kept.get("anna", key, MORNING) is None for key in mine)


def test_files_of_others_stay_while_there_is_room() -> None:
    """Up to the last place."""
    kept = KeptFiles()
    keys = [(f"person {n}", kept.keep(f"person {n}", "a.csv", b"", MORNING)) for n in range(MOST)]
    assert all(kept.get(owner, key, MORNING) for owner, key in keys)
