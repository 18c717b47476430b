"""The size budget holds, and its measure measures."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.walls import sizes


def test_nothing_is_too_large_and_every_module_is_named_by_what_it_holds() -> None:
    """No module above 300 lines, no function above 40, no utils."""
    assert sizes.faults() == []


def test_half_of_the_modules_and_functions_are_small() -> None:
    """The median module has at most 90 lines, the median function at most 8."""
    paths = sizes.modules()
    bodies = [size for path in paths for _, size in sizes.functions(path)]
    assert statistics.median(map(sizes.lines, paths)) <= sizes.MEDIAN_MODULE
    assert statistics.median(bodies) <= sizes.MEDIAN_FUNCTION


def test_a_long_function_is_seen(tmp_path: Path) -> None:
    """The measure finds a function of 41 lines and leaves its docstring out."""
    file = tmp_path / "long.py"
    file.write_text('def f():\n    """One."""\n' + "    x = 1\n" * 41)
    assert list(sizes.functions(file)) == [("f", 41)]
