"""Tests of engines and sessions: who may write, and what a database that does not answer looks like."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from directory.database import reading, reading_engine, writing, writing_engine
from directory.errors import DirectoryUnavailable
from directory.models import Phone, Service
from directory.schema import upgrade
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, service_of, stopped_at


@pytest.fixture
def reader(engine: Engine) -> Engine:
    """A reading engine on the same database as `engine`."""
    return reading_engine(engine.url.render_as_string(hide_password=False), patience=0.3)


def test_the_bot_reads_what_staff_have_written(engine: Engine, reader: Engine) -> None:
    """Both engines speak to the same database."""
    keep(engine, a_service_row("jour"))
    with reading(reader) as session:
        assert session.query(Service.code).all() == [("jour",)]
    reader.dispose()


def test_a_file_that_was_put_in_the_place_of_another_is_read(tmp_path: Path) -> None:
    """A directory restored from a safe copy is the one that answers, without a restart."""
    engines = {}
    for name in ("lost", "restored"):
        engines[name] = writing_engine(f"sqlite:///{tmp_path / name}.sqlite")
        upgrade(engines[name])
        keep(engines[name], a_service_row(name))
        engines[name].dispose()
    reader = reading_engine(f"sqlite:///{tmp_path / 'lost'}.sqlite")
    with reading(reader) as session:
        assert session.query(Service.code).all() == [("lost",)]
    (tmp_path / "restored.sqlite").replace(tmp_path / "lost.sqlite")
    with reading(reader) as session:
        assert session.query(Service.code).all() == [("restored",)]


def test_nothing_can_be_changed_through_a_reading_engine(engine: Engine, reader: Engine) -> None:
    """Even a fault in the bot cannot change the directory."""
    keep(engine, a_service_row("jour"))
    with pytest.raises(DirectoryUnavailable, match=r"read-?only"), reading(reader) as session:
        session.execute(text("DELETE FROM service"))
    reader.dispose()


def test_a_failed_change_leaves_nothing_behind(engine: Engine) -> None:
    """One transaction: the first row goes when the second breaks a rule."""
    orphan = Phone(service_id="nobody", number="070-174 06 05")
    with pytest.raises(IntegrityError):
        keep(engine, a_service_row("jour"), orphan)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.query(Service).count() == 0


def test_what_was_typed_never_stands_in_an_error(engine: Engine) -> None:
    """Errors end up in logs, and values do not belong there."""
    with pytest.raises(IntegrityError) as caught:
        keep(engine, a_service_row("jour", status="hemligheten"))
    assert "hemligheten" not in str(caught.value.args[0].split("DETAIL")[0])
    assert "hide_parameters" in str(caught.value)


def test_a_locked_directory_is_told_of_quickly(tmp_path: Path) -> None:
    """Somebody else holds the file: the answer comes within the patience and says what to do."""
    url = f"sqlite:///{tmp_path / 'directory.sqlite'}"
    holder, waiter = writing_engine(url), writing_engine(url, patience=0.3)
    with holder.begin():
        began = time.monotonic()
        with pytest.raises(DirectoryUnavailable, match="locked by another program"):
            keep(waiter, a_service_row("jour"))
        assert 0.2 < time.monotonic() - began < 2
    holder.dispose()
    waiter.dispose()


def test_a_writer_does_not_keep_the_bot_waiting(engine: Engine, reader: Engine) -> None:
    """While staff save, visitors go on reading what was there before."""
    keep(engine, a_service_row("jour", name="Förr"))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "jour").name = "Nu"
        session.flush()
        with reading(reader) as bot:
            assert bot.query(Service.name).scalar() == "Förr"
    reader.dispose()


def test_reading_does_not_make_a_directory_that_is_not_there(tmp_path: Path) -> None:
    """A wrong path must not become an empty database that looks like an empty directory."""
    engine = reading_engine(f"sqlite:///{tmp_path / 'nowhere.sqlite'}")
    with pytest.raises(DirectoryUnavailable, match="no directory here"), reading(engine) as session:
        session.execute(text("SELECT 1"))
    assert not (tmp_path / "nowhere.sqlite").exists()


def test_a_file_that_is_no_database_is_told_of(tmp_path: Path) -> None:
    """Somebody pointed at the wrong file."""
    (tmp_path / "directory.sqlite").write_text("Detta är ingen databas. " * 100, encoding="utf-8")
    engine = reading_engine(f"sqlite:///{tmp_path / 'directory.sqlite'}")
    with pytest.raises(DirectoryUnavailable, match="not a database"), reading(engine) as session:
        session.execute(text("SELECT 1 FROM service"))
    engine.dispose()


def test_a_server_that_is_not_there_is_told_of() -> None:
    """No PostgreSQL on that port: an answer, not a hanging page."""
    engine = reading_engine("postgresql+psycopg://lotsen@127.0.0.1:1/directory")
    with pytest.raises(DirectoryUnavailable), reading(engine) as session:
        session.execute(text("SELECT 1"))
