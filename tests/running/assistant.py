"""A whole assistant of its own for a test: free ports, own data folder, all processes, and its end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("CHAT", "STAFF", "TESTER", "RASA", "ACTIONS")
PATIENCE = 240.0


@dataclass(frozen=True)
class Assistant:
    """`ports` by house; `output` is the file that holds all that its processes printed."""

    process: subprocess.Popen[bytes]
    ports: dict[str, int]
    folder: Path
    output: Path

    def url(self, house: str) -> str:
        """The address of a house, without a slash at the end."""
        return f"http://127.0.0.1:{self.ports[house]}"

    def pids(self, command: str) -> list[int]:
        """The processes of this assistant whose command line holds `command`."""
        return [pid for pid in _descendants(self.process.pid) if command in _command_line(pid)]

    def kill(self, command: str) -> None:
        """SIGKILL, as the machine's memory guard would."""
        for pid in self.pids(command):
            os.kill(pid, signal.SIGKILL)

    def wait_until_ready(self, patience: float = PATIENCE) -> None:
        """Returns when every house answers; raises TimeoutError with the last output."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self._is_ready():
                return
            time.sleep(0.2)
        raise TimeoutError(self.output.read_text("utf-8", "replace")[-3000:])

    def _is_ready(self) -> bool:
        try:
            health = httpx.get(f"{self.url('TESTER')}/health", timeout=2).json()
        except (httpx.HTTPError, ValueError):
            return False
        return all(health[house] == "up" for house in ("rasa", "actions", "directory"))


def free_ports() -> dict[str, int]:
    """A free port for each house, found by asking the system for all of them at once."""
    sockets = [socket.socket() for _ in HOUSES]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = {house: one.getsockname()[1] for house, one in zip(HOUSES, sockets, strict=True)}
    for one in sockets:
        one.close()
    return ports


@contextmanager
def running_assistant(**extra: str) -> Iterator[Assistant]:
    """Starts `python -m bot.supervisor` with the testers' door open; stops it and removes its folder."""
    with tempfile.TemporaryDirectory(prefix="lotsen-") as name:
        folder, ports = Path(name), free_ports()
        environment = {
            **os.environ,
            "LOTSEN_DATA_DIR": str(folder / "var"),
            "LOTSEN_TESTER": "1",
            "TMPDIR": str(folder),
            **{f"LOTSEN_{house}_PORT": str(port) for house, port in ports.items()},
            **extra,
        }
        output = folder / "output.txt"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot.supervisor"],
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            assistant = Assistant(process, ports, folder, output)
            try:
                assistant.wait_until_ready()
                yield assistant
            finally:
                _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        direct = [int(child) for child in children.read_text().split()]
    except OSError:
        return []
    return direct + [deeper for child in direct for deeper in _descendants(child)]


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
