"""Scratch databases for tests: SQLite always, PostgreSQL when LOTSEN_TEST_POSTGRES_URL names a server.

The address must be of a server on which databases may be made and dropped; each test gets its own.
LOTSEN_TEST_POSTGRES_IS_SCRATCH says that the whole server is thrown away afterwards: dropping a thousand
databases one by one takes it a minute.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url, text

from directory.settings import with_our_driver

POSTGRES = os.environ.get("LOTSEN_TEST_POSTGRES_URL", "")
IS_SCRATCH = bool(os.environ.get("LOTSEN_TEST_POSTGRES_IS_SCRATCH"))
BACKENDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)


class Server(Protocol):
    """Gives away addresses of databases that nobody else uses."""

    def new(self) -> str:
        """An empty database."""

    def copy_of(self, url: str) -> str:
        """A database with what another one holds."""

    def clean_up(self) -> None:
        """Drops every database that was given away."""


class SqliteFolder:
    """Databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self) -> str:
        """A file that does not exist yet."""
        return f"sqlite:///{self.folder / uuid.uuid4().hex}.sqlite"

    def copy_of(self, url: str) -> str:
        """A copy of a file that nobody has open."""
        copy = self.new()
        shutil.copy(str(make_url(url).database), str(make_url(copy).database))
        return copy

    def clean_up(self) -> None:
        """The folder is the test's own and goes with it."""


class PostgresServer:
    """Databases on a server."""

    def __init__(self) -> None:
        self.address = make_url(with_our_driver(POSTGRES))
        self.given: list[str] = []

    def new(self) -> str:
        """An empty database."""
        return self._make("template0")

    def copy_of(self, url: str) -> str:
        """A copy of a database that nobody is connected to."""
        return self._make(str(make_url(url).database))

    def clean_up(self) -> None:
        """Drops them, also when a test left a connection open; but none of a server that goes whole."""
        if IS_SCRATCH:
            return
        for name in self.given:
            self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _make(self, template: str) -> str:
        name = f"lotsen_test_{uuid.uuid4().hex}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.given.append(name)
        return self.address.set(database=name).render_as_string(hide_password=False)

    def _say(self, words: str) -> None:
        engine = create_engine(self.address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(words))
        engine.dispose()


@contextmanager
def server_of(backend: str, folder: Path) -> Iterator[Server]:
    """The server for one of BACKENDS, cleaned up afterwards."""
    server: Server = SqliteFolder(folder) if backend == "sqlite" else PostgresServer()
    try:
        yield server
    finally:
        server.clean_up()
