"""docs/bench.md as it would look with made-up numbers."""

from __future__ import annotations

import pytest

from tests.load.builders import a_bot, a_load, a_run, some_circumstances
from tests.load.report import megabytes, number, write

OURS = a_bot(a_run(a_load(8, 10.0, (25.0,) * 80)), seconds=41.0)
STOCK = a_bot(a_run(a_load(8, 10.0, (50.0,) * 40)), seconds=410.0)


def tables(report: str) -> list[list[str]]:
    """The report's tables, each a list of rows."""
    found: list[list[str]] = [[]]
    for line in report.splitlines():
        if line.startswith("|"):
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [table for table in found if table]


def test_the_ratios_come_first() -> None:
    """The first two tables are ratios, and say who is better."""
    load, single = tables(write(OURS, STOCK, some_circumstances()))[:2]
    assert "| turns/s | 2.00 ours | high |" in load
    assert "| training | 0.1 ours | low |" in single


def test_every_row_has_as_many_cells_as_its_heading() -> None:
    """Else it is not shown as a table."""
    for table in tables(write(OURS, STOCK, some_circumstances())):
        assert {row.count("|") for row in table} == {table[0].count("|")}, table[0]


def test_figures_stand_under_the_right_bot() -> None:
    """Ours before stock's, in every table that has both."""
    report = write(OURS, STOCK, some_circumstances())
    assert "| this assistant | 8 | 8.00 | 25.0 | 25.0 | 25.0 | 12.5 | 80 | 0 |" in report
    assert "| training | 41.0 s | 410 s |" in report


def test_the_report_says_how_it_was_made() -> None:
    """Command, date, machine and versions."""
    report = write(OURS, STOCK, some_circumstances())
    for said in ("`make bench`", "2026-11-24", "Example CPU, 4 cores", "Python 3.11.9", "Rasa 3.6.21"):
        assert said in report


@pytest.mark.parametrize("quick", [True, False])
def test_a_quick_run_says_that_it_proves_nothing(quick: bool) -> None:
    """And a full run does not."""
    assert ("A quick run" in write(OURS, STOCK, some_circumstances(quick))) is quick


@pytest.mark.parametrize("changed", [True, False])
def test_a_run_during_which_somebody_edited_the_bot_says_so(changed: bool) -> None:
    """Its two bots cannot be compared."""
    assert ("Run it again" in write(OURS, STOCK, some_circumstances(changed=changed))) is changed


@pytest.mark.parametrize(("epochs", "warned"), [(5, True), (100, False)])
def test_a_shortened_training_is_said_to_be_one(epochs: int, warned: bool) -> None:
    """Else its ratio would be taken for the true one."""
    report = write(OURS, STOCK, some_circumstances(epochs=epochs))
    assert (f"stopped after {epochs} of its 100 epochs" in report) is warned


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (0.1234, "0.123"), (1.234, "1.23"), (12.34, "12.3"), (123.4, "123"), (1234.5, "1234")],
)
def test_three_digits_are_enough(value: float, written: str) -> None:
    """No false precision."""
    assert number(value) == written


def test_bytes_are_shown_as_megabytes() -> None:
    """Millions of bytes."""
    assert megabytes(557_400_000) == "557 MB"
