"""What leaves as HSDS comes back the same: into the same directory, and into an empty one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.changes import approve, pending
from directory.database import reading, writing, writing_engine
from directory.exporting.hsds import csv_package, json_package
from directory.history import Author
from directory.models import MetadataRow, Model, Service
from directory.schema import upgrade
from tests.directory.builders import MORNING, stopped_at
from tests.directory.databases import Server
from tests.directory.hsds_directories import (
    a_whole_service,
    bring,
    directories,
    kept,
    stand_up,
    unzipped,
    without_history,
)

PACKAGES = (json_package, csv_package)
RESTORER = Author("katalogen@example.org", "seed")


def packed(engine: Engine, package: Callable[[Session], bytes]) -> bytes:
    """The package of a directory."""
    with reading(engine) as session:
        return package(session)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_brought_back_into_its_directory_changes_nothing(
    seeded_engine: Engine, tmp_path: Path, package: Callable[[Session], bytes]
) -> None:
    """Not one row, not one date, not one line of history."""
    stand_up(seeded_engine, a_whole_service(), {"need": ("sexual_assault",), "audience": ("relative",)})
    before = packed(seeded_engine, package)
    done = bring(seeded_engine, kept(before, tmp_path))
    assert (done.created, done.changed, done.waiting, done.missing) == ([], [], [], [])
    assert packed(seeded_engine, package) == before
    with reading(seeded_engine) as session:
        assert session.scalar(select(Service.assured_date).where(Service.code == "exempel")) is not None


@pytest.mark.parametrize("package", PACKAGES)
def test_the_seed_into_an_empty_directory_is_the_same_seed(
    server: Server, seeded_engine: Engine, engine: Engine, tmp_path: Path, package: Callable[[Session], bytes]
) -> None:
    """Byte for byte, except the history, which is another."""
    before = packed(seeded_engine, package)
    done = bring(engine, kept(before, tmp_path), RESTORER)
    assert (
        len(done.created) == sum(name.startswith("services/") for name in unzipped(before))
        or package is csv_package
    )
    assert without_history(packed(engine, package)) == without_history(before)


def test_services_of_class_a_wait_until_a_second_person_has_shown_them(
    seeded_engine: Engine, engine: Engine, tmp_path: Path
) -> None:
    """And are the same as they were once that has been done."""
    before = packed(seeded_engine, json_package)
    done = bring(engine, kept(before, tmp_path))
    assert "kvinnofridslinjen" in done.waiting
    with writing(engine, Author("andra@example.org", "form"), stopped_at(MORNING)) as session:
        assert session.scalar(select(Service.status).where(Service.code == "kvinnofridslinjen")) == "inactive"
        for request in pending(session):
            approve(session, request.id)
    assert without_history(packed(engine, json_package)) == without_history(before)


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with tables and nothing in them."""
    path = tmp_path_factory.mktemp("hsds") / "empty.sqlite"
    engine = writing_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(rows=directories())
@pytest.mark.parametrize("package", PACKAGES)
def test_any_directory_comes_back_the_same(
    empty_file: Path, rows: list[Model], package: Callable[[Session], bytes]
) -> None:
    """Into an empty directory, and then once more."""
    folder = Path(tempfile.mkdtemp(dir=empty_file.parent))
    engines = []
    for name in ("from", "to"):
        engines.append(writing_engine(f"sqlite:///{shutil.copy(empty_file, folder / name)}"))
    stand_up(engines[0], rows)
    before = packed(engines[0], package)
    bring(engines[1], kept(before, folder), RESTORER)
    after, told = without_history(packed(engines[1], package)), without_history(before)
    assert {name: content for name, content in after.items() if told.get(name) != content} == {}
    assert after.keys() == told.keys()
    changes = _changes(engines[1])
    bring(engines[1], kept(before, folder), RESTORER)
    assert _changes(engines[1]) == changes
    for engine in engines:
        engine.dispose()


def _changes(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.scalars(select(MetadataRow.id)).all())
