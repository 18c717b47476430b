"""For all tests: where LOTSEN_ALL_TESTS is set, as in CI, a skipped test is a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

_ALL = bool(os.environ.get("LOTSEN_ALL_TESTS"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out a test of one kind of database where it would meet the other: that is no skipping."""
    others = [item for item in items if _is_for_another_database(item)]
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)


def _is_for_another_database(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("only")
    given = getattr(item, "callspec", None)
    return mark is not None and given is not None and given.params.get("server", mark.args[0]) != mark.args[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A browser or a library that is missing must not pass for success."""
    report = yield
    if _ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and here nothing may be: {report.longrepr}"
    return report
