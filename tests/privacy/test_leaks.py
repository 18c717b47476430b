"""A visitor's words, told in every way, are in no file, database or output: not while it runs, not after.

What makes this test able to fail is in test_control.py: the same scan finds the words where they do leak.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.privacy import told
from tests.privacy.canary import Flock, Mark
from tests.privacy.scanner import changed_since, held_open, scan
from tests.privacy.songs import SENTENCES, Sentence
from tests.running.assistant import ROOT, Assistant, running_assistant

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(400)]

PLACES = (
    ROOT,
    Path.home(),
    Path(tempfile.gettempdir()),
    Path("/tmp"),
    Path("/var/tmp"),
    Path("/var/log"),
    Path("/dev/shm"),
)


@dataclass(frozen=True)
class Soak:
    """What was answered, by way; what the scan found; how much it looked at; what the processes printed."""

    answers: told.Answers
    running: list[str]
    ended: list[str]
    files: int
    output: str
    core_limits: set[str]
    flock: Flock


@pytest.fixture(scope="module")
def soak() -> Iterator[Soak]:
    """An assistant that is told everything, ended, and searched."""
    since, flock = time.time(), Flock()
    with running_assistant() as assistant:
        pids = assistant.pids("")
        core_limits = {limit for pid in pids for limit in _core_limit(pid)}
        answers = told.through_both_doors(assistant, flock)
        answers |= told.in_the_wrong_place(assistant, flock)
        answers |= told.behind_the_house(assistant, flock)
        answers |= told.while_parts_are_dead(assistant, flock)
        assistant.wait_until_ready()
        answers |= told.and_take_their_leave(assistant, flock)
        running, _ = _search(assistant, flock, since)
        assistant.process.terminate()
        assistant.process.wait(30)
        ended, files = _search(assistant, flock, since)
        output = assistant.output.read_text("utf-8", "replace")
        yield Soak(answers, running, ended, files, output, core_limits, flock)


def _search(assistant: Assistant, flock: Flock, since: float) -> tuple[list[str], int]:
    """What was found and where it had been sent; in how many files was looked."""
    own = changed_since([assistant.folder], 0) + held_open(assistant.pids(""))
    others = [path for path in changed_since(PLACES, since) if path not in set(own)]
    finds = scan(own, flock.marks()) + scan(others, _unmistakable(flock))
    said = [f"{find.path}: {find.kind} in {find.form} ({flock.label(find.context)})" for find in finds]
    return said, len(own) + len(others)


def _unmistakable(flock: Flock) -> list[Mark]:
    return [mark for mark in flock.marks() if mark.everywhere]


def _core_limit(pid: int) -> list[str]:
    """The most bytes of a core file, soft and hard."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line for line in lines if line.startswith("Max core file size")).split()[4:6]


def test_no_word_is_anywhere_while_it_runs(soak: Soak) -> None:
    """Files and databases of the assistant, unlinked files that it holds open, all other folders."""
    assert soak.running == []


def test_no_word_is_anywhere_after_its_end(soak: Soak) -> None:
    """SIGTERM writes nothing down."""
    assert soak.ended == []


def test_the_search_looked_where_words_could_be(soak: Soak) -> None:
    """There were files to be searched, and the accidents left their lines in the output."""
    assert soak.files >= 4
    assert "Ready in" in soak.output
    assert "handlers:" in soak.output  # where Rasa stumbled over the odd requests


def test_no_process_may_write_its_memory_to_a_file(soak: Soak) -> None:
    """A crash leaves no core file."""
    assert soak.core_limits == {"0"}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.way)
def test_each_way_was_really_taken(soak: Soak, sentence: Sentence) -> None:
    """The testers' door understood the sentence as meant, and the page showed it to its writer."""
    reply = json.loads(soak.answers[f"{sentence.way}, door"].text)
    assert reply.items() >= sentence.meaning.items()
    page = soak.answers[f"{sentence.way}, page"]
    assert page.status == 200
    assert page.names(*(nonce for nonce, way in soak.flock.labels.items() if way == f"{sentence.way}, page"))


def test_what_points_at_a_person_is_hidden_even_from_the_writer(soak: Soak) -> None:
    """Number, phone and address are gone before the page, so before Rasa; the rest is shown."""
    for way, answer in soak.answers.items():
        if way.endswith(", page"):
            assert not answer.names(soak.flock.personnummer, soak.flock.phone, "@example.org"), way


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ("too long", 413),
        ("forged button", 409),
        ("no form", 400),
        ("half a form", 400),
        ("address", 404),
        ("static", 404),
        ("broken JSON", 400),
        ("strange JSON", 400),
        ("unknown conversation", 410),
        ("forged choice", 409),
        ("actions, unknown", 404),
        ("staff, address", 303),
        ("exit", 303),
        ("delete", 200),
        ("forget", 204),
    ],
)
def test_each_accident_really_happened(soak: Soak, way: str, status: int) -> None:
    """Refused in the way that belongs to it."""
    assert soak.answers[way].status == status


@pytest.mark.parametrize("when", ["locked directory", "actions dead", "Rasa dying", "Rasa dead"])
def test_dead_parts_were_answered_for(soak: Soak, when: str) -> None:
    """A useful answer through both doors; so the words had come in."""
    told_then = {way: answer for way, answer in soak.answers.items() if way.startswith(f"{when}, ")}
    assert len(told_then) >= 2
    for way, answer in told_then.items():
        assert answer.status == 200, way
        assert answer.names("112", "tel:"), way
