"""Every scripted conversation, played through the testers' door against a whole assistant."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.running.assistant import ROOT, Assistant

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(600)]


def test_all_scripts_go_as_written(assistant: Assistant) -> None:
    """`make rehearse` in a test: the testers' tool exits with 0, and it did play something."""
    command = [sys.executable, "-m", "rehearsal", "tests/conversations", "--url", assistant.url("TESTER")]
    played = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert played.returncode == 0, played.stdout[-4000:]
    passed = int(played.stdout.strip().splitlines()[-1].split()[0])
    assert passed >= 250
