"""`python -m directory ...`: what can be done to the directory from a terminal. See --help.

Every command can be run again. Exit codes: 0 done, 1 the file has faults or the directory is not ready,
2 wrong use, 3 the directory cannot be reached or is of another version, 4 a file cannot be written.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine, make_url

from directory import published, reading, seeding
from directory.clock import Clock
from directory.contact_points import usable_phones
from directory.database import reading as reading_session
from directory.database import reading_engine, writing, writing_engine
from directory.errors import DirectoryError
from directory.history import Author
from directory.importing import Applied, Preview, PreviewHasFaults, apply, preview, start_batch
from directory.records import Language
from directory.schema import require_current, schema_state, upgrade
from directory.settings import Settings
from directory.terms import needs

DONE, FAULTS, UNREACHABLE, NOT_WRITTEN = 0, 1, 3, 4
EXAMPLES = """examples:
  python -m directory init                      make the tables, or bring them up to this version
  python -m directory seed                      the project's own services; keeps what people have changed
  python -m directory import services.csv --dry-run
                                                what a file would change, without changing it
  python -m directory import services.csv --by katalogen@example.org
  python -m directory status                    version, counts, and the age of the published copy
  python -m directory publish                   make the copy that answers when the database is gone

The database is SQLite in LOTSEN_DATA_DIR (default: var), or what LOTSEN_DATABASE_URL says.
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every command needs: where things are, what time it is, and where to say things."""

    settings: Settings
    clock: Clock
    out: TextIO

    def say(self, line: str) -> None:
        """One line to whoever ran the command."""
        print(line, file=self.out)


def main(argv: Sequence[str], desk: Desk) -> int:
    """Runs one command; returns its exit code. Faults are told in words, never as a traceback."""
    asked = parser().parse_args(argv)
    command: Callable[[argparse.Namespace, Desk], int] = asked.command
    try:
        return command(asked, desk)
    except DirectoryError as error:
        desk.say(f"directory: {error}")
        return UNREACHABLE
    except PreviewHasFaults as error:
        desk.say(f"directory: {error}")
        return FAULTS
    except OSError as error:
        desk.say(f"directory: cannot write {error.filename or 'the file'}: {error.strerror}")
        return NOT_WRITTEN


def parser() -> argparse.ArgumentParser:
    """The words that can stand after `python -m directory`."""
    words = argparse.ArgumentParser(
        prog="python -m directory",
        description="The directory of services: set it up, fill it, look after it.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    several = words.add_subparsers(required=True, metavar="COMMAND")
    for name, command, purpose in (
        ("init", init, "make the tables, or bring them up to this version"),
        ("seed", seed, "bring in the project's own services, then publish"),
        ("status", status, "say how the directory is"),
        ("publish", publish, "make the copy that answers when the database is gone"),
    ):
        several.add_parser(name, help=purpose, description=purpose).set_defaults(command=command)
    importing = several.add_parser("import", help="bring in a file of services, then publish")
    importing.add_argument("path", type=Path, metavar="PATH", help="a CSV file: , or ; UTF-8 or cp1252")
    importing.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    importing.add_argument("--by", default="command line", help="the mailbox that stands for the change")
    importing.add_argument("--language", choices=("sv", "en"), default="sv", help="of faults (default sv)")
    importing.set_defaults(command=import_file)
    return words


def init(_asked: argparse.Namespace, desk: Desk) -> int:
    """Makes the tables or brings them up to this version."""
    with _writing(desk) as engine:
        before = upgrade(engine)
    told = {"empty": "made", "older": "brought up to this version"}
    desk.say(f"tables: {told.get(before, 'as they should be')}")
    return DONE


def seed(asked: argparse.Namespace, desk: Desk) -> int:
    """Sets up what is missing, brings in the project's own services, and publishes."""
    init(asked, desk)
    with _writing(desk) as engine, writing(engine, seeding.SEED_AUTHOR, desk.clock) as session:
        done = seeding.seed(session)
    _tell(done, desk)
    return publish(asked, desk)


def import_file(asked: argparse.Namespace, desk: Desk) -> int:
    """Brings in a file, or says everything that is wrong with it."""
    language: Language = asked.language
    seen = preview(asked.path)
    for fault in seen.errors:
        desk.say(fault.message(language))
    if seen.errors:
        desk.say(f"faults: {len(seen.errors)}; nothing was changed")
        return FAULTS
    done = _apply(seen, asked, desk)
    _tell(done, desk)
    if asked.dry_run:
        desk.say("a dry run: nothing was changed")
        return DONE
    return publish(asked, desk)


def _apply(seen: Preview, asked: argparse.Namespace, desk: Desk) -> Applied:
    """Applies a file without faults in one transaction, and undoes it when the run is dry."""
    with _writing(desk) as engine:
        require_current(engine)
        with writing(engine, Author(by=asked.by, origin="import"), desk.clock) as session:
            done = apply(session, seen, start_batch(session, seen.file_name))
            if asked.dry_run:
                session.rollback()
    return done


def publish(_asked: argparse.Namespace, desk: Desk) -> int:
    """Makes the published copy anew."""
    with _reading(desk) as engine:
        require_current(engine)
        with reading_session(engine) as session:
            services = reading.services(session)
    path = desk.settings.published_path
    published.write(published.make(services, needs(), desk.clock()), path)
    desk.say(f"published: {path}")
    return DONE


def status(_asked: argparse.Namespace, desk: Desk) -> int:
    """Version, counts, and the age of the published copy; 1 when the directory is not ready for use."""
    desk.say(f"database: {make_url(desk.settings.database_url).render_as_string(hide_password=True)}")
    with _reading(desk) as engine:
        state = schema_state(engine)
        desk.say(f"tables: {state}")
        if state == "current":
            _tell_counts(engine, desk)
    copy = published.read(desk.settings.published_path)
    desk.say(f"published copy: {copy.made_at:%Y-%m-%d %H:%M}" if copy else "published copy: none")
    return DONE if state == "current" and copy else FAULTS


def _tell_counts(engine: Engine, desk: Desk) -> None:
    """How many services there are, and how many can be rung and are checked."""
    with reading_session(engine) as session:
        services = reading.services(session)
    active = [service for service in services if service.status == "active"]
    with_phone = [service for service in active if usable_phones(service, desk.clock().date())]
    checked = [service for service in active if service.assured_date]
    desk.say(f"services: {len(services)}, active: {len(active)}")
    desk.say(f"with a number to show: {len(with_phone)}, checked by staff: {len(checked)}")


def _tell(done: Applied, desk: Desk) -> None:
    """What an import did."""
    for words, codes in (
        ("new", done.created),
        ("changed", done.changed),
        ("kept as people have made them", done.kept),
        ("in the directory but not in the file", done.missing),
    ):
        if codes:
            named = ", ".join(codes[:5]) + (" ..." if len(codes) > 5 else "")
            desk.say(f"{len(codes)} {words}: {named}")
    desk.say(f"{len(done.unchanged)} unchanged")


@contextmanager
def _writing(desk: Desk) -> Iterator[Engine]:
    """An engine that may change things, closed afterwards."""
    engine = writing_engine(desk.settings.database_url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _reading(desk: Desk) -> Iterator[Engine]:
    """An engine that cannot change things, closed afterwards."""
    engine = reading_engine(desk.settings.database_url)
    try:
        yield engine
    finally:
        engine.dispose()
