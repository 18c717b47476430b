"""Step one of an import: what is in the file, and what is wrong with it. Touches no database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from directory.importing.faults import Fault, Problem
from directory.importing.rows import ServiceRow, service_row
from directory.importing.tables import read_table


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds: the rows without faults, and the faults. With any fault it cannot be applied."""

    file_name: str
    rows: tuple[ServiceRow, ...] = ()
    errors: tuple[Fault, ...] = ()


def preview(path: Path) -> Preview:
    """Reads a services file: comma or semicolon, UTF-8 with or without BOM, or cp1252."""
    table = read_table(path)
    rows: list[ServiceRow] = []
    faults = list(table.faults)
    for text_row in table.rows:
        made = service_row(text_row, table.headings)
        if isinstance(made, ServiceRow):
            rows.append(made)
        else:
            faults.extend(made)
    faults.extend(_doubles(rows, table.headings.get("code", "")))
    return Preview(path.name, tuple(rows), tuple(sorted(faults, key=lambda fault: fault.row)))


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
