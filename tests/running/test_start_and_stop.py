"""How the whole assistant starts, says so, and goes away."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running.assistant import ROOT, Assistant, free_ports, running_assistant

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_ready_line_names_three_addresses(assistant: Assistant) -> None:
    """Chat, staff and tester, each on loopback."""
    deadline = time.monotonic() + 30
    while "Ready in" not in (said := assistant.output.read_text("utf-8")):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for house in ("CHAT", "STAFF", "TESTER"):
        assert assistant.url(house) in said


def test_nothing_listens_on_more_than_loopback(assistant: Assistant) -> None:
    """Every listening socket of every process of the assistant is on 127.0.0.1."""
    pids = {str(pid) for pid in assistant.pids("")}
    sockets = {
        os.readlink(link)
        for pid in pids
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if os.path.islink(link) and os.readlink(link).startswith("socket:")
    }
    inodes = {name.removeprefix("socket:[").removesuffix("]") for name in sockets}
    listening = [
        line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if line.split()[3] == "0A"
    ]
    ours = [fields[1] for fields in listening if fields[9] in inodes]
    assert len(ours) >= 5
    loopback = socket.inet_aton("127.0.0.1")[::-1].hex().upper()
    assert {address.split(":")[0] for address in ours} == {loopback}
    six = [line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    assert [fields[1] for fields in six if fields[3] == "0A" and fields[9] in inodes] == []


def test_stopping_leaves_no_process_behind() -> None:
    """SIGTERM, as Ctrl-C, ends every child."""
    with running_assistant() as one:
        pids = one.pids("")
        assert len(pids) >= 4
    time.sleep(0.5)
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    """One clear line with the port and its variable, exit code 1, within seconds."""
    ports = free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports["CHAT"]))
        other.listen()
        environment = {
            **os.environ,
            "LOTSEN_DATA_DIR": str(tmp_path),
            **{f"LOTSEN_{house}_PORT": str(port) for house, port in ports.items()},
        }
        start = subprocess.run(
            [sys.executable, "-m", "bot.supervisor"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert start.returncode == 1
    assert f"{ports['CHAT']} (chat, LOTSEN_CHAT_PORT)" in start.stderr
