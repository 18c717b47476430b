"""A whole run with a fake assistant: what is printed, and the exit code."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import pytest

from rehearsal.command import Assistant, Command
from rehearsal.door import BadAnswer, NobodyThere
from rehearsal.options import Options
from tests.rehearsal.builders import a_reply, write
from tests.rehearsal.fakes import WELL, FakeDoor

SCRIPT = """
test_cases:
  - test_case: somebody says hello
    languages: [sv, en]
    steps:
      - user: {sv: hej, en: hello}
      - need: greet
"""
HERE = Options((Path("."),))
GREETS = {"hej": a_reply(need="greet"), "hello": a_reply(need="greet")}


class Gone(FakeDoor):
    """Nobody behind the door."""

    def health(self) -> Mapping[str, str]:
        """Not there."""
        raise NobodyThere("nobody answers at http://127.0.0.1:8002")


def run(folder: Path, options: Options = HERE, door: Assistant | None = None) -> tuple[int, str]:
    """Exit code and output of a run in a folder."""
    out = StringIO()
    code = Command(folder, out, lambda _url: nullcontext(door or FakeDoor(GREETS)), lambda: 0.0).run(options)
    return code, out.getvalue()


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder with one script in two languages."""
    write(tmp_path, "talk.yml", SCRIPT)
    return tmp_path


def test_all_as_written_is_0(scripts: Path) -> None:
    """Letters, what the scripts touch, the sum."""
    assert run(scripts) == (
        0,
        "talk.yml ..\nscripts touch: needs 1; cards 0; languages 2 of 2\n2 passed, 0 failed\n",
    )


def test_a_difference_is_1(scripts: Path) -> None:
    """The difference is printed and the run goes on."""
    code, out = run(scripts, door=FakeDoor({**GREETS, "hej": a_reply(need="thanks")}))
    assert code == 1
    assert "talk.yml F.\n" in out
    assert "  + need: greet\n  - need: thanks\n" in out
    assert out.endswith("1 passed, 1 failed\n")


def test_fail_fast_stops_at_the_first_difference(scripts: Path) -> None:
    """What went well before it is counted; what comes after it is not played."""
    write(scripts, "zoo.yml", SCRIPT.replace("somebody", "somebody else"))
    code, out = run(scripts, Options((Path("."),), fail_fast=True), FakeDoor({"hej": GREETS["hej"]}))
    assert (code, out.splitlines()[-1]) == (1, "1 passed, 1 failed")


def test_a_broken_script_is_2_and_nothing_is_played(scripts: Path) -> None:
    """One broken file stops the run before the first word."""
    write(scripts, "z.yml", "test_cases:\n  - test_case: a\n    step: []\n")
    door = FakeDoor(GREETS)
    code, out = run(scripts, door=door)
    assert (code, door.bodies) == (2, [])
    assert out.startswith("broken script: z.yml:3: 'step' is not a key of a case. Did you mean 'steps'?")


def test_no_assistant_is_2(scripts: Path) -> None:
    """With the command that starts one."""
    code, out = run(scripts, door=Gone({}))
    assert code == 2
    assert out == "no assistant: nobody answers at http://127.0.0.1:8002. Start it with: make run TESTER=1\n"


def test_an_assistant_that_leaves_in_the_middle_is_2(scripts: Path) -> None:
    """What was played so far says nothing about the rest."""
    assert run(scripts, door=FakeDoor({"hej": NobodyThere("nobody answers")}))[0] == 2


def test_a_sick_assistant_is_2(scripts: Path) -> None:
    """A /health that cannot be read is as bad as none."""

    class Sick(FakeDoor):
        def health(self) -> Mapping[str, str]:
            raise BadAnswer("the answer is not JSON")

    assert run(scripts, door=Sick({})) == (
        2,
        "no assistant: /health failed (the answer is not JSON). Start it with: make run TESTER=1\n",
    )


def test_a_part_that_is_down_is_said_first(scripts: Path) -> None:
    """The fallback can be rehearsed too, so the run goes on."""
    code, out = run(scripts, door=FakeDoor(GREETS, {**WELL, "rasa": "down"}))
    assert (code, out.splitlines()[0]) == (0, "note: rasa down; expect differences")


def test_nothing_to_play_is_2(scripts: Path) -> None:
    """A slip in -k must not look like success."""
    assert run(scripts, Options((Path("."),), words=("goodbye",))) == (
        2,
        "no case fits: look at the paths, --language and -k\n",
    )


def test_only_the_language_asked_for_is_played(scripts: Path) -> None:
    """One of the two."""
    door = FakeDoor(GREETS)
    run(scripts, Options((Path("."),), language="en"), door)
    assert [body["text"] for body in door.bodies] == ["hello"]


def test_reports_are_written_where_they_are_asked_for(scripts: Path) -> None:
    """Folders on the way are made."""
    run(scripts, Options((Path("talk.yml"),), junit=Path("results/j.xml"), html=Path("results/deep/r.html")))
    assert "<testsuites>" in (scripts / "results/j.xml").read_text()
    assert "2 passed, 0 failed" in (scripts / "results/deep/r.html").read_text()


def test_uncovered_plays_nothing(scripts: Path) -> None:
    """It compares with the directory's lists and is never a failure."""
    needs = write(scripts, "needs.csv", "code\ngreet\nthanks\n")
    options = Options((Path("talk.yml"),), uncovered=True, needs=needs)
    assert run(scripts, options, Gone({})) == (
        0,
        "needs 1 of 2\ncards 0\nlanguages 2 of 2\n"
        "needs without a script: thanks\ncards: no list to compare with\n",
    )


def test_ctrl_c_stops_politely(scripts: Path) -> None:
    """One word instead of a traceback."""

    class Impatient(FakeDoor):
        def turn(self, body: object) -> object:
            raise KeyboardInterrupt

    assert run(scripts, door=Impatient({})) == (2, "\nstopped\n")
