"""The API over a seeded directory with one service that has everything."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from directory.clock import Clock
from directory.database import reading, reading_engine, writing_engine
from directory.models import Service
from directory.schema import upgrade
from staff.hsds_api.routes import routes
from tests.directory.builders import MORNING, seeded, stopped_at
from tests.directory.hsds_directories import a_whole_service, stand_up


@dataclass(frozen=True)
class ADesk:
    """A desk that only reads."""

    engine: Engine
    clock: Clock = field(default_factory=lambda: stopped_at(MORNING))

    def reading(self) -> AbstractContextManager[Session]:
        """As the staff's desk does."""
        return reading(self.engine)


def request(app: Starlette, path: str, method: str = "GET") -> httpx.Response:
    """One request, without a server."""

    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(base_url="http://staff", transport=transport) as client:
            return await client.request(method, path)

    return asyncio.run(one())


@pytest.fixture(scope="session")
def api_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory to copy, never to change."""
    path = tmp_path_factory.mktemp("api") / "seeded.sqlite"
    url = f"sqlite:///{path}"
    engine = writing_engine(url)
    upgrade(engine)
    engine.dispose()
    seeded(url)
    rows = a_whole_service()
    for row in rows:
        if isinstance(row, Service):
            row.status = "active"
    rows.append(Service(organization_id=rows[0].id, code="stangd", name="Stängd", status="inactive"))
    engine = writing_engine(url)
    stand_up(engine, rows, {"need": ("sells_sex",)})
    engine.dispose()
    return path


@pytest.fixture
def desk(api_file: Path, tmp_path: Path) -> Iterator[ADesk]:
    """A desk over a copy."""
    engine = reading_engine(f"sqlite:///{shutil.copy(api_file, tmp_path / 'copy.sqlite')}")
    yield ADesk(engine)
    engine.dispose()


@pytest.fixture
def app(desk: ADesk) -> Starlette:
    """The API, open."""
    return Starlette(routes=list(routes(desk, lambda _request: True)))


@pytest.fixture
def ask(app: Starlette) -> Callable[[str], Any]:
    """The JSON at a path."""

    def get(path: str) -> Any:
        answer = request(app, path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get
