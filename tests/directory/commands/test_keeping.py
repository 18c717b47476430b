"""Tests of `backup` and `restore`: everything comes back, and what cannot be trusted is refused."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url

from directory.database import writing, writing_engine
from directory.settings import Settings
from tests.directory.builders import LEAST, MORNING, STAFF, a_file, service_of, stopped_at
from tests.directory.commands.conftest import Run


def everything(database: Path) -> list[str]:
    """Every table, row, index and trigger."""
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())


@pytest.fixture
def database(settings: Settings) -> Path:
    """The directory's file."""
    return Path(str(make_url(settings.database_url).database))


@pytest.mark.only("sqlite")
def test_everything_comes_back(run: Run, database: Path, settings: Settings, tmp_path: Path) -> None:
    """Also for a program that has the directory open: it sees what came back, and loses nothing."""
    copy, before = tmp_path / "kopia.sqlite", everything(database)
    code, said = run("backup", str(copy))
    assert (code, "written and checked" in said, "service 70" in said) == (0, True, True)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert everything(copy) == before
    engine = writing_engine(settings.database_url)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "somaya").description = "Något annat."
    run("import", str(a_file(tmp_path, LEAST)))
    changed = everything(database)
    code, said = run("restore", str(copy), "--yes")
    assert (code, "restored" in said, "published" in said) == (0, True, True)
    assert everything(database) == before
    (aside,) = database.parent.glob(f"{database.name}.before-*")
    assert everything(aside) == changed
    assert aside.stat().st_mode & 0o777 == 0o600
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert service_of(session, "somaya").description != "Något annat."
        service_of(session, "somaya").description = "Efter återställningen."
    engine.dispose()
    assert any("Efter återställningen." in line for line in everything(database))


@pytest.mark.only("sqlite")
def test_a_restore_without_yes_only_looks(run: Run, database: Path, tmp_path: Path) -> None:
    """And says what the copy holds."""
    copy = tmp_path / "kopia.sqlite"
    run("backup", str(copy))
    run("import", str(a_file(tmp_path, LEAST)))
    before = everything(database)
    code, said = run("restore", str(copy))
    assert (code, "service 70" in said, "nothing was changed" in said) == (0, True, True)
    assert everything(database) == before


@pytest.mark.only("sqlite")
def test_a_directory_that_is_gone_comes_back(run: Run, database: Path, tmp_path: Path) -> None:
    """On a new machine there is nothing to put aside."""
    copy, before = tmp_path / "kopia.sqlite", everything(database)
    run("backup", str(copy))
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    assert run("restore", str(copy), "--yes")[0] == 0
    assert everything(database) == before


@pytest.mark.only("sqlite")
def test_a_copy_never_overwrites_a_file(run: Run, database: Path, tmp_path: Path) -> None:
    """It might be the last good copy."""
    copy = tmp_path / "kopia.sqlite"
    copy.write_text("viktigt", encoding="utf-8")
    assert run("backup", str(copy))[0] == 4
    assert copy.read_text(encoding="utf-8") == "viktigt"


@pytest.mark.parametrize("harm", ["text", "cut", "scribbled", "other", "later", "orphan"])
@pytest.mark.only("sqlite")
def test_a_copy_that_cannot_be_trusted_is_refused(
    run: Run, database: Path, tmp_path: Path, harm: str
) -> None:
    """And the directory is as it was."""
    copy = tmp_path / "kopia.sqlite"
    run("backup", str(copy))
    _harm(copy, harm)
    before = everything(database)
    code, said = run("restore", str(copy), "--yes")
    assert code == 1, said
    assert said.startswith("directory: kopia.sqlite ")
    assert everything(database) == before
    assert not list(database.parent.glob(f"{database.name}.before-*"))


def _harm(copy: Path, harm: str) -> None:
    content = copy.read_bytes()
    if harm == "text":
        copy.write_text("kod;namn", encoding="utf-8")
    elif harm == "cut":
        copy.write_bytes(content[: len(content) // 2])
    elif harm == "scribbled":
        middle = len(content) // 2
        copy.write_bytes(content[:middle] + b"\xff" * 20_000 + content[middle + 20_000 :])
    elif harm == "other":
        copy.unlink()
        with sqlite3.connect(copy) as connection:
            connection.execute("CREATE TABLE recipes (id)")
    else:
        _say(copy, {
            "later": "UPDATE alembic_version SET version_num = 'tomorrow'",
            "orphan": "UPDATE phone SET service_id = 'nobody'",
        }[harm])  # fmt: skip


def _say(copy: Path, statement: str) -> None:
    with sqlite3.connect(copy) as connection:
        triggers = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ]
        for trigger in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)


@pytest.mark.only("sqlite")
def test_a_locked_directory_is_not_waited_for_for_ever(run: Run, database: Path, tmp_path: Path) -> None:
    """Told, with exit code 3."""
    copy = tmp_path / "kopia.sqlite"
    run("backup", str(copy))
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    code, said = run("restore", str(copy), "--yes")
    holder.close()
    assert (code, "locked" in said) == (3, True)


@pytest.mark.only("sqlite")
def test_there_is_nothing_to_copy_where_there_is_no_directory(
    run: Run, database: Path, tmp_path: Path
) -> None:
    """And no empty file is left."""
    database.unlink()
    assert run("backup", str(tmp_path / "kopia.sqlite"))[0] == 3
    assert not (tmp_path / "kopia.sqlite").exists()


@pytest.mark.only("postgresql")
def test_postgresql_is_copied_by_its_own_program(run: Run, settings: Settings, tmp_path: Path) -> None:
    """When it is there; and how to bring it back is told."""
    copy = tmp_path / "kopia.dump"
    code, said = run("backup", str(copy))
    assert (code, said) == (0, f"written: {copy}\n")
    assert copy.read_bytes().startswith(b"PGDMP")
    assert copy.stat().st_mode & 0o777 == 0o600
    code, said = run("restore", str(copy))
    assert (code, "pg_restore" in said) == (1, True)


@pytest.mark.only("postgresql")
def test_without_its_program_it_is_told_what_to_run(
    run: Run, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no password in it."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    code, said = run("backup", str(tmp_path / "kopia.dump"))
    assert (code, "pg_dump --format=custom" in said) == (1, True)
