"""Tests of what a row can say."""

from __future__ import annotations

from dataclasses import fields

import pytest

from directory.importing.headings import column_of, columns, group_of, swedish, with_number, without_number
from directory.importing.rows import ServiceRow, service_row
from directory.importing.tables import TextRow


def test_a_row_has_a_place_for_every_column() -> None:
    """A column that is read and forgotten would lose what staff wrote."""
    single = {column for column in columns() if not group_of(column)}
    assert {field.name for field in fields(ServiceRow)} - {"row", "phones", "links", "facts"} == single


def test_no_two_columns_have_the_same_heading() -> None:
    """In either language, or a file could not be read."""
    words = [word for name, word in columns().items() for word in {name, word}]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("number", [1, 2, 13])
@pytest.mark.parametrize("column", columns())
def test_a_heading_is_read_as_it_is_written(column: str, number: int) -> None:
    """In both languages, numbered where it may be."""
    named = with_number(column, number)
    assert without_number(named) == (column, number if group_of(column) else 1)
    assert column_of(named) == column_of(swedish(named)) == named


@pytest.mark.parametrize("heading", ["TELEFON", " telefon\xa0", '"Telefon"', "\ufeffTelefon", "Phone"])
def test_capitals_and_unseen_marks_in_a_heading_do_not_count(heading: str) -> None:
    """Spreadsheets put them there."""
    assert column_of(heading) == "phone"


@pytest.mark.parametrize(
    "heading", ["telefon 0", "telefon 1", "telefon 100", "kod 2", "telefon2 rubrik", "telefon x"]
)
def test_a_heading_that_is_not_known_is_not_guessed(heading: str) -> None:
    """It is told of with the nearest that is."""
    assert column_of(heading) == ""


def test_numbered_columns_belong_together() -> None:
    """Two numbers, each with its own label."""
    cells = {
        "phone": "070-174 06 05",
        "phone_2": "070-174 06 06",
        "phone_2_label_sv": "Jour",
        "fact_3": "Gratis.",
    }
    row = service_row(
        TextRow(2, {"code": "a", "name_sv": "A", "organization": "B", **cells}),
        {name: name for name in columns()},
    )
    assert isinstance(row, ServiceRow)
    assert [(phone.number[-1], phone.label_sv) for phone in row.phones] == [("5", None), ("6", "Jour")]
    assert [fact.text for fact in row.facts] == ["Gratis."]
