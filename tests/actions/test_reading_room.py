"""The directory as actions see it: read once, read again when it has changed, and never written."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from actions._reading_room import Shelf
from directory.database import reading_engine, writing, writing_engine
from directory.errors import DirectoryUnavailable
from directory.models import Service
from directory.schema import upgrade
from tests.directory.builders import MORNING, STAFF, seeded, stopped_at


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A seeded directory in a file."""
    url = f"sqlite:///{tmp_path_factory.mktemp('room') / 'directory.sqlite'}"
    upgrade(writing_engine(url))
    return seeded(url)


def test_what_has_not_changed_is_not_read_again(address: str) -> None:
    """The very same values come back."""
    shelf = Shelf(reading_engine(address))
    assert shelf.load() is shelf.load()


def test_a_correction_is_there_at_the_next_question(address: str) -> None:
    """Staff change a name; nobody restarts anything."""
    shelf = Shelf(reading_engine(address))
    before = {service.code: service.name.sv for service in shelf.load()}
    with writing(writing_engine(address), STAFF, stopped_at(MORNING)) as session:
        row = session.scalars(select(Service).where(Service.code == "bris")).one()
        row.name = "Bris (nytt namn)"
    after = {service.code: service.name.sv for service in shelf.load()}
    assert before["bris"] != after["bris"] == "Bris (nytt namn)"


def test_a_directory_that_is_gone_says_so(tmp_path: Path) -> None:
    """No hanging, no empty list that looks like an answer."""
    with pytest.raises(DirectoryUnavailable):
        Shelf(reading_engine(f"sqlite:///{tmp_path / 'nothing.sqlite'}")).load()
