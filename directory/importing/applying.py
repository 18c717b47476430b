"""Step two of an import: the previewed rows into the directory. Never deletes a service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from directory.changes import Proposed, pending, propose
from directory.critical import class_of, shared_places
from directory.history import RecordedSession
from directory.importing.contact_rows import source_of, write_address, write_links, write_phones
from directory.importing.hour_rows import write_facts, write_hours
from directory.importing.previewing import Preview
from directory.importing.rows import ServiceRow
from directory.importing.word_rows import write_lists
from directory.importing.writer import Writer
from directory.models import ImportBatch, Organization, Service, lasting_id
from directory.verification import ReviewClass, review_class

HIDDEN = "inactive"
"""What a new service of class A is until a second person has looked at it."""


class PreviewHasFaults(ValueError):
    """Somebody tried to apply a file that has faults; nothing was changed."""


@dataclass(slots=True)
class Applied:
    """What an import did, as service codes.

    `kept`: left alone because people have changed them; `missing`: not in the file, left as they are;
    `waiting`: with something that is not applied before a second person has approved it.
    """

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def start_batch(session: RecordedSession, file_name: str) -> ImportBatch:
    """The row that says who brought in which file; the history of the session points to it from now on."""
    batch = ImportBatch(
        at=session.clock(), by=session.author.by, origin=session.author.origin, file_name=file_name
    )
    session.add(batch)
    session.flush()
    session.author = replace(session.author, batch_id=batch.id)
    return batch


def apply(
    session: RecordedSession, preview: Preview, batch: ImportBatch, keep: Collection[str] = ()
) -> Applied:
    """Creates and changes the services of the file; those with an id in `keep` are left as they are.

    All or nothing: the caller's transaction undoes everything on an error. A service that is changed
    counts as unverified again. Critical facts of class A become proposals. Raises PreviewHasFaults.
    """
    if preview.errors:
        raise PreviewHasFaults(f"{len(preview.errors)} faults: mend the file first")
    known = {service.code: service for service in session.scalars(select(Service))}
    done = Applied(missing=sorted(known.keys() - {row.code for row in preview.rows}))
    for row in preview.rows:
        service = known.get(row.code)
        if service is not None and service.id in keep:
            done.kept.append(row.code)
        else:
            _write_service(session, row, service, done)
    batch.rows, batch.created, batch.changed = len(preview.rows), len(done.created), len(done.changed)
    session.flush()
    return done


def _write_service(session: RecordedSession, row: ServiceRow, known: Service | None, done: Applied) -> None:
    """One service and everything that hangs on it."""
    of_class = _class_for(session, row, known)
    service_id = known.id if known else lasting_id("service", row.code)
    shared = shared_places(session, known) if known and row.street_address else {}
    writer = Writer(session, service_id, of_class if known else ReviewClass.B, shared)
    hidden = known is None and of_class is ReviewClass.A
    service = known or writer.add(_new_service(writer, service_id, row, hidden=hidden))
    _write_fields(writer, service, row, hidden=hidden)
    write_lists(writer, service, row)
    write_phones(writer, service, row)
    write_links(writer, service, row)
    write_address(writer, service, row)
    write_hours(writer, service, row)
    write_facts(writer, service, row)
    if known and writer.changed:
        service.assured_date = None
    session.flush()
    session.expire(service)
    waiting = writer.propose_all() + (_propose_showing(session, row, service) if hidden else 0)
    outcome = done.created if not known else done.changed if writer.changed else done.unchanged
    outcome.append(row.code)
    done.waiting.extend([row.code] if waiting else [])


def _class_for(session: RecordedSession, row: ServiceRow, known: Service | None) -> ReviewClass:
    """A when the service is of class A, or would be after the file. The seed is nobody's own word."""
    if session.author.origin == "seed":
        return ReviewClass.B
    if known is not None and class_of(known) is ReviewClass.A:
        return ReviewClass.A
    return review_class({*(row.needs or ()), *(row.last_resort or ())}, row.category or ())


def _propose_showing(session: RecordedSession, row: ServiceRow, service: Service) -> int:
    """A new service of class A waits, hidden, for a second person who shows it."""
    wanted = row.status or "active"
    if wanted == HIDDEN:
        return 0
    before, after = {"status": HIDDEN}, {"status": wanted}
    if not any(one.resource_id == service.id and dict(one.after) == after for one in pending(session)):
        propose(session, Proposed("update", "service", service.id, service.id, before, after))
    return 1


def _new_service(writer: Writer, service_id: str, row: ServiceRow, *, hidden: bool) -> Service:
    """The service with the least it can have."""
    organization = _organization(writer, row.organization)
    status = {"status": HIDDEN} if hidden else {}
    return Service(id=service_id, code=row.code, name=row.name_sv, organization_id=organization.id, **status)


def _write_fields(writer: Writer, service: Service, row: ServiceRow, *, hidden: bool) -> None:
    """The service's own columns and their English."""
    writer.put(
        service,
        organization_id=_organization(writer, row.organization).id,
        name=row.name_sv,
        alternate_name=row.alternate_name,
        description=row.description_sv,
        status=None if hidden else row.status,
        confidence=row.confidence,
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        eligibility_description=row.eligibility_sv,
        anonymous=row.anonymous,
        interpretation_services=row.interpretation,
        always_open=row.always_open,
        hours_note=row.hours_note_sv,
        application_process=row.application_sv,
        fees_description=row.fees_sv,
        alert=row.alert_sv,
        alert_until=row.alert_until,
        review_interval_days=row.review_interval,
        internal_note=row.note,
        **source_of(row.source_url, row.source_date),
    )
    for name, english in (
        ("name", row.name_en),
        ("description", row.description_en),
        ("eligibility_description", row.eligibility_en),
        ("hours_note", row.hours_note_en),
        ("application_process", row.application_en),
        ("fees_description", row.fees_en),
        ("alert", row.alert_en),
    ):
        writer.translate(service, name, english)


def _organization(writer: Writer, name: str) -> Organization:
    """The organisation of this name, made when it is new."""
    found = writer.session.scalar(select(Organization).where(Organization.name == name))
    return found or writer.add(Organization(id=lasting_id("organization", name), name=name))
