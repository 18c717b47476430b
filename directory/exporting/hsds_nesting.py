"""Rows of tables as the nested JSON of HSDS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.exporting.hsds_rows import Row, Rows


@dataclass(frozen=True, slots=True)
class Nested:
    """Where rows of `table` stand inside a parent.

    `key` is the child's field that names the parent, or with `one` the parent's field that names the child.
    """

    table: str
    key: str
    one: bool = False


def _lists(parent: str, **named: str) -> dict[str, Nested]:
    """Lists of children that name their parent in one field."""
    return {name: Nested(table, parent) for name, table in named.items()}


_EVERYWHERE = {"attributes": Nested("attribute", "link_id"), "metadata": Nested("metadata", "resource_id")}
NESTED: Mapping[str, Mapping[str, Nested]] = {
    "service": {
        "organization": Nested("organization", "organization_id", one=True),
        "program": Nested("program", "program_id", one=True),
        **_lists(
            "service_id",
            phones="phone",
            additional_urls="url",
            schedules="schedule",
            service_areas="service_area",
            service_at_locations="service_at_location",
            languages="language",
            contacts="contact",
            funding="funding",
            cost_options="cost_option",
            required_documents="required_document",
            x_schedule_exceptions="x_schedule_exception",
            x_what_happens="x_what_happens",
            x_translations="x_translation",
        ),
        **_EVERYWHERE,
    },
    "organization": {
        **_lists(
            "organization_id",
            additional_websites="url",
            phones="phone",
            contacts="contact",
            organization_identifiers="organization_identifier",
            programs="program",
            funding="funding",
            locations="location",
            services="service",
        ),
        **_EVERYWHERE,
    },
    "service_at_location": {
        "location": Nested("location", "location_id", one=True),
        "service": Nested("service", "service_id", one=True),
        **_lists(
            "service_at_location_id",
            contacts="contact",
            phones="phone",
            schedules="schedule",
            service_areas="service_area",
        ),
        **_EVERYWHERE,
    },
    "location": {
        **_lists(
            "location_id",
            addresses="address",
            accessibility="accessibility",
            languages="language",
            contacts="contact",
            phones="phone",
            schedules="schedule",
        ),
        **_EVERYWHERE,
    },
    "phone": {**_lists("phone_id", languages="language"), **_EVERYWHERE},
    "contact": {**_lists("contact_id", phones="phone"), **_EVERYWHERE},
    "attribute": {"taxonomy_term": Nested("taxonomy_term", "taxonomy_term_id", one=True), **_EVERYWHERE},
    "taxonomy_term": {"taxonomy_detail": Nested("taxonomy", "taxonomy_id", one=True), **_EVERYWHERE},
}
"""What stands where in HSDS's compiled schemas. A table that is not here has _EVERYWHERE."""

_WRITTEN: Mapping[str, frozenset[str]] = {
    "service": frozenset(
        {
            "organization",
            "phones",
            "additional_urls",
            "schedules",
            "service_areas",
            "service_at_locations",
            "languages",
            "contacts",
            "attributes",
            "x_schedule_exceptions",
            "x_what_happens",
            "x_translations",
        }
    ),
    "organization": frozenset(
        {"additional_websites", "phones", "contacts", "organization_identifiers", "x_translations"}
    ),
    "service_at_location": frozenset({"location"}),
    "location": frozenset({"addresses", "accessibility"}),
    "attribute": frozenset({"taxonomy_term"}),
    "taxonomy_term": frozenset({"taxonomy_detail"}),
}
"""What we write of it: enough to tell everything once, and nothing that goes round in a circle."""


class Nest:
    """The rows, found by what they belong to."""

    def __init__(self, rows: Rows) -> None:
        self._children: dict[tuple[str, str, Any], list[Row]] = defaultdict(list)
        for table, key in {(child.table, child.key) for at in NESTED.values() for child in at.values()}:
            for row in rows.get(table, []):
                self._children[table, key, row.get(key)].append(row)
        self._rows: dict[tuple[str, Any], Row] = {
            (table, row["id"]): row for table, found in rows.items() for row in found
        }

    def whole(self, table: str, row: Row) -> dict[str, Any]:
        """A row with everything that hangs on it."""
        written = _WRITTEN.get(table, frozenset())
        places = {name: child for name, child in NESTED.get(table, {}).items() if name in written}
        inside = {name: self._inside(row, child) for name, child in places.items()}
        return dict(row) | {name: value for name, value in inside.items() if value}

    def _inside(self, row: Row, child: Nested) -> Any:
        """The child or the children of a row."""
        if child.one:
            found = self._rows.get((child.table, row.get(child.key)))
            return self.whole(child.table, found) if found else None
        return [self.whole(child.table, one) for one in self._children[child.table, child.key, row["id"]]]
