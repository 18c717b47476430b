"""Databases for the tests that need one; see databases.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory.database import reading, reading_engine, writing_engine
from directory.reading import services
from directory.records import Service
from directory.schema import upgrade
from tests.directory.builders import seeded
from tests.directory.databases import BACKENDS, Server, server_of


@pytest.fixture(scope="session", params=BACKENDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of each kind."""
    with server_of(request.param, tmp_path_factory.mktemp("databases")) as server:
        yield server


@pytest.fixture(scope="session")
def empty_directory(server: Server) -> str:
    """The address of a directory with tables and nothing in them: copy it, never change it."""
    url = server.new()
    engine = writing_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def seeded_directory(server: Server, empty_directory: str) -> str:
    """The address of a directory with the whole seed: copy it, never change it."""
    return seeded(server.copy_of(empty_directory))


@pytest.fixture
def engine(server: Server, empty_directory: str) -> Iterator[Engine]:
    """A writing engine on a directory with tables and nothing in them."""
    engine = writing_engine(server.copy_of(empty_directory), patience=0.3)
    yield engine
    engine.dispose()


@pytest.fixture
def seeded_engine(server: Server, seeded_directory: str) -> Iterator[Engine]:
    """A writing engine on a copy of the whole seed."""
    engine = writing_engine(server.copy_of(seeded_directory), patience=0.3)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, ...]]:
    """All services as plain values, as they come out of a freshly seeded database."""
    folder: Path = tmp_path_factory.mktemp("seed")
    url = f"sqlite:///{folder / 'directory.sqlite'}"
    empty = writing_engine(url)
    upgrade(empty)
    empty.dispose()
    engine = reading_engine(seeded(url))
    with reading(engine) as session:
        yield services(session)
    engine.dispose()
