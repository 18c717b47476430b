"""Which English is older than its Swedish: the Swedish was changed after the English was made from it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from directory.models import MetadataRow, Translation


def stale(session: Session, translations: Iterable[Translation]) -> frozenset[tuple[str, str]]:
    """(row id, column) of the English that needs a look. One without a date counts as made at no time."""
    rows = [row for row in translations if row.language == "en"]
    if not rows:
        return frozenset()
    keys = [(row.resource_id, row.field_name) for row in rows]
    question = (
        select(MetadataRow.resource_id, MetadataRow.field_name, func.max(MetadataRow.last_action_date))
        .where(tuple_(MetadataRow.resource_id, MetadataRow.field_name).in_(keys))
        .group_by(MetadataRow.resource_id, MetadataRow.field_name)
    )
    changed = {(row_id, field): moment for row_id, field, moment in session.execute(question)}
    return frozenset(
        key
        for key, row in zip(keys, rows, strict=True)
        if key in changed and (row.source_last_modified is None or changed[key] > row.source_last_modified)
    )
