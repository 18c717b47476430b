"""Tests of what a row can say."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import yaml

import directory.importing as house
from directory.importing import ServiceRow

COLUMNS = yaml.safe_load((Path(str(house.__file__)).parent / "columns.yml").read_text(encoding="utf-8"))


def test_a_row_has_a_place_for_every_column() -> None:
    """A column that is read and forgotten would lose what staff wrote."""
    assert {field.name for field in fields(ServiceRow)} - {"row"} == set(COLUMNS)


def test_no_two_columns_have_the_same_heading() -> None:
    """In either language, or a file could not be read."""
    words = [word for name, swedish in COLUMNS.items() for word in {name, swedish}]
    assert len(words) == len(set(words))
