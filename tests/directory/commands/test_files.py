"""Tests of the commands that bring files in, take files out, and take an import back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from directory.database import writing, writing_engine
from directory.settings import Settings
from tests.directory.builders import LEAST, MORNING, STAFF, a_file, service_of, stopped_at
from tests.directory.commands.conftest import Run


def test_what_is_exported_can_be_imported_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    """The spreadsheet file and both packages, zip or folder."""
    for form in ("csv", "hsds-json", "hsds-csv"):
        folder = tmp_path / form
        code, said = run("export", "--format", form, str(folder))
        assert (code, "written: " in said) == (0, True)
        path = folder / "verksamheter.csv" if form == "csv" else folder
        code, said = run("import", str(path))
        assert code == 0, said
        assert re.search(r"^(69|70) unchanged", said, re.MULTILINE), said
        assert "new" not in said


def test_an_export_is_for_its_owner_alone_and_replaces_the_last(run: Run, tmp_path: Path) -> None:
    """With the internal notes only when they are asked for."""
    run("export", str(tmp_path))
    path = tmp_path / "verksamheter.csv"
    assert path.stat().st_mode & 0o077 == 0
    assert "intern anteckning" not in path.read_text(encoding="utf-8-sig")
    run("export", "--internal", str(tmp_path))
    assert "intern anteckning" in path.read_text(encoding="utf-8-sig")
    assert [one.name for one in tmp_path.glob("*.csv")] == ["verksamheter.csv"]


def test_an_import_is_taken_back_by_its_id(run: Run, tmp_path: Path) -> None:
    """The number is again what it was, and it cannot be taken back twice."""
    row = {"code": "hemloshetsjouren", "name_sv": "Hemlöshetsjouren", "organization": "Stockholms stad"}
    before = exported(run, tmp_path)
    _code, said = run("import", str(a_file(tmp_path, {**row, "phone": "070-174 06 05"})))
    (batch,) = re.findall(r"^import: (\S+)", said, re.MULTILINE)
    assert exported(run, tmp_path) != before
    code, said = run("undo-import", batch, "--by", "katalogen@example.org")
    assert (code, "rows taken back" in said, "published: " in said) == (0, True, True)
    assert exported(run, tmp_path) == before
    assert run("undo-import", batch)[0] == 1
    assert run("undo-import", "nothing")[0] == 1


def exported(run: Run, folder: Path) -> str:
    """The file for a spreadsheet."""
    run("export", str(folder))
    return (folder / "verksamheter.csv").read_text(encoding="utf-8-sig")


def test_services_that_people_have_changed_can_be_kept(run: Run, settings: Settings, tmp_path: Path) -> None:
    """With --keep; without it the file rules."""
    path = a_file(tmp_path, {**LEAST, "description_sv": "Ur filen."})
    run("import", str(path))
    engine = writing_engine(settings.database_url)
    with writing(engine, STAFF, stopped_at(MORNING.replace(hour=10))) as session:
        service_of(session, LEAST["code"]).description = "Av personal."
    engine.dispose()
    assert "1 kept as people have made them" in run("import", str(path), "--keep")[1]
    assert "1 changed" in run("import", str(path))[1]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"{", json.dumps({"a": 1}).encode()])
def test_a_package_that_is_broken_is_told_of(run: Run, tmp_path: Path, content: bytes) -> None:
    """With exit code 1 and no traceback."""
    path = tmp_path / "paket.zip"
    path.write_bytes(content)
    code, said = run("import", str(path))
    assert (code, "nothing was changed" in said) == (1, True)
