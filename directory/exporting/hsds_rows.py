"""Our rows as rows of HSDS: which model is which table, and how one value is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypeAlias
from urllib.parse import quote

from directory import models
from directory.exporting.hsds_tables import Field, tables
from directory.models import Attribute, Model, TaxonomyTerm

Value: TypeAlias = "str | int | float | bool"
Row: TypeAlias = "dict[str, Value]"
"""A row of one table: field -> value. A field that holds nothing is not there, unless HSDS requires it."""
Rows: TypeAlias = "dict[str, list[Row]]"

MODELS: Mapping[str, type[Model]] = {
    "organization": models.Organization,
    "organization_identifier": models.OrganizationIdentifier,
    "taxonomy": models.Taxonomy,
    "taxonomy_term": models.TaxonomyTerm,
    "service": models.Service,
    "location": models.Location,
    "address": models.Address,
    "service_at_location": models.ServiceAtLocation,
    "service_area": models.ServiceArea,
    "phone": models.Phone,
    "url": models.Url,
    "contact": models.Contact,
    "schedule": models.Schedule,
    "language": models.Language,
    "attribute": models.Attribute,
    "x_schedule_exception": models.ScheduleException,
    "x_what_happens": models.WhatHappens,
    "x_translation": models.Translation,
}
"""The tables that we hold, those that others point to first."""
TABLE_OF: Mapping[str, str] = {model.__tablename__: name for name, model in MODELS.items()}
WITHHELD: Mapping[str, frozenset[str]] = {
    "service": frozenset({"internal_note"}),
    "location": frozenset({"visibility", "accessibility"}),
}
"""Columns that never leave. Accessibility is a table of its own in HSDS; only public places leave."""
ROLE_MAILBOXES = frozenset(
    {
        "info",
        "kontakt",
        "contact",
        "registrator",
        "katalog",
        "katalogen",
        "kommunikation",
        "redaktion",
        "redaktionen",
        "service",
        "support",
        "stod",
        "mottagningen",
        "reception",
        "expedition",
        "forvaltning",
        "socialtjanst",
    }
)
_URI_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def row_of(row: Model) -> Row:
    """One of our rows with the values that HSDS has a field for."""
    table = TABLE_OF[row.__tablename__]
    written: Row = {}
    for field in tables()[table].fields.values():
        value = written_value(field, getattr(row, field.column, None))
        if value is not None:
            written[field.name] = value
        elif field.required:
            written[field.name] = ""
    _complete(row, written)
    return written


def written_value(field: Field, value: object) -> Value | None:
    """A value as HSDS has it; None for nothing. Times are local and carry no offset, moments are UTC."""
    if value is None or value == "":
        return None
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if field.kind == "uri":
        return quote(str(value), safe=_URI_SAFE)
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)


def field_of(table: str, column: str) -> str | None:
    """The HSDS name of a column of ours; None when it never leaves."""
    if column in WITHHELD.get(table, frozenset()):
        return None
    fields = tables()[table].fields
    return next((name for name in (column, f"x_{column}") if name in fields), None)


def is_role_mailbox(address: str) -> bool:
    """True for the mailbox of an office and not of a person, as far as its name tells."""
    return address.partition("@")[0].casefold() in ROLE_MAILBOXES


def _complete(row: Model, written: Row) -> None:
    """What the tables do not say of themselves."""
    if isinstance(row, TaxonomyTerm):
        # HSDS wants a code to be unique among all terms, ours are unique in their taxonomy.
        written["code"] = f"{row.taxonomy.name}:{row.code}"
        written["taxonomy"] = row.taxonomy.name
    elif isinstance(row, Attribute):
        written["link_entity"] = "service"
    elif not is_role_mailbox(str(written.get("assurer_email", ""))):
        written.pop("assurer_email", None)
