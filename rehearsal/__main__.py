"""`python -m rehearsal`: plays the testers' conversations; see docs/tester_guide.md."""

from __future__ import annotations

import sys
from pathlib import Path

from rehearsal.command import Command
from rehearsal.door import open_door
from rehearsal.options import read_options

if __name__ == "__main__":
    sys.exit(Command(Path.cwd(), sys.stdout, open_door).run(read_options(sys.argv[1:])))
