"""The files of an HSDS package: a zip, a folder or one JSON file, within limits and never written to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from directory.importing.faults import Fault
from directory.importing.hsds_faults import Place, problem

MOST_PACKED = 30_000_000
MOST_UNPACKED = 150_000_000
MOST_FILES = 20_000
_READ_SUFFIXES = (".csv", ".json")
_CHUNK = 1 << 20


@dataclass(slots=True)
class Files:
    """Name inside the package -> bytes; and what keeps the package from being read."""

    by_name: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, name: str, file: str = "", **values: object) -> None:
        """Notes a fault of the whole package or of one file in it."""
        self.faults.append(Place(file, 0).fault("", problem(name, **values)))


class _TooLarge(Exception):
    """The package unpacks to more than we take."""


def read_files(path: Path) -> Files:
    """Every CSV and JSON file of the package; never raises for a bad one."""
    files = Files()
    try:
        if path.is_dir():
            _take(files, _of_folder(path))
        elif path.stat().st_size > MOST_PACKED:
            raise _TooLarge
        elif zipfile.is_zipfile(path):
            _read_zip(files, path)
        elif path.suffix.casefold() == ".json":
            files.by_name[path.name] = path.read_bytes()
        else:
            files.refuse(
                "hsds_broken_zip" if path.suffix.casefold() == ".zip" else "hsds_no_package", path.name
            )
    except _TooLarge:
        files.by_name.clear()
        files.refuse("hsds_too_large", path.name, value=f"{MOST_UNPACKED // 1_000_000} MB")
    except OSError:
        files.refuse("hsds_unreadable", path.name)
    return files


def _of_folder(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder; links are not followed out of it."""
    root = path.resolve()
    for file in sorted(path.rglob("*")):
        if (
            file.suffix.casefold() in _READ_SUFFIXES
            and file.resolve().is_relative_to(root)
            and file.is_file()
        ):
            if file.stat().st_size > MOST_UNPACKED:
                raise _TooLarge
            yield file.relative_to(path).as_posix(), file.read_bytes()


def _read_zip(files: Files, path: Path) -> None:
    """The files of a zip. Nothing is unpacked to disk; a bad name is refused all the same."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _TooLarge
            for entry in entries:
                if _is_unsafe(entry.filename):
                    files.refuse("hsds_unsafe_name", path.name, value=entry.filename)
            if not files.faults:
                _take(files, _of_zip(archive, entries))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError):
        files.by_name.clear()
        files.refuse("hsds_broken_zip", path.name)


def _is_unsafe(name: str) -> bool:
    """True for a name that would lead out of the folder it is unpacked to."""
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name or "\x00" in name


def _of_zip(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """The CSV and JSON files, read no further than we take: a header may lie about the size."""
    left = MOST_UNPACKED
    for entry in entries:
        name = PurePosixPath(entry.filename)
        if name.suffix.casefold() not in _READ_SUFFIXES or name.parts[0] == "__MACOSX":
            continue
        read = bytearray()
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                read += chunk
                if len(read) > left:
                    raise _TooLarge
        left -= len(read)
        yield entry.filename, bytes(read)


def _take(files: Files, found: Iterator[tuple[str, bytes]]) -> None:
    """Keeps the files, without the one folder that everything may lie in."""
    total = 0
    for name, content in found:
        total += len(content)
        if total > MOST_UNPACKED or len(files.by_name) >= MOST_FILES:
            raise _TooLarge
        files.by_name[name] = content
