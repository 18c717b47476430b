"""The directory is locked, lost, old or broken while people write: they still get numbers to call."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from directory import published
from tests.running.assistant import Assistant, running_assistant
from tests.running.visitor import DoorVisitor, PageVisitor

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(300)]

ORDINARY, DANGER = "Jag säljer sex och vill prata med någon", "Han står utanför dörren med en kniv"
NEED = "sells_sex"
Harm = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def hurt() -> Iterator[Assistant]:
    """An assistant of this module's own, because its directory will suffer."""
    with running_assistant() as one:
        yield one


@contextmanager
def written_to(database: Path) -> Iterator[None]:
    """Another program is in the middle of a long change; readers may go on."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program has the file for itself; nobody may even read."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE service SET code = code")
        yield


@contextmanager
def deleted(database: Path) -> Iterator[None]:
    """The file and its journals are gone; afterwards a safe copy is put in their place."""
    safe = _safe_copy(database)
    for file in _files(database):
        file.unlink()
    yield
    safe.replace(database)


@contextmanager
def older(database: Path) -> Iterator[None]:
    """A database of an earlier version: some of what we read is not in it."""
    with _replaced(database):
        with closing(sqlite3.connect(database)) as old:
            old.execute("UPDATE alembic_version SET version_num = '0000'")
            _shorten_history(old)
            old.execute("ALTER TABLE schedule RENAME TO opening_hours")
            old.execute("ALTER TABLE phone RENAME COLUMN number TO telephone")
            old.commit()
        yield


@contextmanager
def empty(database: Path) -> Iterator[None]:
    """No byte in it, as after a full disk."""
    with _replaced(database):
        database.write_bytes(b"")
        yield


@contextmanager
def rubbish(database: Path) -> Iterator[None]:
    """Not a database."""
    with _replaced(database):
        database.write_bytes(b"not a database " * 1000)
        yield


@contextmanager
def _replaced(database: Path) -> Iterator[None]:
    """The files may be spoiled inside the block; afterwards the safe copy is there."""
    safe = _safe_copy(database)
    try:
        yield
    finally:
        for file in _files(database):
            file.unlink()
        safe.replace(database)


def _shorten_history(database: sqlite3.Connection) -> None:
    """As an earlier state has it; by the history's length the bot sees that it must read again."""
    guards = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (guard,) in guards:  # the history lets nothing be taken from it
        database.execute(f"DROP TRIGGER {guard}")
    database.execute("DELETE FROM metadata WHERE rowid = (SELECT max(rowid) FROM metadata)")


def _files(database: Path) -> list[Path]:
    return list(database.parent.glob(f"{database.name}*"))


def _safe_copy(database: Path) -> Path:
    """As an operator makes one: whole, whatever is in the journal."""
    safe = database.with_name("safe-copy.sqlite")
    safe.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as source:
        source.execute("VACUUM INTO ?", (str(safe),))
    with closing(sqlite3.connect(safe)) as copy:
        copy.execute("PRAGMA journal_mode = WAL")
    return safe


def asked(assistant: Assistant, text: str = ORDINARY) -> DoorVisitor:
    """A tester of a new conversation who has said this; `last` is the answer."""
    with DoorVisitor(assistant.url("TESTER")) as door:
        assert door.say(text).status == 200
        return door


def says_what_is_open(assistant: Assistant) -> bool:
    """Whether the cards come from the directory: the copy cannot know the hour."""
    return any(card["open_now"] is not None for card in asked(assistant).last["cards"])


def cards_of(assistant: Assistant) -> list[str]:
    """The services shown for the ordinary need."""
    return [card["service"] for card in asked(assistant).last["cards"]]


def copy_of(assistant: Assistant) -> list[str]:
    """The services of the last good copy for the ordinary need."""
    copy = published.read(assistant.folder / "var" / "published.json")
    assert copy
    return [card.service for card in copy.cards(NEED, "sv")]


@pytest.mark.parametrize("harm", [locked, deleted, older, empty, rubbish])
def test_a_directory_that_does_not_answer(hurt: Assistant, harm: Harm) -> None:
    """The last good copy answers, the page shows its numbers, danger is danger; then it is back."""
    assert says_what_is_open(hurt)
    with harm(hurt.folder / "var" / "directory.sqlite"):
        assert cards_of(hurt) == copy_of(hurt) != []
        assert not says_what_is_open(hurt)
        responses = [said["response"] for said in asked(hurt).last["messages"]]
        assert "utter_no_cards" not in responses
        with PageVisitor(hurt.url("CHAT")) as page:
            answer = page.say(ORDINARY)
            assert answer.status == 200
            assert 'href="tel:' in answer.text
            assert 'href="/akut"' in answer.text
        danger = asked(hurt, DANGER).last
        assert danger["crisis"]
        assert danger["cards"][0]["service"] == "112"
        staff = httpx.get(hurt.url("STAFF"), timeout=30, follow_redirects=True)
        assert staff.status_code == 503
        assert "<h1" in staff.text
    assert says_what_is_open(hurt)
    assert httpx.get(hurt.url("STAFF"), timeout=30, follow_redirects=True).status_code == 200


def test_a_long_change_by_another_program_is_not_noticed(hurt: Assistant) -> None:
    """Readers do not wait for writers."""
    with written_to(hurt.folder / "var" / "directory.sqlite"):
        assert says_what_is_open(hurt)


def test_a_restored_directory_is_read_without_a_restart(hurt: Assistant) -> None:
    """What stands in the file that was put there is shown, not what stood in the one before."""
    database = hurt.folder / "var" / "directory.sqlite"
    name = asked(hurt).last["cards"][0]["name"]
    safe = _safe_copy(database)
    with closing(sqlite3.connect(safe)) as restored:
        _shorten_history(restored)
        restored.execute("DELETE FROM service WHERE name = ?", (name,))
        restored.commit()
    for file in _files(database):
        file.unlink()
    safe.replace(database)
    assert name not in [card["name"] for card in asked(hurt).last["cards"]]


def test_without_directory_and_copy_112_is_left(hurt: Assistant) -> None:
    """Both are gone: words that name 112, and the constants, in danger and without."""
    copy = hurt.folder / "var" / "published.json"
    aside = copy.with_name("aside.json")
    with deleted(hurt.folder / "var" / "directory.sqlite"):
        shutil.move(copy, aside)
        reply = asked(hurt).last
        assert any("112" in said["text"] for said in reply["messages"])
        assert reply["cards"][0]["service"] == "112"
        assert asked(hurt, DANGER).last["cards"][0]["service"] == "112"
        akut = httpx.get(f"{hurt.url('CHAT')}/akut", timeout=30)
        assert akut.status_code == 200
        assert 'href="tel:112"' in akut.text
        shutil.move(aside, copy)
    assert asked(hurt).last["cards"]
