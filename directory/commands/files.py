"""Commands that bring files in, take files out, and take an import back."""

from __future__ import annotations

import argparse
import io
import os
import zipfile
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from directory.changes import ChangeFault
from directory.commands.desk import DONE, FAULTS, Desk
from directory.commands.setting_up import publish, tell
from directory.database import reading, writing
from directory.exporting.hsds import csv_package, json_package
from directory.exporting.staff_csv import staff_csv
from directory.history import Author
from directory.importing import Applied, Fault, start_batch
from directory.importing.hsds_applying import HsdsConflicts
from directory.importing.hsds_previewing import HsdsPreview
from directory.importing.incoming import Seen, bring_in, look_at
from directory.importing.outlook import touched_since_a_file
from directory.records import Language
from directory.schema import require_current
from directory.undoing.taking_back import undo_batch

CSV_NAME = "verksamheter.csv"


def import_file(asked: argparse.Namespace, desk: Desk) -> int:
    """Brings in a file, or says everything that is wrong with it."""
    language: Language = asked.language
    seen = look_at(asked.path)
    for note in seen.notes if isinstance(seen, HsdsPreview) else ():
        desk.say(f"note: {note.message(language)}")
    if seen.errors:
        return _tell_faults(seen.errors, language, desk)
    try:
        done = _apply(seen, asked, desk)
    except HsdsConflicts as conflicts:
        return _tell_faults(conflicts.faults, language, desk)
    tell(done, desk)
    if asked.dry_run:
        desk.say("a dry run: nothing was changed")
        return DONE
    return publish(asked, desk)


def _tell_faults(faults: tuple[Fault, ...], language: Language, desk: Desk) -> int:
    for fault in faults:
        desk.say(fault.message(language))
    desk.say(f"faults: {len(faults)}; nothing was changed")
    return FAULTS


def _apply(seen: Seen, asked: argparse.Namespace, desk: Desk) -> Applied:
    """Applies a file without faults in one transaction, and undoes it when the run is dry."""
    with desk.writing() as engine:
        require_current(engine)
        with writing(engine, Author(by=asked.by, origin="import"), desk.clock) as session:
            keep = touched_since_a_file(session) if asked.keep else ()
            batch = start_batch(session, seen.file_name)
            done = bring_in(session, seen, batch, keep)
            if asked.dry_run:
                session.rollback()
            else:
                desk.say(f"import: {batch.id}")
    return done


def undo_import(asked: argparse.Namespace, desk: Desk) -> int:
    """Takes back all that one import changed, and says what people have changed since and is left."""
    try:
        with desk.writing() as engine:
            require_current(engine)
            with writing(engine, Author(by=asked.by, origin="form"), desk.clock) as session:
                undone = undo_batch(session, asked.batch, reason="undo-import")
    except ChangeFault as fault:
        desk.say(f"directory: {fault}")
        return FAULTS
    desk.say(f"{len(undone.steps)} rows taken back")
    desk.say(f"{len(undone.requests)} wait for a second person, {len(undone.left)} left as they are now")
    return publish(asked, desk)


def export_files(asked: argparse.Namespace, desk: Desk) -> int:
    """Writes the directory into a folder, in the form asked for."""
    with desk.reading() as engine:
        require_current(engine)
        with reading(engine) as session:
            files = _files(session, asked)
    for name, content in files.items():
        path = asked.folder / name
        _write(path, content)
        desk.say(f"written: {path}")
    return DONE


def _files(session: Session, asked: argparse.Namespace) -> dict[str, bytes]:
    """Name in the folder -> content."""
    if asked.format == "csv":
        return {CSV_NAME: staff_csv(session, internal=asked.internal)}
    package = csv_package(session) if asked.format == "hsds-csv" else json_package(session, asked.language)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {str(PurePosixPath(name)): archive.read(name) for name in sorted(archive.namelist())}


def _write(path: Path, content: bytes) -> None:
    """Replaces the file; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    handle = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    new.replace(path)
