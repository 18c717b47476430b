"""The start before supervisord takes over: what is prepared, and what is said when it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.supervisor import __main__ as start
from bot.supervisor.ground import NotReady
from bot.supervisor.seeded import is_seeded
from bot.supervisor.settings import BadSetting, from_environment


def test_a_command_of_ours_is_run_and_its_progress_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Each line as it comes, indented; all of them are returned."""
    said = start._run(from_environment({}), "this")
    assert said.startswith("The Zen of Python")
    assert "  The Zen of Python" in capsys.readouterr().out


def test_a_command_that_fails_stops_the_start_and_is_named() -> None:
    """Not a traceback of the supervisor's own."""
    with pytest.raises(NotReady, match=r"`python -m directory nonsense` failed: see above"):
        start._run(from_environment({}), "directory", "nonsense")


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"LOTSEN_CHAT_PORT": "chat"}, "Cannot start: LOTSEN_CHAT_PORT is 'chat'"),
        ({"LOTSEN_CHAT_PORT": "8001"}, "Cannot start: Two of the LOTSEN_..._PORT settings"),
    ],
)
def test_a_wrong_setting_is_one_line(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], line: str
) -> None:
    """Exit with words before anything is trained or started."""

    def read() -> None:
        from_environment(environment)

    monkeypatch.setattr(start, "from_environment", read)
    with pytest.raises(SystemExit) as ended:
        start.main()
    assert str(ended.value).startswith(line)


@pytest.mark.parametrize("fault", [NotReady("no ground"), BadSetting("no setting")])
def test_both_kinds_of_fault_end_in_words(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """And with an exit code that is not 0."""

    def read() -> None:
        raise fault

    monkeypatch.setattr(start, "from_environment", read)
    with pytest.raises(SystemExit) as ended:
        start.main()
    assert ended.value.code == f"Cannot start: {fault}"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that preparing would run, without running them."""
    commands: list[str] = []

    def run(settings: object, module: str, *arguments: str) -> str:
        commands.append(" ".join((module, *arguments)))
        return "Training ...\nmodels/lotsen-abc.tar.gz\n"

    monkeypatch.setattr(start, "_run", run)
    return commands


def test_the_first_start_trains_makes_the_tables_and_seeds(ran: list[str], tmp_path: Path) -> None:
    """In this order; the model is the last line that the training prints."""
    settings = from_environment({"LOTSEN_DATA_DIR": str(tmp_path / "var")})
    assert start.prepare(settings) == "models/lotsen-abc.tar.gz"
    assert ran == ["bot.rasa_plugins.training", "directory init", "directory seed"]


def test_the_data_folder_is_for_its_owner_only(ran: list[str], tmp_path: Path) -> None:
    """Nobody else on the machine reads it."""
    settings = from_environment({"LOTSEN_DATA_DIR": str(tmp_path / "var")})
    start.prepare(settings)
    assert settings.data_dir.stat().st_mode & 0o077 == 0


def test_the_second_start_leaves_the_directory_alone(ran: list[str], tmp_path: Path) -> None:
    """What staff have changed stays, and two seconds are saved."""
    settings = from_environment({"LOTSEN_DATA_DIR": str(tmp_path)})
    start.prepare(settings)
    (tmp_path / "directory.sqlite").touch()
    ran.clear()
    start.prepare(settings)
    assert ran == ["bot.rasa_plugins.training"]


def test_a_seed_that_failed_is_done_again_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The stamp comes after the work."""
    settings = from_environment({"LOTSEN_DATA_DIR": str(tmp_path)})

    def run(settings: object, module: str, *arguments: str) -> str:
        if "seed" in arguments:
            raise NotReady("failed")
        return "model\n"

    monkeypatch.setattr(start, "_run", run)
    (tmp_path / "directory.sqlite").touch()
    with pytest.raises(NotReady):
        start.prepare(settings)
    assert not is_seeded(tmp_path)


def test_supervisord_stands_beside_this_python() -> None:
    """The start becomes it; there is none on the PATH."""
    assert (Path(sys.executable).parent / "supervisord").exists()
