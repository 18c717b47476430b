"""The tester's door over real HTTP, with an assistant that misbehaves in every way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response

from rehearsal.door import BadAnswer, Door, NobodyThere, open_door
from tests.rehearsal.builders import a_reply, write
from tests.rehearsal.fakes import WELL, FakeDoor, fake_app, free_port, running

ROOT = Path(__file__).parents[2]
HELLO = {"conversation": None, "text": "hej"}


@pytest.fixture
def assistant() -> FakeDoor:
    """Knows one greeting."""
    return FakeDoor({"hej": a_reply(("utter_greet", "Hej"), need="greet")})


@pytest.fixture
def url(assistant: FakeDoor) -> Iterator[str]:
    """Where the assistant runs."""
    with running(fake_app(assistant)) as address:
        yield address


def test_a_turn_goes_through_and_is_forgotten(url: str, assistant: FakeDoor) -> None:
    """POST /turn, DELETE /turn/<id>, GET /health."""
    with open_door(url) as door:
        assert door.health() == WELL
        reply = door.turn(HELLO)
        assert isinstance(reply, dict)
        assert (reply["need"], reply["conversation"]) == ("greet", "c1")
        door.forget("c1")
    assert assistant.forgotten == ["c1"]


def test_a_proxy_of_the_machine_is_passed_by(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The assistant is on this machine: what testers write goes nowhere else."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    with open_door(url) as door:
        assert door.health() == WELL


def answering(*answers: Response) -> Starlette:
    """An app that gives these answers to turns, one after the other, and then the greeting."""
    return fake_app(FakeDoor({"hej": a_reply(need="greet")}), iter(answers))


def test_too_fast_is_waited_for() -> None:
    """As long as the assistant asks for, then again."""
    waits: list[float] = []
    slow = [Response(status_code=429, headers=h) for h in ({"retry-after": "3"}, {}, {"retry-after": "soon"})]
    with running(answering(*slow)) as url, httpx.Client(base_url=url, trust_env=False) as client:
        assert isinstance(Door(client, waits.append).turn(HELLO), dict)
    assert waits == [3.0, 1.0, 1.0]


def test_patience_ends() -> None:
    """An assistant that is always too busy is a bad answer, not an endless run."""
    busy = [Response(status_code=429, headers={"retry-after": "80"}) for _ in range(5)]
    waits: list[float] = []
    with (
        running(answering(*busy)) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
        pytest.raises(BadAnswer, match="still 'too fast'"),
    ):
        Door(client, waits.append).turn(HELLO)
    assert waits == [80.0]


@pytest.mark.parametrize(
    ("answer", "says"),
    [(Response(status_code=500), "HTTP 500 instead of a reply"), (Response("hej"), "the answer is not JSON")],
)
def test_another_answer_is_a_bad_answer(answer: Response, says: str) -> None:
    """Said with what came."""
    with (
        running(answering(answer)) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
        pytest.raises(BadAnswer, match=says),
    ):
        Door(client).turn(HELLO)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{closed}", "not an address", "http://[", "ftp://127.0.0.1"]
)
def test_nobody_at_the_address_is_said(address: str) -> None:
    """A closed port, or no address at all."""
    url = address.replace("{closed}", str(free_port()))
    with pytest.raises((NobodyThere, BadAnswer)), open_door(url) as door:
        door.health()


def test_something_else_at_the_address_is_said() -> None:
    """Any other web server is no assistant."""
    with (
        running(Starlette()) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
        pytest.raises(NobodyThere, match="it is no assistant"),
    ):
        Door(client).health()


@pytest.mark.parametrize(("status", "is_well"), [(204, True), (404, True), (410, True), (500, False)])
def test_forgetting_must_work(status: int, is_well: bool) -> None:
    """Gone already is as good; a failure is told."""
    transport = httpx.MockTransport(lambda _request: httpx.Response(status))
    with httpx.Client(base_url="http://door", transport=transport) as client:
        if is_well:
            Door(client).forget("c1")
        else:
            with pytest.raises(BadAnswer, match="HTTP 500 instead of forgetting"):
                Door(client).forget("c1")


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (httpx.ReadTimeout("x"), "no answer within 15 s"),
        (httpx.ReadError("x"), "the connection broke .ReadError."),
    ],
)
def test_a_connection_that_fails_is_a_bad_answer(fault: httpx.HTTPError, says: str) -> None:
    """One case fails, the run goes on."""

    def fail(_request: httpx.Request) -> httpx.Response:
        raise fault

    with (
        httpx.Client(base_url="http://door", transport=httpx.MockTransport(fail)) as client,
        pytest.raises(BadAnswer, match=says),
    ):
        Door(client).turn(HELLO)


def test_the_command_plays_against_a_running_assistant(tmp_path: Path, url: str, assistant: FakeDoor) -> None:
    """`python -m rehearsal`, as a tester types it."""
    script = write(
        tmp_path,
        "talk.yml",
        "test_cases:\n  - test_case: a\n    steps:\n      - user: hej\n      - need: greet\n",
    )
    done = subprocess.run(
        [sys.executable, "-m", "rehearsal", str(script), "--url", url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.splitlines()[-1], done.stderr) == (0, "1 passed, 0 failed", "")
    assert assistant.forgotten == ["c1"]


def test_json_that_is_no_mapping_is_no_assistant() -> None:
    """A list at /health is somebody else."""
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=[]))
    with (
        httpx.Client(base_url="http://door", transport=transport) as client,
        pytest.raises(NobodyThere),
    ):
        Door(client).health()
