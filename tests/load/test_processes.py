"""Memory and processor time, of this test and a child of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.load.processes import cpu_seconds, family, memory

HOLDS_50_MB = "import time; block = bytearray(50_000_000); print('held', flush=True); time.sleep(60)"


@pytest.fixture
def child() -> Iterator[int]:
    """A process that holds 50 MB."""
    with subprocess.Popen([sys.executable, "-c", HOLDS_50_MB], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.kill()


def test_children_belong_to_the_family(child: int) -> None:
    """The parent comes first."""
    assert family(os.getpid())[0] == os.getpid()
    assert child in family(os.getpid())


def test_memory_is_told_by_part(child: int) -> None:
    """The child's block is the child's, and the rest is not."""
    parts = memory(os.getpid(), {"bytearray": "child"})
    assert 50_000_000 < parts["child"] < 90_000_000
    assert parts["other"] > 1_000_000


def test_a_process_that_is_gone_holds_and_uses_nothing() -> None:
    """It may end while it is looked at."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert memory(process.pid, {}) == {}
    assert cpu_seconds(process.pid) == 0


def test_processor_time_grows_with_work() -> None:
    """A fifth of a second of work is seen."""
    before, until = cpu_seconds(os.getpid()), time.process_time() + 0.2
    while time.process_time() < until:
        pass
    assert 0.15 < cpu_seconds(os.getpid()) - before < 5
