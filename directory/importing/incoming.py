"""Any file that can be brought in, told apart by what it is: a services file, or an HSDS package."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import TypeAlias

from directory.history import RecordedSession
from directory.importing.applying import Applied, apply
from directory.importing.hsds_applying import apply_hsds
from directory.importing.hsds_previewing import HsdsPreview, preview_hsds
from directory.importing.previewing import Preview, preview
from directory.models import ImportBatch

Seen: TypeAlias = "Preview | HsdsPreview"
_LONGEST_NAME = 100


def look_at(path: Path) -> Seen:
    """What is in the file or the folder, and what is wrong with it; never raises for a bad one."""
    return preview_hsds(path) if _is_package(path) else preview(path)


def look_at_content(file_name: str, content: bytes) -> Seen:
    """The same for a file that was sent to us; it lies on the disk only while it is read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(file_name)
        path.write_bytes(content)
        return look_at(path)


def bring_in(session: RecordedSession, seen: Seen, batch: ImportBatch, keep: Collection[str] = ()) -> Applied:
    """All of the file or nothing; see `apply` and `apply_hsds`."""
    if isinstance(seen, HsdsPreview):
        return apply_hsds(session, seen, batch, keep)
    return apply(session, seen, batch, keep)


def safe_name(file_name: str) -> str:
    """The last part of a name that somebody sent, without marks that mean something to a disk."""
    last = PurePosixPath(PureWindowsPath(file_name).name).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '/\\:*?"<>|')
    return kept.strip(". ")[-_LONGEST_NAME:] or "fil"


def _is_package(path: Path) -> bool:
    """True for folders, .zip and what begins as JSON does."""
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            beginning = file.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return False
    return beginning.startswith((b"{", b"[")) or (
        beginning.startswith(b"PK") and path.suffix.casefold() == ".zip"
    )
