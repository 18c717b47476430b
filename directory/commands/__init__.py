"""`python -m directory ...`: what can be done to the directory from a terminal. See --help.

Every command can be run again. Exit codes: 0 done, 1 the file has faults or the directory is not ready,
2 wrong use, 3 the directory cannot be reached or is of another version, 4 a file cannot be written.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from directory.backups import BackupFault
from directory.commands.desk import DONE, FAULTS, NOT_WRITTEN, UNREACHABLE, Desk
from directory.commands.words import EXAMPLES, examples, parser
from directory.errors import DirectoryError
from directory.importing import PreviewHasFaults

__all__ = ["DONE", "EXAMPLES", "FAULTS", "NOT_WRITTEN", "UNREACHABLE", "Desk", "examples", "main", "parser"]


def main(argv: Sequence[str], desk: Desk) -> int:
    """Runs one command; returns its exit code. Faults are told in words, never as a traceback."""
    asked = parser().parse_args(argv)
    command: Callable[[argparse.Namespace, Desk], int] = asked.command
    try:
        return command(asked, desk)
    except (PreviewHasFaults, BackupFault) as error:
        desk.say(f"directory: {error}")
        return FAULTS
    except DirectoryError as error:
        desk.say(f"directory: {error}")
        return UNREACHABLE
    except OSError as error:
        desk.say(f"directory: cannot write {error.filename or 'the file'}: {error.strerror}")
        return NOT_WRITTEN
