"""Bars hold in one direction, and a lost measure is a lost bar."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.understanding.bars import Bar, bars, broken


@pytest.mark.parametrize(
    ("side", "value", "holds"),
    [
        ("at_least", 0.9, True),
        ("at_least", 0.89, False),
        ("at_most", 0.9, True),
        ("at_most", 0.91, False),
        ("at_least", float("nan"), False),
        ("at_most", float("nan"), False),
    ],
)
def test_a_bar_holds_on_its_good_side(side: str, value: float, holds: bool) -> None:
    """Nothing counted reaches no bar."""
    assert Bar("x", side, 0.9).holds(value) is holds


def test_bars_are_read_from_the_project(tmp_path: Path) -> None:
    """One table, a side and a limit each."""
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.lotsen.bars]\n"danger_recall.sv" = { at_least = 0.9 }\n', "utf-8")
    assert bars(file) == [Bar("danger_recall.sv", "at_least", 0.9)]


def test_a_missing_measure_breaks_its_bar() -> None:
    """So that renaming one cannot lose its bar."""
    wanted = [Bar("a", "at_least", 0.5), Bar("b", "at_most", 0.5)]
    assert broken({"a": 0.4}, wanted) == [
        "a at least 0.5, but it is 0.400",
        "b at most 0.5, but it is missing",
    ]
    assert broken({"a": 0.6, "b": 0.5}, wanted) == []
