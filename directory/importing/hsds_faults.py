"""What is wrong with an HSDS package, as faults whose column names the file and the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from directory.importing.faults import CellError, Fault, Problem
from directory.records import Language

_ROW: Mapping[Language, str] = {"sv": "rad", "en": "row"}
_WORDING = Path(__file__).with_name("hsds_wording.yml")


@dataclass(frozen=True, slots=True)
class HsdsProblem(Problem):
    """A problem by its name in hsds_wording.yml."""

    def message(self, language: Language) -> str:
        """What is wrong and how to mend it."""
        return _wording()[self.name][language].format(**self.values)


@dataclass(frozen=True, slots=True)
class PackageFault(Fault):
    """A fault whose column names the file too; `row` is 0 for the whole of it."""

    def message(self, language: Language) -> str:
        """E.g. "services.csv: email, row 2: ..."."""
        place = f", {_ROW[language]} {self.row}" if self.row else ""
        return f"{self.column}{place}: {self.problem.message(language)}"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a package: its file, its number there (in JSON: which of the file's records), its path."""

    file: str
    row: int
    path: str = ""

    def fault(self, field: str, problem: Problem) -> Fault:
        """A fault here. E.g. column "services.csv: email" or "service_full.json: phones[0].number"."""
        where = f"{self.path}.{field}" if self.path and field else self.path or field
        return PackageFault(self.row, f"{self.file}: {where}" if where else self.file, problem)


def problem(name: str, **values: object) -> HsdsProblem:
    """A problem with what belongs into its words; long values are cut."""
    return HsdsProblem(name, {key: _short(value) for key, value in values.items()})


def wrong(name: str, **values: object) -> CellError:
    """The error to raise for one value."""
    error = CellError(Problem(name))
    error.problem = problem(name, **values)
    return error


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 300 else f"{text[:300]} ..."


@cache
def _wording() -> Mapping[str, Mapping[Language, str]]:
    loaded: Mapping[str, Mapping[Language, str]] = yaml.safe_load(_WORDING.read_text(encoding="utf-8"))
    return loaded
