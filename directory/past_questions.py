"""What staff ask the history: of one service or of all, by field, person, way in and day; page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from directory.clock import STOCKHOLM
from directory.models import Address, ChangeRequest, MetadataRow, ServiceAtLocation

PAGE = 200
"""Rows of the history on one page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to show; "" and None ask for everything. Days are Stockholm's, both included."""

    service_id: str | None = None
    field: str = ""
    by: str = ""
    origin: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One page, newest first, and how many rows there are in all."""

    rows: tuple[MetadataRow, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """At least one."""
        return max(1, -(-self.total // PAGE))


def ask(session: Session, asked: Asked, page: int = 1) -> Answer:
    """A page of the history; the last one when there are not so many."""
    where = _where(asked)
    total = session.scalar(select(func.count()).select_from(MetadataRow).where(*where)) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    newest = (MetadataRow.seq.desc(), MetadataRow.last_action_date.desc(), MetadataRow.id)
    question = select(MetadataRow).where(*where).order_by(*newest).limit(PAGE).offset((page - 1) * PAGE)
    return Answer(tuple(session.scalars(question)), total, page)


def people(session: Session) -> tuple[str, ...]:
    """Everybody who stands for a change: from one to the next in the index, past all the rows between."""
    walk = select(func.min(MetadataRow.updated_by).label("by")).cte("walk", recursive=True)
    after = select(func.min(MetadataRow.updated_by)).where(MetadataRow.updated_by > walk.c.by)
    walk = walk.union_all(select(after.scalar_subquery()).where(walk.c.by.is_not(None)))
    return tuple(session.scalars(select(walk.c.by).where(walk.c.by.is_not(None)).order_by(walk.c.by)))


def undone(session: Session, ids: Iterable[str]) -> frozenset[str]:
    """Those of these changes, saves and imports that have been taken back."""
    wanted = list(ids)
    question = select(MetadataRow.undoes).where(MetadataRow.undoes.in_(wanted)).distinct()
    return frozenset(one for one in session.scalars(question) if one)


def proposers(session: Session, request_ids: Iterable[str]) -> dict[str, str]:
    """Who proposed the changes that were approved: request id -> mailbox."""
    question = select(ChangeRequest.id, ChangeRequest.submitted_by).where(
        ChangeRequest.id.in_(list(request_ids))
    )
    return dict(session.execute(question).tuples().all())


def decided(session: Session, most: int = 50) -> Sequence[ChangeRequest]:
    """The change requests that were decided last."""
    question = select(ChangeRequest).where(ChangeRequest.state != "pending")
    return session.scalars(question.order_by(ChangeRequest.decided_at.desc()).limit(most)).all()


def _where(asked: Asked) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if asked.service_id is not None:
        where.append(_about(asked.service_id))
    for column, wanted in (
        (MetadataRow.field_name, asked.field),
        (MetadataRow.updated_by, asked.by),
        (MetadataRow.origin, asked.origin),
    ):
        if wanted:
            where.append(column == wanted)
    if asked.first:
        where.append(MetadataRow.last_action_date >= _midnight(asked.first))
    if asked.last:
        where.append(MetadataRow.last_action_date < _midnight(asked.last + timedelta(days=1)))
    return where


def _about(service_id: str) -> ColumnElement[bool]:
    """Its own rows, and those of the places where it is given, which may belong to several."""
    places = select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == service_id)
    addresses = select(Address.id).where(Address.location_id.in_(places))
    return or_(
        MetadataRow.service_id == service_id,
        MetadataRow.resource_id.in_(places),
        MetadataRow.resource_id.in_(addresses),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=STOCKHOLM)
