"""One running assistant for all tests that only talk to it; tests that hurt it start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.running.assistant import Assistant, running_assistant


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    """An assistant with all its processes, on free ports."""
    with running_assistant() as one:
        yield one
