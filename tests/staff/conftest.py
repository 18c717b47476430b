"""The databases of the directory's tests, and a staff house on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.directory.conftest import empty_directory, engine, seeded_directory, seeded_engine, server
from tests.staff.builders import House, Visitor

__all__ = ["empty_directory", "engine", "seeded_directory", "seeded_engine", "server"]


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> Iterator[House]:
    """The pages over a directory with tables and nothing in them."""
    house = House(engine, tmp_path)
    yield house
    house.close()


@pytest.fixture
def seeded_house(seeded_engine: Engine, tmp_path: Path) -> Iterator[House]:
    """The pages over a copy of the whole seed."""
    house = House(seeded_engine, tmp_path)
    yield house
    house.close()


@pytest.fixture
def city(seeded_house: House) -> House:
    """The pages over the whole seed, an hour after it came in."""
    seeded_house.clock.move(hours=1)
    return seeded_house


@pytest.fixture
def editor(city: House) -> Visitor:
    """Somebody who may change."""
    return city.sign_in("editor")
