"""Records to rows: every value checked by itself, the same row told twice made one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from directory.exporting.hsds_rows import MODELS, Row
from directory.exporting.hsds_tables import tables
from directory.importing.faults import CellError, Fault, Problem
from directory.importing.hsds_faults import Place, problem
from directory.importing.hsds_records import Record
from directory.importing.hsds_values import ATTENDING, MAY_BE_EMPTY, value_of

Told: TypeAlias = "dict[str, dict[str, Row]]"
"""Table -> id -> row."""
HELD = (*MODELS, "accessibility")
NOT_TAKEN = frozenset({"assured_date", "assurer_email", "last_modified", "x_verified_on"})
"""Nobody has assured here what a file says was assured elsewhere."""


@dataclass(slots=True)
class Checked:
    """The rows of a package with the place of each, what is wrong, and what is left out.

    `broken`: rows with a fault of their own, kept only because others may point to them.
    """

    rows: Told = field(default_factory=lambda: {table: {} for table in HELD})
    broken: Told = field(default_factory=lambda: {table: {} for table in HELD})
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    errors: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def fault(self, table: str, row_id: object, field_name: str, name: str, **values: object) -> None:
        """A fault of one field of one row."""
        self.errors.append(self.places[table, str(row_id)].fault(field_name, problem(name, **values)))

    def leave_out(self, table: str, row_id: str, field_name: str, name: str, **values: object) -> None:
        """Takes a row away and says so."""
        self.notes.append(self.places[table, row_id].fault(field_name, problem(name, **values)))
        del self.rows[table][row_id]


def check(records: Iterable[Record]) -> Checked:
    """Every record by itself."""
    checked, left = Checked(), _Left()
    for record in records:
        if record.table in HELD:
            for name in _check_one(checked, record):
                left.field(record, name)
        else:
            left.row(record)
    checked.notes += left.told()
    return checked


class _Left:
    """Tables and fields that we have no place for, each told once."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._fields: dict[str, dict[str, None]] = defaultdict(dict)
        self._first: dict[str, Place] = {}

    def row(self, record: Record) -> None:
        """A row of a table that we do not hold."""
        self._rows[record.table] += 1
        self._first.setdefault(record.table, record.place)

    def field(self, record: Record, name: str) -> None:
        """A field that we do not hold, of a table that we do."""
        self._fields[record.table][name] = None
        self._first.setdefault(record.table, record.place)

    def told(self) -> Iterator[Fault]:
        """A note a table."""
        for table, count in self._rows.items():
            name = "hsds_left_history" if table == "metadata" else "hsds_left_table"
            yield self._whole(table).fault("", problem(name, count=count))
        for table, names in self._fields.items():
            yield self._whole(table).fault(", ".join(names), problem("hsds_left_field"))

    def _whole(self, table: str) -> Place:
        first = self._first[table]
        return Place(first.file, 0, first.path)


def _check_one(checked: Checked, record: Record) -> list[str]:
    """Adds one row; returns the names of its fields that we have no place for."""
    fields = tables()[record.table].fields
    cells = _softened(checked, record)
    row: Row = {}
    faults = {}
    for name, told in cells.items():
        if name in fields and name not in NOT_TAKEN:
            try:
                row[name] = value_of(record.table, fields[name], told)
            except CellError as error:
                faults[name] = error.problem
    for name, one in fields.items():
        if one.required and row.get(name, "") == "" and not _may_be_empty(record.table, name):
            faults.setdefault(name, problem("hsds_missing"))
    _keep(checked, record, row, faults)
    return [name for name in cells if name not in NOT_TAKEN and not _is_held(record.table, name)]


def _keep(checked: Checked, record: Record, row: Row, faults: Mapping[str, Problem]) -> None:
    """A row without faults among the rows; of one that is told again, the same faults are not told again."""
    row_id = str(row.get("id", ""))
    if not faults:
        _add(checked, record, row)
    elif row_id not in checked.broken[record.table]:
        checked.errors += [record.place.fault(name, one) for name, one in faults.items()]
        if row_id:
            checked.broken[record.table][row_id] = row
            checked.places.setdefault((record.table, row_id), record.place)


def _may_be_empty(table: str, name: str) -> bool:
    """True for what HSDS requires and we can do without."""
    return name in MAY_BE_EMPTY or (table, name) in _BEARABLE


_BEARABLE = frozenset({("address", "country"), ("address", "address_type"), ("attribute", "link_entity")})


def _is_held(table: str, name: str) -> bool:
    """True when we keep the field, or follow it to the row's service."""
    told = tables()[table].fields.get(name)
    if told is None:
        return False
    return (
        table == "accessibility"
        or bool(told.refers_to)
        or (table, name) in _ELSEWHERE
        or hasattr(MODELS[table], told.column)
    )


_ELSEWHERE = frozenset(
    {("service", "url"), ("service", "email"), ("schedule", "x_derived"), ("taxonomy_term", "taxonomy")}
)
"""Fields that we read and keep in other rows."""


def _softened(checked: Checked, record: Record) -> Mapping[str, Any]:
    """The cells, with what we can take only in our own words said in them."""
    said = record.cells.get("attending_type", "any")
    if record.table != "schedule" or said in ATTENDING:
        return record.cells
    checked.notes.append(record.place.fault("attending_type", problem("hsds_left_attending", value=said)))
    return {**record.cells, "attending_type": "any"}


def _add(checked: Checked, record: Record, row: Row) -> None:
    """Keeps a row; one that came before with the same id must say the same where both speak."""
    row_id = str(row["id"])
    known = checked.rows[record.table].get(row_id)
    if known is None:
        checked.rows[record.table][row_id] = row
        checked.places[record.table, row_id] = record.place
        return
    is_csv = not record.place.path and record.place.file.endswith(".csv")
    if is_csv or any(known.get(name, value) != value for name, value in row.items()):
        checked.errors.append(record.place.fault("id", problem("hsds_twice", value=row_id)))
    known.update(row)
