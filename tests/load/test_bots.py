"""The names by which the assistant's processes are told apart."""

from __future__ import annotations

from configparser import RawConfigParser

import pytest

from tests.load.bots import OUR_PARTS
from tests.running.assistant import ROOT


def commands() -> list[str]:
    """Every command that supervisord starts."""
    read = RawConfigParser()
    read.read(ROOT / "ops" / "supervisord.conf", "utf-8")
    return [read[section]["command"] for section in read.sections() if section.startswith("program:")]


@pytest.mark.parametrize("command", commands())
def test_every_process_of_ours_has_a_name_of_its_own(command: str) -> None:
    """Else its memory is reported as that of nobody, or of two."""
    assert len([piece for piece in OUR_PARTS if piece in command]) == 1


def test_no_name_is_left_over() -> None:
    """The supervisor's own command line is not in its configuration, but announce's is."""
    assert all(any(piece in command for command in commands()) for piece in OUR_PARTS)
