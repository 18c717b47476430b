"""Tests of the wording of faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import directory.importing as house
from directory.importing.faults import Fault, Problem

FOLDER = Path(str(house.__file__)).parent
WORDING = yaml.safe_load((FOLDER / "wording.yml").read_text(encoding="utf-8"))
PROBLEMS = sorted(set(WORDING) - {"place"})


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_fault_is_told_alike_in_both_languages(name: str) -> None:
    """The same values stand in both."""
    words = WORDING[name]
    assert set(words) == {"sv", "en"}
    assert set(re.findall(r"{\w+}", words["sv"])) == set(re.findall(r"{\w+}", words["en"]))


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_fault_in_the_wording_can_happen(name: str) -> None:
    """Nobody translates a sentence that is never said."""
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))


@pytest.mark.parametrize(
    ("fault", "beginning"),
    [
        (Fault(0, "", Problem("empty")), "Filen: är tom."),
        (Fault(7, "", Problem("too_many_cells", {"value": ";"})), "Rad 7: har fler celler"),
        (Fault(7, "ålder", Problem("bad_age", {"value": "arton"})), "Rad 7, ålder: ”arton” är ingen ålder."),
    ],
)
def test_a_fault_says_where_it_stands(fault: Fault, beginning: str) -> None:
    """The whole file, a row, or one cell of it."""
    assert fault.message("sv").startswith(beginning)
