"""The real process: starts, serves both doors, stops on a signal, and says plainly why it cannot."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.gateway.serving import listen
from bot.gateway.settings import REPOSITORY

COMMAND = [sys.executable, "-m", "bot.gateway"]


def a_free_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def an_environment(tmp_path: Path, **variables: object) -> dict[str, str]:
    """Variables for a gateway of its own: its folder, and a Rasa that is not there."""
    own = {"LOTSEN_DATA_DIR": tmp_path, "LOTSEN_RASA_PORT": a_free_port()} | variables
    return os.environ | {name: str(value) for name, value in own.items()}


@contextmanager
def a_gateway(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    """A running gateway; killed when the block ends, if it still runs."""
    process = subprocess.Popen(
        COMMAND, cwd=REPOSITORY, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        for _ in range(300):
            if process.poll() is not None or _answers(port):
                break
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.communicate()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def test_without_rasa_it_serves_112_at_both_doors_and_stops_on_a_signal(tmp_path: Path) -> None:
    """The safety net, the constants and the fallback are the gateway's own; nothing is written."""
    chat, tester = a_free_port(), a_free_port()
    environment = an_environment(
        tmp_path, LOTSEN_CHAT_PORT=chat, LOTSEN_TESTER_PORT=tester, LOTSEN_TESTER=1, LOTSEN_ANSWER_STEP_MS=0
    )
    with a_gateway(environment, chat) as process, httpx.Client(trust_env=False) as client:
        assert "tel:112" in client.get(f"http://127.0.0.1:{chat}/akut").text
        health = client.get(f"http://127.0.0.1:{tester}/health").json()
        assert health == {"rasa": "down", "actions": "down", "directory": "down", "model": ""}
        said = {"conversation": None, "text": "jag är 990230-1234 och han är här med kniv"}
        reply = client.post(f"http://127.0.0.1:{tester}/turn", json=said).json()
        assert reply["crisis"] is True
        assert reply["messages"][0]["text"].startswith("Är du i fara nu: ring 112.")
        assert reply["cards"][0]["phones"][0]["tel"] == "tel:112"
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=10)
    assert process.returncode == 0
    assert output == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_without_being_asked_there_is_no_testers_door(tmp_path: Path) -> None:
    """Only LOTSEN_TESTER opens it."""
    chat, tester = a_free_port(), a_free_port()
    with a_gateway(an_environment(tmp_path, LOTSEN_CHAT_PORT=chat, LOTSEN_TESTER_PORT=tester), chat):
        assert _answers(chat)
        assert not _answers(tester)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    """One line, exit code 2, no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        environment = an_environment(tmp_path, LOTSEN_CHAT_PORT=port)
        ended = subprocess.run(COMMAND, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert ended.returncode == 2
    assert str(port) in ended.stderr
    assert "LOTSEN_CHAT_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    """The same for a variable."""
    environment = an_environment(tmp_path, LOTSEN_CHAT_PORT="många")
    ended = subprocess.run(COMMAND, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.startswith("LOTSEN_CHAT_PORT must be")


def test_the_emergency_page_can_be_written_to_a_file(tmp_path: Path) -> None:
    """For the proxy, under ten kilobytes."""
    path = tmp_path / "akut.html"
    subprocess.run(
        [*COMMAND, "--write-akut", str(path)], cwd=REPOSITORY, env=an_environment(tmp_path), check=True
    )
    page = path.read_text(encoding="utf-8")
    assert page.count("tel:112") >= 4
    assert len(page.encode()) < 10_000


def test_answers_do_not_wait_for_the_network_to_settle() -> None:
    """Connections at our doors send at once (TCP_NODELAY is inherited from the listening socket)."""
    door = listen("127.0.0.1", 0, "LOTSEN_CHAT_PORT")
    with door, socket.create_connection(door.getsockname()) as visitor:
        answer, _ = door.accept()
        with answer:
            assert answer.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
        assert visitor
