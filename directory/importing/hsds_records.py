"""The files of a package as flat records: CSV rows as they are, nested JSON taken apart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from directory.exporting.hsds_cells import UNKNOWN, unescaped
from directory.exporting.hsds_nesting import NESTED, Nested
from directory.exporting.hsds_tables import tables
from directory.importing.faults import Fault
from directory.importing.hsds_faults import Place, problem
from directory.importing.hsds_files import Files

_EVERYWHERE: Mapping[str, Nested] = {
    "attributes": Nested("attribute", "link_id"),
    "metadata": Nested("metadata", "resource_id"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One row as the package has it. `cells`: field -> text (CSV) or JSON value, without empty ones."""

    table: str
    place: Place
    cells: Mapping[str, Any]


@dataclass(slots=True)
class Records:
    """What a package says, and what keeps parts of it from being read."""

    found: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)


def read_records(files: Files) -> Records:
    """Every record of the package."""
    records = Records(faults=list(files.faults))
    paths = _paths_of_tables(files.by_name)
    for name, content in sorted(files.by_name.items()):
        if name.casefold().endswith(".csv"):
            if name in paths:
                _read_csv(records, paths[name], name, content)
            else:
                place = Place(name, 0)
                records.faults.append(place.fault("", problem("hsds_no_package")))
        elif PurePosixPath(name).name != "datapackage.json":
            _read_json(records, name, content)
    return records


def _paths_of_tables(by_name: Mapping[str, bytes]) -> dict[str, str]:
    """File -> table, by datapackage.json where it says so, else by the standard's file names."""
    known = {table.file: table.name for table in tables().values()}
    found = {name: known[PurePosixPath(name).name] for name in by_name if PurePosixPath(name).name in known}
    for name, content in by_name.items():
        if PurePosixPath(name).name == "datapackage.json":
            folder = PurePosixPath(name).parent
            for table, path in _told_paths(content):
                if table in tables() and str(folder / path) in by_name:
                    found[str(folder / path)] = table
    return found


def _told_paths(content: bytes) -> Iterator[tuple[str, str]]:
    """What a datapackage.json says of its files; nothing when it cannot be read."""
    try:
        resources = json.loads(content)["resources"]
        yield from ((str(one["name"]), str(one["path"])) for one in resources)
    except (ValueError, KeyError, TypeError, RecursionError):
        return


def _read_csv(records: Records, table: str, name: str, content: bytes) -> None:
    """The rows of one CSV file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00" if b"\x00" in content else content.decode("cp1252", errors="replace")
    if "\x00" in text or "\ufffd" in text:
        records.faults.append(Place(name, 0).fault("", problem("hsds_not_text")))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        headings = [heading.strip() for heading in next(reader, [])]
        for number, cells in enumerate(reader, start=2):
            place = Place(name, number)
            if any(cell.strip() for cell in cells[len(headings) :]):
                records.faults.append(place.fault("", problem("hsds_broken_csv")))
                continue
            filled = {key: cell for key, cell in _cells(table, headings, cells) if key}
            if filled:
                records.found.append(Record(table, place, filled))
    except csv.Error:
        records.faults.append(Place(name, reader.line_num).fault("", problem("hsds_broken_csv")))


def _cells(table: str, headings: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    """The filled cells of a row as the text they stand for."""
    fields = tables()[table].fields
    for heading, cell in zip(headings, cells, strict=False):
        text = unescaped(cell.strip())
        required = heading in fields and fields[heading].required
        if text:
            yield heading, "" if text == UNKNOWN and required else text


def _read_json(records: Records, name: str, content: bytes) -> None:
    """The records of one JSON file: one, a list, or a page of an API."""
    try:
        held = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
        if isinstance(held, dict) and isinstance(held.get("contents"), list):
            held = held["contents"]
        if PurePosixPath(name).name == "about.json":
            return
        for number, one in enumerate(held if isinstance(held, list) else [held], start=1):
            _take_apart(records, _table_of(name, one), one, Place(name, number))
    except UnicodeDecodeError:
        records.faults.append(Place(name, 0).fault("", problem("hsds_not_text")))
    except json.JSONDecodeError as error:
        records.faults.append(
            Place(name, error.lineno).fault("", problem("hsds_not_json", value=error.lineno))
        )
    except (ValueError, RecursionError):
        records.faults.append(Place(name, 0).fault("", problem("hsds_not_json", value="?")))


def _refuse(word: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(word)


_BY_NAME: Mapping[str, str] = {
    "organizations": "organization",
    "organization": "organization",
    "taxonomies": "taxonomy",
    "taxonomy": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "metadata": "metadata",
    "x_translations": "x_translation",
}
_BY_FIELD: tuple[tuple[str, str], ...] = (
    ("location", "service_at_location"),
    ("status", "service"),
    ("location_type", "location"),
    ("last_action_date", "metadata"),
    ("resource_id", "x_translation"),
    ("taxonomy_detail", "taxonomy_term"),
    ("taxonomy_id", "taxonomy_term"),
    ("version", "taxonomy"),
)
"""Fields that only one table has, where a file's name does not tell."""


def _table_of(name: str, one: Any) -> str:
    """Which table a record at the top of a JSON file belongs to."""
    stem = PurePosixPath(name).stem
    if stem in _BY_NAME:
        return _BY_NAME[stem]
    if PurePosixPath(name).parent.name == "services" or not isinstance(one, dict):
        return "service"
    if stem.startswith("organization"):
        return "organization"
    return next((table for field, table in _BY_FIELD if field in one), "service")


def _take_apart(records: Records, table: str, one: Any, place: Place) -> None:
    """A nested record as flat ones; children get the id of their parent."""
    if not isinstance(one, dict):
        records.faults.append(place.fault("", problem("hsds_shape")))
        return
    cells = {key: value for key, value in one.items() if value is not None}
    if "x_language" in cells:
        records.languages.add(str(cells.pop("x_language")))
    places = NESTED.get(table, _EVERYWHERE)
    for key in [key for key in cells if key in places]:
        _take_children(records, cells, places[key], key, place)
    records.found.append(Record(table, place, cells))


def _take_children(records: Records, cells: dict[str, Any], child: Nested, key: str, place: Place) -> None:
    """The children under one key, taken out of the cells of their parent."""
    inside = cells.pop(key)
    path = f"{place.path}.{key}" if place.path else key
    if child.one:
        if isinstance(inside, dict) and inside.get("id"):
            cells.setdefault(child.key, inside["id"])
        _take_apart(records, child.table, inside, Place(place.file, place.row, path))
        return
    if not isinstance(inside, list):
        records.faults.append(Place(place.file, place.row, path).fault("", problem("hsds_shape")))
        return
    for number, one in enumerate(inside):
        if isinstance(one, dict):
            one = {**one, child.key: one.get(child.key, cells.get("id"))}
        _take_apart(records, child.table, one, Place(place.file, place.row, f"{path}[{number}]"))
