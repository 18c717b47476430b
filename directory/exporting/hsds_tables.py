"""The tables of HSDS 3.1 as this house writes and reads them (hsds_tables.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from directory.models.location import PLACE_TYPES
from directory.models.schedule import WEEKDAYS
from directory.models.service import STATUSES

HSDS_VERSION = "3.1"
_TABLES = Path(__file__).with_name("hsds_tables.yml")
_UNIQUE = frozenset({("taxonomy_term", "code")})
_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("service", "status"): STATUSES,
    ("location", "location_type"): PLACE_TYPES,
    ("address", "address_type"): PLACE_TYPES,
    ("schedule", "freq"): ("WEEKLY", "MONTHLY"),
    ("schedule", "wkst"): WEEKDAYS,
}
_TYPES: Mapping[str, tuple[str, str]] = {
    "text": ("string", ""),
    "code": ("string", ""),
    "uuid": ("string", "uuid"),
    "email": ("string", "email"),
    "uri": ("string", "uri"),
    "number": ("number", ""),
    "integer": ("integer", ""),
    "boolean": ("boolean", ""),
    "date": ("date", ""),
    "time": ("time", ""),
    "datetime": ("datetime", ""),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `own`: not of the standard. `words`: the only ones it may hold. `refers_to`: a table."""

    name: str
    kind: str
    required: bool
    refers_to: str
    own: bool
    words: tuple[str, ...]

    @property
    def column(self) -> str:
        """The name that our models give it."""
        return self.name.removeprefix("x_")


@dataclass(frozen=True, slots=True)
class Table:
    """One table and its CSV file."""

    name: str
    file: str
    fields: Mapping[str, Field]


@cache
def tables() -> Mapping[str, Table]:
    """All of them, in the standard's order with our own last."""
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(_TABLES.read_text(encoding="utf-8"))
    return {name: Table(name, parts["file"], dict(_fields(name, parts))) for name, parts in told.items()}


def _fields(table: str, parts: Mapping[str, str]) -> Iterator[tuple[str, Field]]:
    """The fields of one table: `name:type`, `!` when it must be filled, `>table` when it points there."""
    for part in ("standard", "own"):
        for told in parts.get(part, "").split():
            plain, _, refers_to = told.partition(">")
            name, kind = plain.rstrip("!").split(":")
            words = _WORDS.get((table, name), ())
            yield name, Field(name, kind, plain.endswith("!"), refers_to, part == "own", words)


def descriptor() -> dict[str, Any]:
    """datapackage.json: what is in the CSV files, as Frictionless tools read it."""
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": HSDS_VERSION,
        "homepage": "http://docs.openreferral.org",
        "resources": [_resource(table) for table in tables().values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    """One file of the package."""
    pointing = (field for field in table.fields.values() if field.refers_to)
    keys = [
        {"fields": field.name, "reference": {"resource": field.refers_to, "fields": "id"}}
        for field in pointing
    ]
    schema = {
        "fields": [_described(table.name, field) for field in table.fields.values()],
        "primaryKey": "id",
        "foreignKeys": keys,
    }
    facts = {"format": "csv", "mediatype": "text/csv", "profile": "tabular-data-resource"}
    return {"name": table.name, "path": table.file, **facts, "encoding": "utf-8", "schema": schema}


def _described(table: str, field: Field) -> dict[str, Any]:
    """One column of a file."""
    kind, form = _TYPES[field.kind]
    rules: dict[str, Any] = {
        "required": field.required,
        "unique": field.name == "id" or (table, field.name) in _UNIQUE,
    }
    if field.words:
        rules["enum"] = list(field.words)
    return {"name": field.name, "type": kind, **({"format": form} if form else {}), "constraints": rules}
