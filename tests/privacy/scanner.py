"""Looks for marks in the bytes of files: databases, logs, archives, temporary files, unlinked files."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tests.privacy.canary import Mark

CHUNK = 8 * 1024 * 1024
_CONTEXT = 64
_NOT_FILES = frozenset({"/proc", "/sys", "/dev"})
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Find:
    """A mark in a file. `context`: the bytes from the mark on."""

    path: Path
    kind: str
    form: str
    context: bytes


def changed_since(roots: Iterable[Path], moment: float) -> list[Path]:
    """Regular files below the roots whose content or name changed after `moment` (seconds since 1970)."""
    found = {path for root in roots for path in _walk(root) if _is_changed_file(path, moment)}
    return sorted(found)


def held_open(pids: Iterable[int]) -> list[Path]:
    """Files that the processes hold open for themselves, also those that no folder names any more."""
    links = [link for pid in pids for link in _children(Path(f"/proc/{pid}/fd"))]
    return [link for link in links if _is_changed_file(link.resolve(), 0) or _is_unlinked(link)]


def scan(paths: Iterable[Path], marks: Iterable[Mark], chunk: int = CHUNK) -> list[Find]:
    """Each mark once a file, wherever it stands; archives are searched packed and unpacked.

    `chunk`: how many bytes are read at a time.
    """
    wanted = tuple(marks)
    return [find for path in paths for find in _scan_file(path, wanted, chunk)]


def _scan_file(path: Path, marks: tuple[Mark, ...], chunk: int) -> Iterator[Find]:
    try:
        with path.open("rb") as file:
            yield from _scan_stream(path, file, marks, chunk)
            file.seek(0)
            if file.read(2) == _GZIP:
                file.seek(0)
                with gzip.GzipFile(fileobj=file) as unpacked:
                    yield from _scan_stream(path, unpacked, marks, chunk)
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return  # gone meanwhile, or another user's
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return  # it only began like an archive; its plain bytes have been searched


def _scan_stream(
    path: Path, file: BinaryIO | gzip.GzipFile, marks: tuple[Mark, ...], chunk: int
) -> Iterator[Find]:
    """Reads in pieces that overlap by more than any mark is long."""
    missing = set(marks)
    tail = b""
    while missing and (piece := file.read(chunk)):
        data = tail + piece.lower()
        for mark in [mark for mark in missing if mark.pattern in data]:
            missing.discard(mark)
            at = data.index(mark.pattern)
            yield Find(path, mark.kind, mark.form, data[at : at + len(mark.pattern) + _CONTEXT])
        tail = data[-(max(len(mark.pattern) for mark in marks) + _CONTEXT) :]


def _walk(root: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if os.path.join(folder, name) not in _NOT_FILES]
        yield from (Path(folder, name) for name in names)


def _is_changed_file(path: Path, moment: float) -> bool:
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and max(about.st_mtime, about.st_ctime) >= moment


def _is_unlinked(link: Path) -> bool:
    """Unlinked or never in a folder (memfd), and a file: not a socket or a pipe."""
    try:
        return os.readlink(link).endswith("(deleted)") and stat.S_ISREG(link.stat().st_mode)
    except OSError:
        return False


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
