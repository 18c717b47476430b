"""Step two of an import: the previewed rows into the directory. Never deletes a service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from directory.history import RecordedSession
from directory.importing.contact_rows import source_of, write_address, write_links, write_phone
from directory.importing.previewing import Preview
from directory.importing.rows import ServiceRow
from directory.importing.word_rows import write_lists
from directory.importing.writer import Writer
from directory.models import ImportBatch, Organization, Service, lasting_id


class PreviewHasFaults(ValueError):
    """Somebody tried to apply a file that has faults; nothing was changed."""


@dataclass(slots=True)
class Applied:
    """What an import did, as service codes.

    `kept`: left alone because people have changed them; `missing`: not in the file, left as they are.
    """

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


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
    counts as unverified again. Raises PreviewHasFaults.
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
    service_id = known.id if known else lasting_id("service", row.code)
    writer = Writer(session, service_id)
    service = known or writer.add(_new_service(writer, service_id, row))
    _write_fields(writer, service, row)
    write_lists(writer, service, row)
    write_phone(writer, service, row)
    write_links(writer, service, row)
    write_address(writer, service, row)
    if known and writer.changed:
        service.assured_date = None
    session.flush()
    session.expire(service)
    outcome = done.created if not known else done.changed if writer.changed else done.unchanged
    outcome.append(row.code)


def _new_service(writer: Writer, service_id: str, row: ServiceRow) -> Service:
    """The service with the least it can have."""
    organization = _organization(writer, row.organization)
    return Service(id=service_id, code=row.code, name=row.name_sv, organization_id=organization.id)


def _write_fields(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The service's own columns and their English."""
    writer.put(
        service,
        organization_id=_organization(writer, row.organization).id,
        name=row.name_sv,
        description=row.description_sv,
        status=row.status,
        confidence=row.confidence,
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        anonymous=row.anonymous,
        interpretation_services=row.interpretation,
        always_open=row.always_open,
        hours_note=row.hours_note_sv,
        internal_note=row.note,
        **source_of(row.source_url, row.source_date),
    )
    for name, english in (
        ("name", row.name_en),
        ("description", row.description_en),
        ("hours_note", row.hours_note_en),
    ):  # fmt: skip - three pairs on one line
        writer.translate(service, name, english)


def _organization(writer: Writer, name: str) -> Organization:
    """The organisation of this name, made when it is new."""
    found = writer.session.scalar(select(Organization).where(Organization.name == name))
    return found or writer.add(Organization(id=lasting_id("organization", name), name=name))
