"""The project's own files into the directory. Can be run again: it never undoes what people have changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path

from sqlalchemy import select

from directory.history import Author, RecordedSession, service_of, touched_by_people
from directory.importing import Applied, PreviewHasFaults, apply, preview, start_batch
from directory.importing.word_rows import link
from directory.importing.writer import Writer
from directory.models import (
    Attribute,
    ImportBatch,
    MetadataRow,
    Model,
    Schedule,
    Service,
    Taxonomy,
    TaxonomyTerm,
    WhatHappens,
    lasting_id,
)
from directory.models.schedule import byday
from directory.models.vocabulary import TAXONOMIES
from directory.terms import SEED, listed, needs, rows_of, terms

SEED_AUTHOR = Author(by="seed", origin="seed")

Services = Mapping[str, Service]
"""The services that are the seed's to change, by code."""
Ids = set[str]


def seed(session: RecordedSession, folder: Path = SEED) -> Applied:
    """Vocabulary, services, hours and what happens, in the caller's transaction.

    A service that anybody but the seed has changed is kept as it is, with all that hangs on it.
    Raises PreviewHasFaults with the first fault when a file of the seed is broken.
    """
    seen = preview(folder / "services.csv")
    if seen.errors:
        raise PreviewHasFaults(seen.errors[0].message("en"))
    keep = touched_by_people(session)
    batch = start_batch(session, seen.file_name)
    _write_terms(session, folder)
    done = apply(session, seen, batch, keep)
    ours = {s.code: s for s in session.scalars(select(Service)) if s.id not in keep}
    written = {
        Attribute: _write_needs(session, folder, ours),
        Schedule: _write_schedules(session, folder, ours),
        WhatHappens: _write_what_happens(session, folder, ours),
    }
    for kind, ids in written.items():
        _drop_what_left_the_seed(session, kind, ids, ours)
    session.flush()
    _count_the_rest(session, batch, done, ours)
    return done


def _write_terms(session: RecordedSession, folder: Path) -> None:
    """The five taxonomies and their terms, Swedish with English beside it."""
    writer = Writer(session, "")
    for name in TAXONOMIES:
        writer.find_or_add(Taxonomy, lasting_id("taxonomy", name), name=name)
    for order, term in enumerate(terms(folder), start=1):
        _write_term(writer, term.taxonomy, term.code, (term.name_sv, term.name_en), term.kind, order)
    for order, need in enumerate(needs(folder), start=1):
        row = _write_term(writer, "need", need.code, (need.name_sv, need.name_en), need.kind, order)
        writer.put(row, description=need.description)


def _write_term(
    writer: Writer, taxonomy: str, code: str, name: tuple[str, str], kind: str, order: int
) -> TaxonomyTerm:
    """One term; `name` is Swedish and English."""
    row = writer.find_or_add(
        TaxonomyTerm,
        lasting_id("term", taxonomy, code),
        taxonomy_id=lasting_id("taxonomy", taxonomy),
        code=code,
        name=name[0],
    )
    writer.put(row, name=name[0], kind=kind or None, sort_order=order)
    writer.translate(row, "name", name[1])
    return row


def _write_needs(session: RecordedSession, folder: Path, services: Services) -> Ids:
    """Which services each need is offered, and in which order."""
    ids = set()
    for need in needs(folder):
        for link_type, codes in (("need", need.offers), ("last_resort", need.last_resort)):
            for rank, code in enumerate(codes, start=1):
                if code in services:
                    writer = Writer(session, services[code].id)
                    tie = link(writer, services[code], link_type, "need", need.code, rank)
                    ids.add(tie.id)
    return ids


def _write_schedules(session: RecordedSession, folder: Path, services: Services) -> Ids:
    """Opening hours, with the source of their service."""
    ids = set()
    for row in rows_of("schedules.csv", folder):
        service = services.get(row["code"])
        if service is None:
            continue
        writer = Writer(session, service.id)
        days = frozenset(int(day) for day in listed(row["days"]))
        hours = {
            "byday": byday(days),
            "opens_at": time.fromisoformat(row["opens_at"]),
            "closes_at": time.fromisoformat(row["closes_at"]),
        }
        key = lasting_id("schedule", service.id, row["attending"], row["days"])
        schedule = writer.find_or_add(Schedule, key, service_id=service.id, **hours)
        writer.put(
            schedule,
            **hours,
            attending_type=row["attending"],
            open_on_holidays=row["open_on_holidays"] == "yes",
            notes=row["note"] or None,
            source=service.source,
            source_date=service.source_date,
            source_url=service.source_url,
        )
        ids.add(schedule.id)
    return ids


def _write_what_happens(session: RecordedSession, folder: Path, services: Services) -> Ids:
    """What happens when somebody makes contact, in the order of the file."""
    ids = set()
    for order, row in enumerate(rows_of("what_happens.csv", folder), start=1):
        service = services.get(row["code"])
        if service is None:
            continue
        writer = Writer(session, service.id)
        told = {"kind": row["kind"], "text": row["text_sv"]}
        key = lasting_id("what_happens", service.id, row["kind"])
        fact = writer.find_or_add(WhatHappens, key, service_id=service.id, **told)
        source = {name: row[name] or None for name in ("source", "source_date", "source_url")}
        writer.put(fact, **told, **source, sort_order=order)
        writer.translate(fact, "text", row["text_en"])
        ids.add(fact.id)
    return ids


def _drop_what_left_the_seed(
    session: RecordedSession, kind: type[Model], ids: Ids, services: Services
) -> None:
    """Takes away what an earlier seed said of these services and this one does not; history keeps it."""
    ours = {service.id for service in services.values()}
    for row in session.scalars(select(kind)).all():
        from_needs = not isinstance(row, Attribute) or row.link_type in ("need", "last_resort")
        if service_of(row) in ours and from_needs and row.id not in ids:
            session.delete(row)


def _count_the_rest(session: RecordedSession, batch: ImportBatch, done: Applied, services: Services) -> None:
    """Counts as changed also those of which only hours, needs or words have changed."""
    question = select(MetadataRow.service_id).where(MetadataRow.batch_id == batch.id).distinct()
    touched = set(session.scalars(question))
    for code in [code for code in done.unchanged if services[code].id in touched]:
        done.unchanged.remove(code)
        done.changed.append(code)
