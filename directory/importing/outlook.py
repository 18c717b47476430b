"""What a file would change, field by field: it is brought in, read off the history, and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from directory.history import RecordedSession
from directory.importing.applying import Applied, start_batch
from directory.importing.incoming import Seen, bring_in
from directory.models import ChangeRequest, MetadataRow, Service

BY_FILES = ("import", "seed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, before and after. `table` tells what it belongs to ("phone"), `row` which of them."""

    table: str
    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ServiceOutlook:
    """What the file would do to one service.

    `waits`: what would not be done before a second person has approved it. `touched`: people have changed
    the service since a file last did.
    """

    code: str
    name: str
    outcome: str
    changes: tuple[Difference, ...] = ()
    waits: tuple[Difference, ...] = ()
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that the file would do. `edition` tells whether the directory has changed since."""

    services: tuple[ServiceOutlook, ...]
    missing: tuple[str, ...]
    unchanged: int
    edition: int

    @property
    def touched(self) -> tuple[ServiceOutlook, ...]:
        """Those about which somebody must choose: keep what people have written, or what the file says."""
        return tuple(service for service in self.services if service.touched)


def outlook(session: RecordedSession, seen: Seen, keep: Collection[str] = ()) -> Outlook:
    """Brings the file in and takes it back. Raises as `bring_in` does."""
    author, touched = session.author, touched_since_a_file(session)
    waited = set(session.scalars(select(ChangeRequest.id)))
    edition = _edition(session)
    trial = session.begin_nested()
    try:
        batch = start_batch(session, seen.file_name)
        done = bring_in(session, seen, batch, keep)
        session.flush()
        changes, waits = _changes(session, batch.id), _waits(session, waited)
        names = {service.id: service for service in session.scalars(select(Service))}
        told = tuple(_told(service, changes, waits, done, touched) for service in _moved(names, done))
    finally:
        trial.rollback()
        session.author = author
    return Outlook(told, tuple(done.missing), len(done.unchanged), edition)


def touched_since_a_file(session: Session) -> frozenset[str]:
    """Ids of services that people have changed later than any file did."""
    from_file = MetadataRow.origin.in_(BY_FILES)
    latest = func.max(case((~from_file, MetadataRow.last_action_date)))
    by_file = func.max(case((from_file, MetadataRow.last_action_date)))
    question = select(MetadataRow.service_id, latest, by_file).group_by(MetadataRow.service_id)
    return frozenset(
        service_id
        for service_id, people, file in session.execute(question)
        if service_id and people is not None and (file is None or people > file)
    )


def _edition(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(MetadataRow)) or 0


def _moved(services: Mapping[str, Service], done: Applied) -> list[Service]:
    """The services that the file does something to, or would if they were not kept, by code."""
    codes = {*done.created, *done.changed, *done.waiting, *done.kept}
    return sorted((one for one in services.values() if one.code in codes), key=lambda one: one.code)


def _told(
    service: Service,
    changes: Mapping[str | None, list[Difference]],
    waits: Mapping[str | None, list[Difference]],
    done: Applied,
    touched: frozenset[str],
) -> ServiceOutlook:
    outcome = next(
        (o for o in ("created", "changed", "kept") if service.code in getattr(done, o)), "unchanged"
    )
    return ServiceOutlook(
        service.code,
        service.name,
        outcome,
        tuple(changes.get(service.id, ())),
        tuple(waits.get(service.id, ())),
        service.id in touched and outcome != "created",
    )


def _changes(session: Session, batch_id: str) -> Mapping[str | None, list[Difference]]:
    """By service: every field that the file changed."""
    question = select(MetadataRow).where(MetadataRow.batch_id == batch_id)
    found: dict[str | None, list[Difference]] = defaultdict(list)
    for row in session.scalars(question.order_by(MetadataRow.resource_type, MetadataRow.resource_id)):
        if not row.field_name.endswith("_id"):
            told = (row.field_name, row.previous_value, row.replacement_value)
            found[row.service_id].append(Difference(row.resource_type, row.resource_id, *told))
    return found


def _waits(session: Session, waited: set[str]) -> Mapping[str | None, list[Difference]]:
    """By service: every field that would wait for a second person and does not wait already."""
    found: dict[str | None, list[Difference]] = defaultdict(list)
    for request in session.scalars(select(ChangeRequest)):
        if request.id in waited:
            continue
        for field in sorted({*request.before, *request.after}):
            before, after = request.before.get(field, ""), request.after.get(field, "")
            if before != after and not field.endswith("_id"):
                found[request.service_id].append(
                    Difference(request.resource_type, request.resource_id, field, before, after)
                )
    return found
