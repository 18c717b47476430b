"""For all tests: what runs beside what; where LOTSEN_ALL_TESTS is set, as in CI, no test may be skipped."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

_ALL = bool(os.environ.get("LOTSEN_ALL_TESTS"))

# No example has a time limit of its own: a busy machine is no fault of the code. Where all must pass before a
# change is taken in, the same code meets the same examples; new ones are tried at every other `make test`.
settings.register_profile(
    "lotsen", deadline=None, derandomize=_ALL, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("lotsen")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out a test of one database where it would meet another (no skipping), and orders the rest."""
    others: list[pytest.Item] = []
    mine: list[pytest.Item] = []
    for item in items:
        (others if _is_for_another_database(item) else mine).append(item)
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    config.hook.pytest_deselected(items=others)
    items[:] = sorted(mine, key=_turn)


def _turn(item: pytest.Item) -> int:
    """What takes long comes first, so that no worker is left waiting for it at the end."""
    return 0 if item.get_closest_marker("running") else 1 if item.get_closest_marker("slow") else 2


def _group(item: pytest.Item) -> str:
    """What one worker runs in a row: a file, or all that starts or measures the whole assistant."""
    if item.get_closest_marker("running"):
        return "the whole assistant"
    return item.nodeid.partition("::")[0]


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
