"""From the paths on the command line to the cases of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rehearsal.places import Place, ScriptError
from rehearsal.reading.cases import read_file
from rehearsal.script import Case


def read_paths(paths: Iterable[Path], root: Path) -> tuple[Case, ...]:
    """Every case under the paths, in the order of the files; `root` is left out of the names that are shown.

    Raises ScriptError for a path that is not there, a file that cannot be read, and a name used twice.
    """
    cases: list[Case] = []
    for path in dict.fromkeys(file for given in paths for file in _files(given, root)):
        cases += read_file(path, _shown(path, root))
    _check_names(cases)
    return tuple(cases)


def _files(given: Path, root: Path) -> Iterator[Path]:
    path = given if given.is_absolute() else root / given
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from _scripts(path)
    else:
        raise ScriptError(Place(str(given), 1), "there is no such file or folder.")


def _scripts(folder: Path) -> list[Path]:
    """YAML files below a folder; names that start with _ or . hold other things than cases."""
    found = (path for ending in ("*.yml", "*.yaml") for path in folder.rglob(ending))
    return sorted(p for p in found if not any(part[0] in "_." for part in p.relative_to(folder).parts))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _check_names(cases: Iterable[Case]) -> None:
    first: dict[str, Place] = {}
    for case in cases:
        known = first.setdefault(case.name, case.at)
        if known != case.at:
            raise ScriptError(case.at, f"the name '{case.name}' is already used at {known}.")
