"""Tests of `python -m directory`: what it says, what it returns, and that it can be run again."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from directory import published
from directory.commands import EXAMPLES, Desk, examples, main, parser
from directory.database import writing_engine
from directory.settings import Settings
from tests.directory.builders import LEAST, MORNING, a_file, stopped_at
from tests.directory.databases import Server

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str]]
COMMANDS = (
    *("init", "seed", "status", "publish", "import", "export", "undo-import", "overdue", "verify"),
    *("backup", "restore"),
)


@pytest.fixture
def settings(server: Server, seeded_directory: str, tmp_path: Path) -> Settings:
    """A directory with the seed, not yet published."""
    return Settings(data_dir=tmp_path / "var", database_url=server.copy_of(seeded_directory))


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs a command on the seeded directory; gives its exit code and what it said."""
    return lambda *argv: run_on(settings, *argv)


def run_on(settings: Settings, *argv: str) -> tuple[int, str]:
    """Runs a command on any directory."""
    said = io.StringIO()
    return main(argv, Desk(settings, stopped_at(MORNING), said)), said.getvalue()


def alter(settings: Settings, statement: str) -> None:
    """Changes the database behind the program's back."""
    engine = writing_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_from_nothing_to_a_published_directory(server: Server, tmp_path: Path) -> None:
    """What `make run` does on a new machine."""
    settings = Settings(tmp_path / "var", server.new())
    code, said = run_on(settings, "seed")
    assert (code, "tables: made" in said, "70 new" in said) == (0, True, True)
    assert published.read(settings.published_path) is not None
    code, said = run_on(settings, "status")
    assert code == 0
    assert "tables: current" in said
    assert "services: 70, active: 70" in said
    assert "checked by staff: 0" in said
    assert "published copy: 2026-11-24 09:00" in said


def test_seeding_again_says_that_nothing_changed(run: Run) -> None:
    """And publishes all the same."""
    code, said = run("seed")
    assert (code, "70 unchanged" in said, "new" in said) == (0, True, False)


def test_an_import_publishes_what_it_brought(run: Run, settings: Settings, tmp_path: Path) -> None:
    """A visitor sees the new number even when the database goes down a minute later."""
    row = {"code": "hemloshetsjouren", "name_sv": "Hemlöshetsjouren", "organization": "Stockholms stad"}
    path = a_file(tmp_path, {**row, "phone": "070-174 06 05"})
    code, said = run("import", str(path))
    assert (code, "1 changed: hemloshetsjouren" in said) == (0, True)
    assert "69 in the directory but not in the file" in said
    copy = published.read(settings.published_path)
    assert copy is not None
    shown = {phone.number for card in copy.cards("homelessness", "sv") for phone in card.phones}
    assert "070-174 06 05" in shown
    assert "1 unchanged" in run("import", str(path))[1]


def test_a_dry_run_tells_and_changes_nothing(run: Run, settings: Settings, tmp_path: Path) -> None:
    """Neither the directory nor the copy."""
    path = a_file(tmp_path, LEAST)
    code, said = run("import", str(path), "--dry-run")
    assert (code, "1 new: min-mottagning" in said, "nothing was changed" in said) == (0, True, True)
    assert "services: 70" in run("status")[1]
    assert not settings.published_path.exists()


@pytest.mark.parametrize(("language", "words"), [("sv", "Rad 2, phone: "), ("en", "Row 2, phone: ")])
def test_a_file_with_faults_is_told_of_in_the_language_asked_for(
    run: Run, tmp_path: Path, language: str, words: str
) -> None:
    """Each fault on its line, and exit code 1."""
    path = a_file(tmp_path, {**LEAST, "phone": "070"})
    code, said = run("import", str(path), "--language", language)
    assert code == 1
    assert said.startswith(words)
    assert "faults: 1; nothing was changed" in said


def test_a_file_that_cannot_be_read_is_told_of(run: Run, tmp_path: Path) -> None:
    """No traceback for a wrong path."""
    code, said = run("import", str(tmp_path / "nowhere.csv"))
    assert (code, said.splitlines()[0][:22]) == (1, "Filen: går inte att lä")


def test_a_directory_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    """And how to make one."""
    settings = Settings(tmp_path, f"sqlite:///{tmp_path / 'directory.sqlite'}")
    code, said = run_on(settings, "status")
    assert (code, "python -m directory init" in said) == (3, True)
    assert not (tmp_path / "directory.sqlite").exists()


@pytest.mark.parametrize("command", ["publish", "import"])
@pytest.mark.parametrize(
    ("statement", "advice"),
    [
        ("UPDATE alembic_version SET version_num = 'tomorrow'", "update the program"),
        ("DROP TABLE alembic_version", "move it away"),
    ],
)
def test_a_directory_of_another_version_is_left_alone(
    run: Run, settings: Settings, tmp_path: Path, command: str, statement: str, advice: str
) -> None:
    """Told in a sentence, with exit code 3."""
    alter(settings, statement)
    argv = [command, str(a_file(tmp_path, LEAST))] if command == "import" else [command]
    code, said = run(*argv)
    assert (code, advice in said) == (3, True)
    assert run("status")[0] == 1


def test_a_locked_directory_is_told_of(tmp_path: Path) -> None:
    """Somebody else is writing: try again."""
    settings = Settings(tmp_path / "var", f"sqlite:///{tmp_path / 'directory.sqlite'}")
    assert run_on(settings, "init")[0] == 0
    holder = writing_engine(settings.database_url)
    with holder.begin():
        code, said = run_on(settings, "import", str(a_file(tmp_path, LEAST)))
    holder.dispose()
    assert code == 3
    assert said == "directory: the directory is locked by another program: try again in a moment\n"


def test_a_copy_that_cannot_be_written_is_told_of(run: Run, settings: Settings) -> None:
    """A file stands where the folder should be."""
    settings.data_dir.write_text("i vägen", encoding="utf-8")
    code, said = run("publish")
    assert (code, "cannot write" in said) == (4, True)


def test_status_never_shows_a_password(tmp_path: Path) -> None:
    """Terminals are seen and copied."""
    settings = Settings(tmp_path, "postgresql+psycopg://lotsen:hemligt@127.0.0.1:1/directory")
    code, said = run_on(settings, "status")
    assert code == 3
    assert "hemligt" not in said


def test_every_example_in_the_help_is_a_command_that_works() -> None:
    """Examples are what people copy."""
    lines = re.findall(r"^  python -m directory (.+?)(?:  |$)", EXAMPLES, re.MULTILINE)
    assert len(lines) == 10
    for line in lines:
        assert parser().parse_args(line.split()).command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples_that_work(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m directory COMMAND --help`."""
    with pytest.raises(SystemExit, match="0"):
        parser().parse_args([name, "--help"])
    shown = capsys.readouterr().out
    for line in examples(name):
        assert f"  python -m directory {line}" in shown
        assert line.split()[0] == name
        assert parser().parse_args(line.split()).command


def test_a_word_that_is_no_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """With exit code 2, as everywhere."""
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["sedd"])
    assert "seed" in capsys.readouterr().err


def test_it_can_be_run_as_a_module(tmp_path: Path) -> None:
    """`python -m directory` reads its settings from the environment."""
    done = subprocess.run(
        [sys.executable, "-m", "directory", "init"],
        cwd=ROOT,
        env={"LOTSEN_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip - one call
    assert (done.returncode, done.stdout, done.stderr) == (0, "tables: made\n", "")
    assert (tmp_path / "directory.sqlite").exists()
