"""`make rehearse`: starts an assistant and lets the testers' tool play the scripts against it."""

from __future__ import annotations

import subprocess
import sys

from tests.running.assistant import ROOT, running_assistant


def main() -> int:
    """The exit code of the rehearsal: 0 all as written, 1 a difference, 2 a broken script."""
    arguments = sys.argv[1:] or ["tests/conversations"]
    with running_assistant() as assistant:
        command = [sys.executable, "-m", "rehearsal", *arguments, "--url", assistant.url("TESTER")]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
