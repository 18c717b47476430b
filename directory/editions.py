"""Which state the directory is in, and which services have changed since an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.models import DirectoryEdition, MetadataRow, ServiceIndex

PAST_THE_PROGRAM = "database"
"""The origin of changes that were made at the database's own prompt (migration 0004)."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Equal when nothing has changed in between.

    `number` and `mark` are those of models/service_index.py; `written` is the end of the history, which
    grows also with what is written past the program.
    """

    number: int
    mark: str
    written: int


def edition(session: Session) -> Edition:
    """The state as it is, in one question that takes as long with a long history as with a short one."""
    written = select(func.max(MetadataRow.seq)).scalar_subquery()
    found = session.execute(select(DirectoryEdition.number, DirectoryEdition.mark, written)).first()
    if found is None:
        return Edition(0, "", session.scalar(select(func.max(MetadataRow.seq))) or 0)
    number, mark, last = found
    return Edition(number, mark, last or 0)


def changed_since(session: Session, before: Edition, now: Edition) -> frozenset[str] | None:
    """Ids of services that are other than they were, gone ones too; None when nobody can say which."""
    if now.number < before.number or now.written < before.written:
        return None  # the directory was put back from a copy
    if now.number == before.number and now.mark != before.mark:
        return None
    ids = set(session.scalars(select(ServiceIndex.id).where(ServiceIndex.edition > before.number)))
    past = select(MetadataRow.service_id).where(
        MetadataRow.seq > before.written, MetadataRow.origin == PAST_THE_PROGRAM
    )
    written = set(session.scalars(past.distinct()))
    return None if None in written else frozenset(ids | {key for key in written if key})
