"""Tests of `overdue` and `verify`."""

from __future__ import annotations

from tests.directory.commands.conftest import Run


def test_it_tells_what_should_have_been_checked(run: Run) -> None:
    """Nothing of the seed has."""
    code, said = run("overdue")
    assert code == 0
    assert "class A: " in said
    assert "unverified" in said


def test_it_tells_what_there_is_to_check_and_changes_nothing(run: Run) -> None:
    """Each critical fact with a box before it."""
    code, said = run("verify", "hemloshetsjouren")
    assert code == 0
    assert "[ ] " in said
    assert "--all-checked" in said
    assert "checked by staff: 0" in run("status")[1]


def test_a_service_of_class_b_is_assured_at_once(run: Run) -> None:
    """And published."""
    code, said = run("verify", "hemloshetsjouren", "--all-checked", "--by", "katalogen@example.org")
    assert (code, "assured: hemloshetsjouren, 2026-11-24" in said) == (0, True)
    assert "checked by staff: 1" in run("status")[1]


def test_a_service_of_class_a_waits_for_a_second_person(run: Run) -> None:
    """One word is not enough."""
    code, said = run("verify", "somaya", "--all-checked", "--by", "katalogen@example.org")
    assert (code, "second person" in said) == (1, True)
    assert "checked by staff: 0" in run("status")[1]


def test_a_code_that_nobody_has_is_told_of(run: Run) -> None:
    """With and without the box."""
    assert run("verify", "nowhere")[0] == 1
    assert run("verify", "nowhere", "--all-checked") == (1, "directory: no service has the code nowhere\n")


def test_it_tells_where_nobody_can_be_reached(run: Run) -> None:
    """Need, hours and place, with what there is to mend."""
    code, said = run("gaps")
    assert code == 0
    assert len(said.splitlines()) > 10
