"""`make evaluate` in its quick form: no bar of pyproject.toml is broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.running  # it measures milliseconds: no assistant may be busy in another worker meanwhile
@pytest.mark.slow
def test_every_bar_holds() -> None:
    """Needs the trained model, as `make test` leaves it."""
    command = [sys.executable, "-m", "tests.understanding", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
