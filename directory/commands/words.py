"""The words that can stand after `python -m directory`, and what --help says of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from directory.commands.checking import gaps, overdue, verify
from directory.commands.desk import Desk
from directory.commands.files import export_files, import_file, undo_import
from directory.commands.keeping import backup, restore
from directory.commands.setting_up import init, publish, seed, status
from directory.verifying.attempts import METHODS

BY = "command line"
EXAMPLES = """examples:
  python -m directory init                      make the tables, or bring them up to this version
  python -m directory seed                      the project's own services; keeps what people have changed
  python -m directory import services.csv --dry-run
                                                what a file would change, without changing it
  python -m directory import services.csv --by katalogen@example.org
  python -m directory export out                all services as one file for a spreadsheet
  python -m directory overdue                   what should have been checked
  python -m directory gaps                      for what, where and when nobody can be reached
  python -m directory backup copy.sqlite        a checked copy of everything
  python -m directory status                    version, counts, and the age of the published copy
  python -m directory publish                   make the copy that answers when the database is gone

`python -m directory COMMAND --help` has more of them. The database is SQLite in LOTSEN_DATA_DIR
(default: var), or what LOTSEN_DATABASE_URL says.
"""
_OF = {
    "init": ("make the tables, or bring them up to this version", "init"),
    "seed": ("bring in the project's own services, then publish", "seed"),
    "status": ("say how the directory is", "status"),
    "publish": ("make the copy that answers when the database is gone", "publish"),
    "import": (
        "bring in a file of services, then publish",
        "import services.csv --dry-run\nimport hsds.zip --by katalogen@example.org\n"
        "import services.csv --keep",
    ),
    "export": (
        "write the directory into a folder",
        "export out\nexport --internal out\nexport --format hsds-json --language en out\n"
        "export --format hsds-csv out",
    ),
    "undo-import": (
        "take back all that one import changed",
        "undo-import 0b7c8a52-0000-4000-8000-000000000000 --by katalogen@example.org",
    ),
    "gaps": ("say for what, where and when nobody can be reached", "gaps"),
    "overdue": ("say what should have been checked", "overdue"),
    "verify": (
        "say what there is to check of a service, or that it has been checked",
        "verify somaya\nverify somaya --all-checked --method phone --by katalogen@example.org",
    ),
    "backup": ("make a checked copy of everything", "backup copy.sqlite"),
    "restore": ("put a copy in the place of the directory", "restore copy.sqlite\nrestore copy.sqlite --yes"),
}
"""Command -> its purpose, and examples of it."""
Command = Callable[[argparse.Namespace, Desk], int]


def examples(name: str) -> list[str]:
    """The lines that --help shows of one command, as they are typed after `python -m directory`."""
    return _OF[name][1].splitlines()


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    words = argparse.ArgumentParser(
        prog="python -m directory",
        description="The directory of services: set it up, fill it, look after it.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    several = words.add_subparsers(required=True, metavar="COMMAND")
    for name, command in (("init", init), ("seed", seed), ("status", status), ("publish", publish)):
        _add(several, name, command)
    _add_files(several)
    _add_checking(several)
    _add(several, "backup", backup).add_argument("file", type=Path, metavar="FILE", help="a new file")
    restoring = _add(several, "restore", restore)
    restoring.add_argument("file", type=Path, metavar="FILE", help="what backup made")
    restoring.add_argument("--yes", action="store_true", help="do it; else it is only looked into")
    return words


def _add(several: Any, name: str, command: Command) -> argparse.ArgumentParser:
    purpose = _OF[name][0]
    shown = "\n".join(f"  python -m directory {example}" for example in examples(name))
    added: argparse.ArgumentParser = several.add_parser(
        name,
        help=purpose,
        description=purpose,
        epilog=f"examples:\n{shown}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    added.set_defaults(command=command)
    return added


def _add_by(words: argparse.ArgumentParser) -> None:
    words.add_argument("--by", default=BY, metavar="MAILBOX", help="who stands for the change")


def _add_files(several: Any) -> None:
    """What goes in and out as files."""
    bringing = _add(several, "import", import_file)
    bringing.add_argument("path", type=Path, metavar="PATH", help="CSV, or HSDS as zip, folder or JSON")
    bringing.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    bringing.add_argument("--keep", action="store_true", help="leave services that people have changed since")
    bringing.add_argument("--language", choices=("sv", "en"), default="sv", help="of faults (default sv)")
    _add_by(bringing)
    taking = _add(several, "export", export_files)
    forms = ("csv", "hsds-json", "hsds-csv")
    taking.add_argument("--format", choices=forms, default="csv", help="default: one file for a spreadsheet")
    taking.add_argument("folder", type=Path, metavar="DIR")
    taking.add_argument(
        "--internal", action="store_true", help="csv: with the notes that only staff may read"
    )
    taking.add_argument("--language", choices=("sv", "en"), default="sv", help="hsds-json: of the texts")
    undoing = _add(several, "undo-import", undo_import)
    undoing.add_argument("batch", metavar="IMPORT", help="the id that import said, or the staff pages say")
    _add_by(undoing)


def _add_checking(several: Any) -> None:
    """What tells whether the directory is true."""
    _add(several, "overdue", overdue)
    _add(several, "gaps", gaps)
    checking = _add(several, "verify", verify)
    checking.add_argument("code", metavar="CODE", help="the service's code")
    checking.add_argument(
        "--all-checked", action="store_true", help="every critical fact has been found right"
    )
    checking.add_argument("--method", choices=METHODS, default="phone", help="how it was checked")
    _add_by(checking)
