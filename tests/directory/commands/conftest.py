"""A directory to run commands on."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.commands import Desk, main
from directory.settings import Settings
from tests.directory.builders import MORNING, stopped_at
from tests.directory.databases import Server

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def settings(server: Server, seeded_directory: str, tmp_path: Path) -> Settings:
    """A directory with the seed, not yet published."""
    return Settings(tmp_path / "var", server.copy_of(seeded_directory), "katalogen@example.org")


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs a command; gives its exit code and what it said."""

    def ran(*argv: str) -> tuple[int, str]:
        said = io.StringIO()
        return main(argv, Desk(settings, stopped_at(MORNING), said)), said.getvalue()

    return ran
