"""The scanner finds what it must, in every form and place, and nothing else."""

from __future__ import annotations

import gzip
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.canary import Canary, Flock
from tests.privacy.scanner import changed_since, held_open, scan

FLOCK = Flock()
CANARY = FLOCK.hatch("here")
FRAME = "åäö {nonce} and {name}, {personnummer}, {phone}, {email}"

Write = Callable[[Canary], bytes]
FORMS: dict[str, Write] = {
    "utf-8": lambda canary: canary.nonce.encode(),
    "upper case": lambda canary: canary.nonce.upper().encode(),
    "in a name": lambda canary: canary.name.encode(),
    "utf-16 little": lambda canary: canary.nonce.encode("utf-16-le"),
    "utf-16 big": lambda canary: canary.nonce.encode("utf-16-be"),
    "in an address": lambda canary: f"/?q={quote(canary.name)}".encode(),
    "all percent": lambda canary: "".join(f"%{byte:02X}" for byte in canary.nonce.encode()).encode(),
    "packed": lambda canary: gzip.compress(canary.nonce.encode()),
    "personnummer": lambda canary: canary.personnummer.encode(),
    "personnummer, digits": lambda canary: b"19" + canary.personnummer.replace("-", "").encode(),
    "phone": lambda canary: canary.phone.encode(),
    "phone, abroad": lambda canary: (
        canary.phone.translate({32: None, 45: None}).replace("0", "+46", 1).encode()
    ),
    "phone, in a form": lambda canary: quote_plus(canary.phone).encode(),
    "phone, in an address": lambda canary: quote(canary.phone).encode(),
    "e-mail": lambda canary: canary.email.encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found(tmp_path: Path, form: str) -> None:
    """Once written in any of these ways, it is seen."""
    path = tmp_path / "file"
    path.write_bytes(
        b"before " + FORMS[form](CANARY) + b" after" if form != "packed" else FORMS[form](CANARY)
    )
    assert scan([path], FLOCK.marks())


def test_a_find_tells_where_the_canary_was_sent(tmp_path: Path) -> None:
    """Each has its label, so that a hit names the way that leaks."""
    path = tmp_path / "file"
    path.write_text(FLOCK.hatch("there").sing(FRAME), "utf-8")
    assert "there" in {FLOCK.label(find.context) for find in scan([path], FLOCK.marks())}


def test_another_runs_canaries_are_not_ours(tmp_path: Path) -> None:
    """Two runs side by side do not accuse each other, except by phone numbers, which are few."""
    path = tmp_path / "file"
    path.write_text(Flock().hatch("there").sing(FRAME), "utf-8")
    assert scan([path], [mark for mark in FLOCK.marks() if mark.everywhere]) == []


@given(st.integers(0, 3 * 64))
def test_no_border_between_two_pieces_hides_a_mark(before: int) -> None:
    """Large files are read in pieces; wherever the mark lies, it is seen."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(b"x" * before + CANARY.nonce.encode() + b"x" * 100)
        finds = scan([path], FLOCK.marks(), chunk=64)
    assert [(find.kind, find.form) for find in finds] == [("nonce", "utf-8")]


def test_databases_and_their_journals_are_searched(tmp_path: Path) -> None:
    """A row that was deleted, and one that only the journal holds."""
    since = time.time() - 2
    database = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE said (words TEXT)")
    database.execute("INSERT INTO said VALUES (?)", (CANARY.sing(FRAME),))
    database.execute("DELETE FROM said")
    finds = scan(changed_since([tmp_path], since), FLOCK.marks())
    database.close()
    assert "x.sqlite-wal" in {find.path.name for find in finds}


def test_a_file_that_is_already_unlinked_is_searched(tmp_path: Path) -> None:
    """A process can keep words in a file that no folder names."""
    with tempfile.TemporaryFile(dir=tmp_path) as file:
        file.write(CANARY.nonce.encode())
        file.flush()
        assert changed_since([tmp_path], 0) == []
        assert scan(held_open([os.getpid()]), FLOCK.marks())


def test_only_what_changed_is_searched(tmp_path: Path) -> None:
    """Old files are left alone, links are not followed, folders that are not there are no error."""
    (tmp_path / "old").write_text("x")
    time.sleep(0.05)
    moment = time.time()
    time.sleep(0.05)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "new").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "old")
    found = changed_since([tmp_path, tmp_path / "below", tmp_path / "nowhere"], moment)
    assert [path.name for path in found] == ["new"]


BROKEN = {
    "nothing": b"",
    "only a head": b"\x1f\x8b",
    "only looks packed": b"\x1f\x8bnot packed",
    "cut short": gzip.compress(b"x" * 99)[:-9],
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_broken_archives_are_no_error(tmp_path: Path, content: bytes) -> None:
    """What cannot be unpacked has been searched as it is."""
    (tmp_path / "file").write_bytes(content)
    assert scan([tmp_path / "file", tmp_path / "nowhere"], FLOCK.marks()) == []


def test_no_two_canaries_are_alike() -> None:
    """Else a find would be laid at the wrong door, and an answer taken for another's."""
    flock = Flock()
    assert len({flock.hatch(str(number)).nonce for number in range(1500)}) == 1500
