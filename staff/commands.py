"""`python -m staff ...`: serve the pages. See --help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

import uvicorn

from directory.clock import stockholm_now
from directory.database import reading_engine, writing_engine
from staff.app import create_app
from staff.desk import Desk
from staff.settings import Settings


def main(argv: Sequence[str], settings: Settings, out: TextIO) -> int:  # noqa: ARG001
    """Runs one command; returns its exit code."""
    return serve(settings)


def serve(settings: Settings) -> int:
    """Serves the pages until stopped, without an access log."""
    with a_desk(settings) as desk:
        uvicorn.run(
            create_app(desk, https=settings.https),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_level="error",
            server_header=False,
            ws="none",
            limit_concurrency=200,
            timeout_keep_alive=5,
        )
    return 0


@contextmanager
def a_desk(settings: Settings) -> Iterator[Desk]:
    """The desk that these settings describe, cleared afterwards."""
    url = settings.directory.database_url
    engines = reading_engine(url), writing_engine(url)
    try:
        yield Desk(*engines, stockholm_now, settings.directory.published_path)
    finally:
        for engine in engines:
            engine.dispose()
