"""Which row of the package is which row here: by id, then by what makes a row the same thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.exporting.hsds_rows import MODELS, TABLE_OF, Row
from directory.exporting.hsds_tables import tables
from directory.importing.faults import Fault
from directory.importing.hsds_faults import problem
from directory.importing.hsds_previewing import HsdsPreview
from directory.models import Model
from directory.values import told_fields

_SAME: Mapping[str, tuple[str, ...]] = {
    "organization": ("name",),
    "taxonomy": ("name",),
    "taxonomy_term": ("taxonomy_id", "code"),
    "service": ("code",),
    "service_at_location": ("service_id", "location_id"),
    "service_area": ("service_id", "uri"),
    "language": ("service_id", "code"),
    "attribute": ("link_id", "link_entity", "link_type", "taxonomy_term_id"),
    "x_translation": ("resource_id", "field_name", "language"),
}
"""Columns that make two rows the same whatever their ids."""
_ALIKE: Mapping[str, tuple[str, ...]] = {
    **_SAME,
    "phone": ("service_id", "organization_id", "number"),
    "url": ("service_id", "organization_id", "url"),
}
"""The same, and columns by which a row of a package with an id of its own is one that is here already."""
_OWNERS = ("service_id", "organization_id", "location_id", "link_id", "resource_id")
"""Columns that say whose a row is."""
_OWNED = frozenset(MODELS) - {"service", "organization", "taxonomy", "taxonomy_term", "location"}
_SLUG = re.compile(r"[^a-z0-9]+")


class Matching:
    """The rows of the directory, and what each row of the package becomes here.

    `ids`: (table, id in the package) -> id here. `texts`: (table, id in the package) -> column -> value as
    the history writes it, with ids of here.
    """

    def __init__(self, session: Session, preview: HsdsPreview) -> None:
        self.known = {name: {row.id: row for row in session.scalars(select(MODELS[name]))} for name in MODELS}
        self.ids: dict[tuple[str, str], str] = {}
        self.texts: dict[tuple[str, str], dict[str, str]] = {}
        self.conflicts: list[Fault] = []
        self._alike = {name: self._by_sameness(name) for name in _ALIKE}
        self._codes = {str(row["x_code"]) for row in preview.rows["service"].values() if "x_code" in row}
        self._codes |= {getattr(row, "code", "") for row in self.known["service"].values()}
        for table in MODELS:
            for key, row in preview.rows[table].items():
                self._match(preview, table, key, row)

    def row(self, table: str, key: str) -> Model | None:
        """What stands here for a row of the package."""
        return self.known[table].get(self.ids[table, key])

    def _match(self, preview: HsdsPreview, table: str, key: str, row: Row) -> None:
        texts = self._texts(table, row)
        if table == "service" and "code" not in texts and key not in self.known[table]:
            texts["code"] = self._new_code(str(row["name"]), key)
        alike = self._alike.get(table, {}).get(self._sameness(table, texts))
        here = key if key in self.known[table] else alike or key
        self.ids[table, key], self.texts[table, key] = here, texts
        found = self.known[table].get(here)
        if found is not None and table in _OWNED and _is_anothers(found, texts):
            place = preview.places[table, key]
            self.conflicts.append(place.fault("id", problem("hsds_elsewhere", value=key)))
        if table in _SAME and alike not in (None, here):  # its name or code is another row's here
            for column in _SAME[table]:
                texts.pop(column, None)
        if table in _SAME:
            self._alike[table].setdefault(self._sameness(table, texts), here)

    def _texts(self, table: str, row: Row) -> dict[str, str]:
        """The row in the columns of our model."""
        columns = told_fields(MODELS[table])
        texts = {}
        for name, value in row.items():
            field = tables()[table].fields[name]
            if name != "id" and field.column in columns:
                texts[field.column] = self._text(table, field.column, value)
        if table == "attribute":
            texts["link_entity"] = "service"
        elif table == "x_translation":
            told = str(row["resource_type"])
            texts["resource_type"] = MODELS[told].__tablename__ if told in MODELS else told
            texts["field_name"] = tables()[told].fields[str(row["field_name"])].column
            texts["resource_id"] = self.ids.get((told, str(row["resource_id"])), str(row["resource_id"]))
        return texts

    def _text(self, table: str, column: str, value: object) -> str:
        """A value as the history writes it; ids of the package become ids of here."""
        targets = {
            "link_id": "service",
            "parent_id": "taxonomy_term",
            "parent_organization_id": "organization",
        }
        field = tables()[table].fields.get(column)
        target = targets.get(column) or (field.refers_to if field else "")
        if target:
            return self.ids.get((target, str(value)), str(value))
        return str(value).lower() if isinstance(value, bool) else str(value)

    def _new_code(self, name: str, key: str) -> str:
        """A code for a service that brings none: from its name, with a piece of its id when that is taken."""
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
        code = _SLUG.sub("-", plain).strip("-")[:60].strip("-") or "hsds"
        if code in self._codes:
            code = f"{code}-{key[:8]}"
        self._codes.add(code)
        return code

    def _by_sameness(self, table: str) -> dict[tuple[str, ...], str]:
        return {
            tuple(str(getattr(row, column) or "") for column in _ALIKE[table]): row.id
            for row in self.known[table].values()
        }

    def _sameness(self, table: str, texts: Mapping[str, str]) -> tuple[str, ...]:
        """What makes the row the same as another; empty when it does not say."""
        columns = _ALIKE.get(table, ())
        said = tuple(texts.get(column, "") for column in columns)
        return said if table not in _SAME or all(said) else ()


def table_of(row: Model) -> str:
    """The HSDS table of one of our rows."""
    return TABLE_OF[row.__tablename__]


def _is_anothers(found: Any, texts: Mapping[str, str]) -> bool:
    """True when the row that stands here hangs on something else than the package says."""
    owners = {column: getattr(found, column, None) for column in _OWNERS}
    held = {column: owner for column, owner in owners.items() if owner is not None}
    says_so = [column for column in held if column in texts]
    return any(texts[column] != held[column] for column in says_so) or (bool(held) and not says_so)
