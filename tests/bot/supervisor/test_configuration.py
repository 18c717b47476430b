"""ops/supervisord.conf: every house is started again when it dies, and nobody keeps a log."""

from __future__ import annotations

import re
from configparser import RawConfigParser

import pytest

from bot.supervisor.settings import ROOT, from_environment

CONFIGURATION = RawConfigParser(inline_comment_prefixes=(";",))
CONFIGURATION.read(ROOT / "ops" / "supervisord.conf")
PROGRAMS = [name for name in CONFIGURATION.sections() if name.startswith("program:")]
HOUSES = [name for name in PROGRAMS if name != "program:announce"]


def test_the_houses_are_the_four_that_answer() -> None:
    """A house without a process, or a process without a house, is a mistake."""
    assert {name.removeprefix("program:") for name in HOUSES} == {"rasa", "actions", "chat", "staff"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_a_process_says_goes_to_the_terminal_and_to_no_file(program: str) -> None:
    """supervisord's default is a log file a process in the temporary folder."""
    section = CONFIGURATION[program]
    assert section["stdout_logfile"] == "/dev/fd/1"
    assert section["redirect_stderr"] == "true"
    assert "stderr_logfile" not in section


def test_supervisord_itself_writes_no_log_and_opens_no_control_socket() -> None:
    """Nobody can read the processes' output through it afterwards."""
    assert CONFIGURATION["supervisord"]["logfile"] == "/dev/null"
    assert not {"unix_http_server", "inet_http_server"} & set(CONFIGURATION.sections())


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_that_dies_is_started_again_for_ever(house: str) -> None:
    """And all its own children go with it when it is stopped."""
    section = CONFIGURATION[house]
    assert section["autorestart"] == "true"
    assert int(section["startretries"]) > 10_000
    assert section["stopasgroup"] == section["killasgroup"] == "true"


def test_rasa_listens_on_loopback_behind_the_hush_without_its_own_api() -> None:
    """The three things that make a bare Rasa harmless."""
    command = CONFIGURATION["program:rasa"]["command"]
    assert "-m bot.rasa_plugins.serve run" in command
    assert "--interface 127.0.0.1" in command
    assert "--enable-api" not in command
    assert "--debug" not in command
    assert not re.search(r"\s-v+\b", command)


def test_every_variable_that_the_file_asks_for_is_set_by_the_start() -> None:
    """supervisord refuses to start on a missing one."""
    asked = set(re.findall(r"%\(ENV_(\w+)\)s", (ROOT / "ops" / "supervisord.conf").read_text("utf-8")))
    asked.discard("")
    given = from_environment({}).environment({}).keys() | {"LOTSEN_PYTHON", "LOTSEN_MODEL"}
    assert asked <= given
