"""A critical change after an assurance takes the assurance off what was changed, in the same transaction.

The contact point loses its own date, and the service gets an open check that is due on that day: nobody has
to remember to call anything, in a form, an import, an approved change or an undo.
`assured_date` itself stays: it tells when staff last looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection, event, func, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from directory.calendar_se import local
from directory.history import RecordedSession, service_of
from directory.models import (
    Address,
    Location,
    Model,
    Phone,
    Service,
    ServiceAtLocation,
    Url,
    Verification,
    new_id,
)
from directory.verifying.critical import is_critical


@event.listens_for(RecordedSession, "before_flush")
def _take_off_the_date(session: RecordedSession, _context: UOWTransaction, _instances: object) -> None:
    """What staff once checked is not what stands here now.

    Written also when no date was there as this session read it: somebody may have checked since.
    """
    for row in session.dirty:
        if (
            isinstance(row, (Phone, Url, Address))
            and _was_changed(row)
            and not _has_changed(row, "verified_on")
        ):
            if row.verified_on is None:
                set_committed_value(row, "verified_on", None)  # a row that was just made does not hold it
                flag_modified(row, "verified_on")
            else:
                row.verified_on = None


@event.listens_for(RecordedSession, "after_flush")
def _ask_for_a_check(session: RecordedSession, _context: UOWTransaction) -> None:
    """An open check, due today, for every assured service that this flush changed."""
    just_assured = {
        row.id for row in _all(session) if isinstance(row, Service) and _has_changed(row, "assured_date")
    }
    touched = set(_services(session)) - just_assured
    if not touched:
        return
    connection, today = session.connection(), local(session.clock()).date()
    assured = select(Service.id).where(Service.id.in_(touched), Service.assured_date.is_not(None))
    for service_id in connection.scalars(assured).all():
        _open(connection, service_id, today, session.author.by)


def _all(session: Session) -> Iterator[object]:
    yield from session.new
    yield from session.dirty
    yield from session.deleted


def _services(session: Session) -> Iterator[str]:
    """Ids of the services of which this flush changed something critical."""
    for row in _all(session):
        if isinstance(row, Model) and _was_changed(row, deleted=row in session.deleted):
            yield from _owners(session, row)


def _was_changed(row: Model, *, deleted: bool = False) -> bool:
    critical = (column.key for column in inspect(row).mapper.column_attrs if is_critical(row, column.key))
    return any(deleted or _has_changed(row, field) for field in critical)


def _has_changed(row: Model, field: str) -> bool:
    return bool(inspect(row).attrs[field].history.has_changes())


def _owners(session: Session, row: Model) -> Iterable[str]:
    """The services that a row tells about: an address may belong to several."""
    if isinstance(row, (Address, Location)):
        location_id = row.id if isinstance(row, Location) else row.location_id
        at = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id == location_id)
        return session.connection().scalars(at).all()
    before = inspect(row).attrs["service_id"].history.deleted if hasattr(row, "service_id") else ()
    return {owner for owner in (service_of(row), *(before or ())) if owner is not None}


def _open(connection: Connection, service_id: str, today: date, by: str) -> None:
    """Lets the open check of a service fall due; makes one when there is none."""
    is_open = (Verification.service_id == service_id, Verification.ended_at.is_(None))
    due_on = func.coalesce(Verification.due_on, today)
    found = connection.execute(update(Verification).where(*is_open).values(due_on=due_on))
    if not found.rowcount:
        values = {"id": new_id(), "service_id": service_id, "state": "assigned", "due_on": today, "by": by}
        connection.execute(insert(Verification).values(**values, checked_fields=[]))
