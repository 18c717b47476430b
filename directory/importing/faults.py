"""What is wrong with a file: where it stands, what it is and how to mend it, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from directory.phones import PhoneError
from directory.records import Language

_WORDING = Path(__file__).with_name("wording.yml")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row` as the spreadsheet numbers it (1 is the headings, 0 the whole file)."""

    row: int
    column: str
    problem: Problem

    def message(self, language: Language) -> str:
        """E.g. "Row 6, telefon: '070-174' is too short. ..."."""
        wording = _wording()["place"]
        place = wording["cell" if self.column else "row" if self.row else "file"][language]
        return f"{place.format(row=self.row, column=self.column)}: {self.problem.message(language)}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, by its name in wording.yml, with the words that belong there."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """What is wrong and how to mend it."""
        text: str = _wording()[self.name][language]
        return text.format(**self.values)


@dataclass(frozen=True, slots=True)
class PhoneProblem(Problem):
    """A number that cannot be dialled; `directory.phones` says why."""

    name: str = "phone"
    error: PhoneError | None = None

    def message(self, language: Language) -> str:
        """What the phone rules say about the number."""
        return self.error.message(language) if self.error else ""


class CellError(ValueError):
    """Raised by the parser of a cell; carries the problem and no place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


def wrong(name: str, **values: object) -> CellError:
    """The error to raise for a cell, e.g. wrong("bad_age", value="arton")."""
    return CellError(Problem(name, values))


@cache
def _wording() -> Mapping[str, Any]:
    """wording.yml, read once."""
    loaded: Mapping[str, Any] = yaml.safe_load(_WORDING.read_text(encoding="utf-8"))
    return loaded
