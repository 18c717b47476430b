"""The history as HSDS `metadata`: what changed and when, without the people who changed it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.clock import STOCKHOLM
from directory.exporting.hsds_rows import TABLE_OF, Row, Rows, field_of
from directory.models import MetadataRow

SILENT = frozenset({"address", "location", "contact", "x_translation"})
"""Tables whose history stays here: what once stood there may be where somebody lives in hiding, or a name."""
SILENT_FIELDS = frozenset({"assurer_email"})
_WHO = {"seed": "seed", "import": "import"}


def history(session: Session, rows: Rows) -> Iterator[Row]:
    """The changes of what is in these rows. Of what has been taken away nothing is told."""
    held = {str(row["id"]) for table in rows.values() for row in table}
    for change in session.scalars(select(MetadataRow).execution_options(yield_per=1000)):
        table = TABLE_OF.get(change.resource_type)
        if table is None or table in SILENT or change.resource_id not in held:
            continue
        field = field_of(table, change.field_name)
        if field is not None and field not in SILENT_FIELDS:
            yield _told(change, table, field)


def _told(change: MetadataRow, table: str, field: str) -> Row:
    """One change. HSDS refuses null as a value: nothing is the empty text."""
    return {
        "id": change.id,
        "resource_id": change.resource_id,
        "resource_type": table,
        "last_action_date": change.last_action_date.astimezone(STOCKHOLM).date().isoformat(),
        "last_action_type": change.last_action_type,
        "field_name": field,
        "previous_value": change.previous_value,
        "replacement_value": change.replacement_value,
        "updated_by": _WHO.get(change.origin, "staff"),
    }
