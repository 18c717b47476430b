"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gateway.settings import REPOSITORY, SettingError, Settings, from_environment, read


def test_without_variables_everything_stays_on_this_machine() -> None:
    """The defaults are loopback, no testers' door, and a neutral Swedish page to leave to."""
    settings = read({})
    assert (settings.host, settings.chat_port, settings.tester) == ("127.0.0.1", 8000, False)
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.leave_to == "https://www.smhi.se"
    assert settings.answer_step == 0.25
    assert settings.data_dir == REPOSITORY / "var"


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("LOTSEN_CHAT_PORT", "9000", "chat_port", 9000),
        ("LOTSEN_TESTER_PORT", "9002", "tester_port", 9002),
        ("LOTSEN_RASA_PORT", "9005", "rasa_port", 9005),
        ("LOTSEN_TESTER", "1", "tester", True),
        ("LOTSEN_TESTER", "0", "tester", False),
        ("LOTSEN_TESTER", "", "tester", False),
        ("LOTSEN_DATA_DIR", "/srv/data", "data_dir", Path("/srv/data")),
        ("LOTSEN_ANSWER_STEP_MS", "0", "answer_step", 0),
        ("LOTSEN_LEAVE_TO", "https://example.org/", "leave_to", "https://example.org/"),
    ],
)
def test_each_variable(name: str, value: str, field: str, expected: object) -> None:
    """One variable changes one setting."""
    assert getattr(read({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOTSEN_CHAT_PORT", "åttatusen"),
        ("LOTSEN_CHAT_PORT", "-1"),
        ("LOTSEN_CHAT_PORT", "70000"),
        ("LOTSEN_LEAVE_TO", "javascript:alert(1)"),
        ("LOTSEN_LEAVE_TO", "smhi.se"),
        ("LOTSEN_MAX_SESSIONS", "many"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    """The message says which variable and what would do."""
    with pytest.raises(SettingError, match=name):
        read({name: value})


def test_the_process_environment_is_read() -> None:
    """Whatever is set here, a Settings comes out."""
    assert isinstance(from_environment(), Settings)


def test_turns_are_counted_in_the_directory_unless_told_otherwise() -> None:
    """In the same place as the directory's own programs; a narrower user of the database may be named."""
    assert read({"LOTSEN_DATA_DIR": "/srv/data"}).database_url == "sqlite:////srv/data/directory.sqlite"
    assert (
        read({"LOTSEN_DATABASE_URL": "postgresql://db/lotsen"}).database_url
        == "postgresql+psycopg://db/lotsen"
    )
    both = {
        "LOTSEN_DATABASE_URL": "postgresql://db/lotsen",
        "LOTSEN_COUNTING_URL": "postgresql://c:p@db/lotsen",
    }
    assert read(both).database_url == "postgresql+psycopg://c:p@db/lotsen"
    assert "c:p@" not in repr(read(both))
    assert (read({}).counting, read({"LOTSEN_COUNTING": "off"}).counting) == (True, False)
    with pytest.raises(SettingError, match="LOTSEN_COUNTING"):
        read({"LOTSEN_COUNTING": "nej"})
