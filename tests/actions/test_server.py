"""The action server as Rasa meets it: which actions there are, and what comes out when one breaks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SECRET = "hemligt-9f3a"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server's words go."""
    return tmp_path_factory.mktemp("actions") / "output.txt"


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[str]:
    """`python -m actions` on a free port, with a data folder in which there is no directory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "LOTSEN_DATA_DIR": str(output.parent), "LOG_LEVEL": "DEBUG"}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "actions", str(port)], cwd=ROOT, env=environment, stdout=file, stderr=file
        )
        try:
            _wait_for(address := f"http://127.0.0.1:{port}")
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            httpx.get(f"{address}/health", timeout=2)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def call(server: str, action: str, tracker: Any) -> httpx.Response:
    """What Rasa gets when it asks for an action."""
    return httpx.post(f"{server}/webhook", json={"next_action": action, "tracker": tracker}, timeout=20)


def a_conversation(intent: str = "addiction") -> dict[str, Any]:
    """A tracker as Rasa sends it: with every word of the visitor."""
    message = {"text": SECRET, "intent": {"name": intent}, "entities": []}
    return {
        "sender_id": SECRET,
        "slots": {"language": "sv"},
        "latest_message": message,
        "events": [{"event": "user", "text": SECRET, "parse_data": message}],
    }


def test_the_actions_are_those_of_the_domain(server: str) -> None:
    """Neither one that no rule can reach nor one that nobody wrote."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    listed = {entry["name"] for entry in httpx.get(f"{server}/actions", timeout=5).json()}
    assert listed == set(domain["actions"])


def test_without_a_directory_the_answer_is_a_sentence(server: str) -> None:
    """200, so that Rasa says it; with 112 in its words."""
    answer = call(server, "action_find_services", a_conversation())
    assert answer.status_code == 200
    assert [said["response"] for said in answer.json()["responses"]] == ["utter_no_cards"]


def test_asking_makes_no_directory(server: str, output: Path) -> None:
    """Reading must not leave an empty database behind that later looks like a directory."""
    call(server, "action_find_services", a_conversation())
    assert [path.name for path in output.parent.iterdir()] == [output.name]


@pytest.mark.parametrize(
    ("action", "tracker"),
    [
        ("action_find_services", a_conversation()),
        ("action_unknown", a_conversation()),
        ("action_find_services", {"sender_id": SECRET, "slots": SECRET, "events": SECRET}),
        ("action_choose_language", {**a_conversation(), "events": [SECRET]}),
        (SECRET, {}),
    ],
)
def test_nothing_of_a_conversation_is_in_the_log(
    server: str, output: Path, action: str, tracker: dict[str, Any]
) -> None:
    """Whether it goes well or breaks, and although the log level asks for everything."""
    call(server, action, tracker)
    assert SECRET not in output.read_text("utf-8", "replace")


def test_it_listens_on_loopback_only(server: str) -> None:
    """rasa_sdk's own start would listen on every address."""
    port = int(server.rsplit(":", 1)[1])
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [fields[1] for fields in sockets if fields[3] == "0A"]
    assert [address for address in listening if address.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]
