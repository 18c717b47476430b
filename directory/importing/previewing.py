"""Step one of an import: what is in the file, and what is wrong with it. Touches no database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from directory.importing.faults import Fault, Problem
from directory.importing.rows import ServiceRow, service_row
from directory.importing.tables import Table, read_table, table_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds: the rows without faults, and the faults. With any fault it cannot be applied."""

    file_name: str
    rows: tuple[ServiceRow, ...] = ()
    errors: tuple[Fault, ...] = ()


def preview(path: Path) -> Preview:
    """Reads a services file: ; or , or tabs, UTF-8 with or without BOM, UTF-16 or cp1252."""
    return _preview(path.name, read_table(path))


def preview_content(file_name: str, content: bytes) -> Preview:
    """The same for a file that was sent to us."""
    return _preview(file_name, table_of(content))


def _preview(file_name: str, table: Table) -> Preview:
    rows: list[ServiceRow] = []
    faults = list(table.faults)
    for text_row in table.rows:
        made = service_row(text_row, table.headings)
        if isinstance(made, ServiceRow):
            rows.append(made)
        else:
            faults.extend(made)
    faults.extend(_doubles(rows, table.headings.get("code", "")))
    return Preview(file_name, tuple(rows), tuple(sorted(faults, key=lambda fault: fault.row)))


def _doubles(rows: list[ServiceRow], heading: str) -> list[Fault]:
    """Codes that stand in two rows."""
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        if row.code in first:
            problem = Problem("double_code", {"value": row.code, "first": first[row.code]})
            faults.append(Fault(row.row, heading, problem))
        first.setdefault(row.code, row.row)
    return faults
