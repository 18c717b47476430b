"""Ports and places from the environment, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gateway.settings import read as gateway_settings
from bot.supervisor.settings import ROOT, BadSetting, from_environment


def test_without_anything_set_the_ports_are_those_of_the_readme() -> None:
    """8000, 8001, 8002 outside; the testers' door stays closed."""
    settings = from_environment({})
    assert (settings.ports["CHAT"], settings.ports["STAFF"], settings.ports["TESTER"]) == (8000, 8001, 8002)
    assert "TESTER" not in settings.used_ports
    assert settings.data_dir == ROOT / "var"


@pytest.mark.parametrize("value", ["1", "yes"])
@pytest.mark.parametrize("name", ["TESTER", "LOTSEN_TESTER"])
def test_the_testers_door_opens_when_asked(name: str, value: str) -> None:
    """`make run TESTER=1`."""
    assert from_environment({name: value}).used_ports["TESTER"] == 8002


@pytest.mark.parametrize("value", ["", "0"])
def test_and_stays_closed_when_told(value: str) -> None:
    """`make run TESTER=0`."""
    assert not from_environment({"TESTER": value}).tester


@pytest.mark.parametrize("value", ["chat", "80", "70000", "-1"])
def test_a_port_that_is_none_is_named(value: str) -> None:
    """The variable, what it holds, and what it must be."""
    with pytest.raises(BadSetting, match=f"LOTSEN_CHAT_PORT is '{value}'; it must be a number from 1024"):
        from_environment({"LOTSEN_CHAT_PORT": value})


def test_two_houses_cannot_have_one_port() -> None:
    """Else one of them would come up and the other never."""
    with pytest.raises(BadSetting, match="same port"):
        from_environment({"LOTSEN_CHAT_PORT": "8001"})


def test_children_get_quiet_and_the_ports() -> None:
    """Telemetry off, no debug log, every port by name."""
    environment = from_environment({"LOTSEN_RASA_PORT": "6000"}).environment({"LOG_LEVEL": "DEBUG"})
    assert environment["LOTSEN_RASA_PORT"] == "6000"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["LOG_LEVEL"] == "ERROR"


@pytest.mark.parametrize(
    ("given", "folder"), [("", ROOT / "var"), ("data", ROOT / "data"), ("/srv/lotsen", Path("/srv/lotsen"))]
)
def test_the_data_folder_is_absolute_for_every_child(given: str, folder: Path) -> None:
    """The houses may be started elsewhere than in the root."""
    settings = from_environment({"LOTSEN_DATA_DIR": given})
    assert settings.data_dir == folder
    assert settings.environment({})["LOTSEN_DATA_DIR"] == str(folder)


@pytest.mark.parametrize(("tester", "told"), [("1", "1"), ("0", "")])
def test_the_gateway_is_told_about_the_testers_door_in_its_own_words(tester: str, told: str) -> None:
    """It opens on "1", and "0" must not be taken for yes."""
    children = from_environment({"TESTER": tester}).environment({"LOTSEN_TESTER": "1", "TESTER": tester})
    assert children["LOTSEN_TESTER"] == told
    assert gateway_settings(children).tester is (told == "1")


@pytest.mark.parametrize(
    "name", ["LOG_LEVEL", "LOG_LEVEL_LIBRARIES", "RASA_TELEMETRY_ENABLED", "PYTHONWARNINGS"]
)
def test_no_environment_can_make_it_talk(name: str) -> None:
    """What the start sets, a forgotten variable in somebody's shell does not undo."""
    settings = from_environment({})
    assert settings.environment({name: "DEBUG"})[name] == settings.environment({})[name] != "DEBUG"


def test_a_wrong_setting_of_the_start_is_none_of_the_gateways() -> None:
    """Both read the same ports out of the same environment."""
    children = from_environment({"LOTSEN_CHAT_PORT": "6001", "LOTSEN_TESTER_PORT": "6002"}).environment({})
    read = gateway_settings(children)
    assert (read.chat_port, read.tester_port, read.rasa_port) == (6001, 6002, 5005)
