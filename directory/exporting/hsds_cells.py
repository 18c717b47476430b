"""Values of HSDS as cells of a CSV file, safe to open in a spreadsheet program, and back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from directory.exporting.hsds_rows import Row, Value
from directory.exporting.hsds_tables import Field, Table

UNKNOWN = "-"
"""Stands in a text cell that HSDS requires and of which nothing is known."""
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"[+-]?[0-9][0-9 ()./-]*|-")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def csv_file(table: Table, rows: Iterable[Row]) -> bytes:
    """The file of one table, UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.fields)
    for row in rows:
        writer.writerow([_cell(field, row.get(field.name, "")) for field in table.fields.values()])
    return text.getvalue().encode()


def _cell(field: Field, value: Value) -> str:
    """One value as text. The standard's CSV files have seconds, its JSON has none."""
    if value == "":
        return UNKNOWN if field.required else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.kind == "time":
        return f"{value}:00"
    return escaped(value) if isinstance(value, str) else str(value)


def escaped(text: str) -> str:
    """The text with ' before it when a spreadsheet would take it for a formula; a phone number is none."""
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def unescaped(cell: str) -> str:
    """The text that `escaped` was given."""
    return cell[1:] if _ESCAPED.match(cell) else cell
