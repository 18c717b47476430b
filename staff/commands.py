"""`python -m staff ...`: serve the pages, make the first admin. See --help.

Exit codes: 0 done, 1 refused, 2 wrong use, 3 the directory cannot be reached or is of another version.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TextIO

import uvicorn
from sqlalchemy.orm import Session

from directory.clock import Clock, stockholm_now
from directory.database import reading_engine, writing_engine
from directory.errors import DirectoryError
from directory.schema import require_current
from staff.accounts import people
from staff.accounts.events import COMMAND_LINE
from staff.app import create_app
from staff.desk import Desk
from staff.settings import Settings

DONE, REFUSED, UNREACHABLE = 0, 1, 3
EXAMPLES = """examples:
  python -m staff                                   serve the pages on http://127.0.0.1:8001
  python -m staff add-admin namn@example.org        a link for the first admin, to be opened once
  python -m staff add-admin namn@example.org --again
                                                    also when there is an admin, or when the only one
                                                    has lost the phone or the password

LOTSEN_STAFF_PORT (8001), LOTSEN_HOST (127.0.0.1) and LOTSEN_STAFF_HTTPS=1 (when TLS ends in front of this
process) say where the pages are; LOTSEN_DATA_DIR and LOTSEN_DATABASE_URL where the directory is.
"""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a command needs: the settings, the time, and where to say things."""

    settings: Settings
    clock: Clock
    out: TextIO

    def say(self, line: str) -> None:
        """One line to whoever ran the command."""
        print(line, file=self.out)


def main(argv: Sequence[str], settings: Settings, out: TextIO, clock: Clock = stockholm_now) -> int:
    """Runs one command; returns its exit code. Faults are told in words, never as a traceback."""
    asked = parser().parse_args(argv)
    terminal = Terminal(settings, clock, out)
    if asked.command != "add-admin":
        return serve(terminal)
    try:
        return add_admin(asked.email, asked.again, terminal)
    except DirectoryError as error:
        terminal.say(f"staff: {error}")
        return UNREACHABLE


def parser() -> argparse.ArgumentParser:
    """The words that can stand after `python -m staff`."""
    words = argparse.ArgumentParser(
        prog="python -m staff",
        description="The pages for those who keep the directory true.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    several = words.add_subparsers(metavar="COMMAND", dest="command")
    several.add_parser("serve", help="serve the pages until stopped (also without any command)")
    admin = several.add_parser("add-admin", help="a link that works once, for the first admin")
    admin.add_argument("email", metavar="EMAIL", help="the address that the admin signs in with")
    admin.add_argument("--again", action="store_true", help="also when there is an admin already")
    return words


def serve(terminal: Terminal) -> int:
    """Serves the pages until stopped, without an access log."""
    settings = terminal.settings
    with a_desk(settings, terminal.clock) as desk:
        mend_the_copy(desk)
        uvicorn.run(
            create_app(desk, https=settings.https, hsds_public=settings.hsds_public),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_level="error",
            server_header=False,
            ws="none",
            limit_concurrency=200,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=3,
        )
    return DONE


def mend_the_copy(desk: Desk) -> None:
    """A copy that could not be made before the last stop; without a directory there is nothing to copy."""
    with suppress(DirectoryError):
        require_current(desk.reading_engine)
        desk.publish()


def add_admin(typed: str, again: bool, terminal: Terminal) -> int:
    """Prints a link to choose password and second factor. Refuses when there is an admin, unless `again`."""
    try:
        email = people.address(typed)
    except people.NotAnAddress:
        terminal.say("staff: that is no e-mail address")
        return REFUSED
    with a_desk(terminal.settings, terminal.clock) as desk:
        require_current(desk.writing_engine)
        with desk.writing(COMMAND_LINE) as session:
            if people.has_admin(session) and not again:
                terminal.say("staff: there is an admin already; let them invite, or say --again")
                return REFUSED
            link = _admin_link(session, email, terminal)
    terminal.say(f"Open this within 48 hours, once, and choose a password and an app for codes:\n{link}")
    return DONE


def _admin_link(session: Session, email: str, terminal: Terminal) -> str:
    """The address to open; somebody who is here already becomes an admin who begins again."""
    now, user = terminal.clock(), people.by_address(session, email)
    if user is None:
        token = people.invite(session, email, "admin", COMMAND_LINE, now)
    else:
        user.active = True
        people.set_role(session, user, "admin", COMMAND_LINE, now)
        token = people.begin_again(session, user, COMMAND_LINE, now)
    settings = terminal.settings
    scheme, port = ("https", "") if settings.https else ("http", f":{settings.port}")
    return f"{scheme}://{settings.host}{port}/welcome/{token}"


@contextmanager
def a_desk(settings: Settings, clock: Clock) -> Iterator[Desk]:
    """The desk that these settings describe, cleared afterwards."""
    url = settings.directory.database_url
    engines = reading_engine(url), writing_engine(url)
    try:
        yield Desk(*engines, clock, settings.directory.published_path, settings.directory.assurer_email)
    finally:
        for engine in engines:
            engine.dispose()
