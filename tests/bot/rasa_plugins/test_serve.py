"""Rasa's command line with its mouth shut before it opens it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.rasa_plugins.training import ROOT

FAKE_RASA = """
import logging, sys, warnings
logging.getLogger("rasa").error("at import: %s", "hemligt-9f3a")
def main():
    print("arguments", sys.argv)
    warnings.warn("hemligt-9f3a")
    raise ValueError("hemligt-9f3a")
"""


def test_nothing_that_rasa_imports_logs_or_raises_carries_words(tmp_path: Path) -> None:
    """A stand-in for rasa that talks at import, warns and crashes: only kinds and places come out."""
    (tmp_path / "rasa").mkdir()
    (tmp_path / "rasa" / "__init__.py").touch()
    (tmp_path / "rasa" / "__main__.py").write_text(FAKE_RASA)
    done = subprocess.run(
        [sys.executable, "-m", "bot.rasa_plugins.serve", "run", "--port", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "arguments ['rasa', 'run', '--port', '1']" in done.stdout
    assert "stopped by ValueError __main__:7" in done.stderr
    assert "UserWarning __main__:6" in done.stderr
    assert "hemligt" not in done.stdout + done.stderr
