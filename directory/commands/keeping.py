"""Commands that make a copy of the whole directory and bring one back: backup, restore."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL, make_url

from directory.backups import Contents, back_up, bring_back, look_into
from directory.commands.desk import DONE, FAULTS, Desk
from directory.commands.setting_up import publish
from directory.errors import DirectoryUnavailable


def backup(asked: argparse.Namespace, desk: Desk) -> int:
    """A checked copy of everything, also accounts and history, in a new file."""
    address = make_url(desk.settings.database_url)
    if address.get_backend_name() != "sqlite":
        return _dump(address, asked.file, desk)
    held = back_up(_file_of(address), asked.file)
    desk.say(f"written and checked: {asked.file}")
    _tell(held, desk)
    return DONE


def restore(asked: argparse.Namespace, desk: Desk) -> int:
    """Puts a copy in the place of the directory; what was there stays in a file beside it."""
    address = make_url(desk.settings.database_url)
    if address.get_backend_name() != "sqlite":
        desk.say("PostgreSQL: stop the programs, then run")
        desk.say(
            f"  pg_restore --clean --if-exists --single-transaction --no-owner --dbname=DATABASE {asked.file}"
        )
        return FAULTS
    held = look_into(asked.file)
    _tell(held, desk)
    if not asked.yes:
        desk.say("nothing was changed: run this again with --yes to put it in the place of the directory")
        return DONE
    database = _file_of(address)
    aside = database.with_name(f"{database.name}.before-{desk.clock():%Y%m%d-%H%M%S}")
    there = database.exists()
    bring_back(asked.file, database, aside)
    desk.say(f"restored: {database}" + (f"; what was there: {aside}" if there else ""))
    if held.state == "older":
        desk.say("the copy is from an earlier version: run `python -m directory init`")
        return DONE
    return publish(asked, desk)


def _file_of(address: URL) -> Path:
    return Path(address.database or "")


def _tell(held: Contents, desk: Desk) -> None:
    counts = ", ".join(f"{table} {number}" for table, number in held.counts.items())
    desk.say(f"tables: {held.state}; {counts}")


def _dump(address: URL, file: Path, desk: Desk) -> int:
    """PostgreSQL's own copy, when its program is here; else what to run."""
    program = shutil.which("pg_dump")
    if program is None:
        desk.say("pg_dump is not here: run this where it is")
        desk.say(f"  pg_dump --format=custom --file={file} DATABASE")
        return FAULTS
    file.touch(mode=0o600, exist_ok=False)
    done = _run([program, "--format=custom", f"--file={file}", _without_password(address)], address)
    if done.returncode:
        file.unlink(missing_ok=True)
        raise DirectoryUnavailable("pg_dump could not make a copy: is its version that of the server?")
    desk.say(f"written: {file}")
    return DONE


def _without_password(address: URL) -> str:
    """The address as PostgreSQL's programs take it; others can read a command line, so no password."""
    plain = address.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)


def _run(words: Sequence[str], address: URL) -> subprocess.CompletedProcess[bytes]:
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    return subprocess.run(words, env=secret, capture_output=True, check=False)  # noqa: S603 - our own words
