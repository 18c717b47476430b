"""What may stand on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rehearsal.script import LANGUAGES, Case

SCRIPTS = Path("tests/conversations")
NEEDS = Path("directory/seed/needs.csv")
TESTER = "http://127.0.0.1:8002"


@dataclass(frozen=True, slots=True)
class Options:
    """One run; paths are relative to where the command is given."""

    paths: tuple[Path, ...]
    url: str = TESTER
    language: str | None = None
    words: tuple[str, ...] = ()
    fail_fast: bool = False
    junit: Path | None = None
    html: Path | None = None
    uncovered: bool = False
    needs: Path = NEEDS

    def wants(self, case: Case) -> bool:
        """True for a case to play: its language fits, and name and file together hold every word of -k."""
        text = f"{case.title} {case.at.file}".casefold()
        fits = self.language is None or case.language in (None, self.language)
        return fits and all(word.casefold() in text for word in self.words)


def read_options(arguments: Sequence[str]) -> Options:
    """The options; for --help and for mistakes argparse prints and exits (0 or 2)."""
    given = parser().parse_args(arguments)
    return Options(
        paths=tuple(given.paths) or (SCRIPTS,),
        url=given.url,
        language=given.language,
        words=tuple(given.words.split()),
        fail_fast=given.fail_fast,
        junit=given.junit,
        html=given.html,
        uncovered=given.uncovered,
        needs=given.needs,
    )


def parser() -> argparse.ArgumentParser:
    """The command line as argparse knows it."""
    made = argparse.ArgumentParser("python -m rehearsal", description="Plays written conversations.")
    add = made.add_argument
    add("paths", nargs="*", type=Path, metavar="PATHS", help=f"files or folders (default {SCRIPTS})")
    add("--url", default=TESTER, help="the assistant's tester door (default %(default)s)")
    add("--language", choices=LANGUAGES, help="only cases in this language, and those that name none")
    add("--fail-fast", action="store_true", help="stop at the first case that differs")
    add("--junit", type=Path, metavar="FILE", help="also write the results as JUnit XML")
    add("--html", type=Path, metavar="FILE", help="also write the results as a web page")
    add(
        "-k",
        dest="words",
        default="",
        metavar="WORDS",
        help="only cases whose name or file holds all the words",
    )
    add("--uncovered", action="store_true", help="play nothing; list what no script expects")
    add(
        "--needs",
        type=Path,
        default=NEEDS,
        metavar="CSV",
        help="every need and its offers (default %(default)s)",
    )
    return made
