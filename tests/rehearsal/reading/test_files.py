"""Which files belong to a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.places import ScriptError
from rehearsal.reading.files import read_paths
from tests.rehearsal.builders import write


def a_script(folder: Path, name: str, case: str) -> Path:
    """A file with one case."""
    return write(folder, name, f"test_cases:\n  - test_case: {case}\n    steps:\n      - user: hej\n")


def test_a_folder_gives_every_script_below_it(tmp_path: Path) -> None:
    """Files in order, both endings; fragments and other files are left alone."""
    a_script(tmp_path, "b/two.yaml", "two")
    a_script(tmp_path, "a/one.yml", "one")
    write(tmp_path, "_fragments/openings.yml", "fixtures:\n  - opening:\n      - user: hej\n")
    write(tmp_path, "a/README.md", "not a script")
    cases = read_paths([Path(".")], tmp_path)
    assert [(case.name, case.at.file) for case in cases] == [("one", "a/one.yml"), ("two", "b/two.yaml")]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A folder and a file in it may both be given."""
    path = a_script(tmp_path, "a/one.yml", "one")
    assert len(read_paths([Path("a"), path], tmp_path)) == 1


def test_a_script_outside_is_shown_with_its_whole_path(tmp_path: Path) -> None:
    """A tester may keep scripts elsewhere."""
    path = a_script(tmp_path / "elsewhere", "one.yml", "one")
    (case,) = read_paths([path], tmp_path / "project")
    assert case.at.file == path.as_posix()


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A slip on the command line is said, not passed over."""
    with pytest.raises(ScriptError, match="nowhere:1: there is no such file or folder"):
        read_paths([Path("nowhere")], tmp_path)


def test_a_name_is_used_once_in_a_run(tmp_path: Path) -> None:
    """Two cases with one name could not be told apart in a report."""
    a_script(tmp_path, "a.yml", "one")
    a_script(tmp_path, "b.yml", "one")
    with pytest.raises(ScriptError, match=r"b\.yml:2: the name 'one' is already used at a\.yml:2"):
        read_paths([Path(".")], tmp_path)
