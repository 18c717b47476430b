"""What must hold before anything starts, each with a line that says what to do when it does not."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping

from bot.supervisor.settings import HOST


class NotReady(RuntimeError):
    """Something outside stops the start; the message says what, and how to mend it."""


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Raises NotReady on any Python but 3.11: the last open Rasa runs on no newer one."""
    if version != (3, 11):
        found = ".".join(map(str, version))
        raise NotReady(f"Lotsen needs Python 3.11; this is {found}. `uv python install 3.11` brings one.")


def check_ports(ports: Mapping[str, int]) -> None:
    """Raises NotReady naming every port that another program holds."""
    taken = [
        f"{port} ({name.lower()}, LOTSEN_{name}_PORT)" for name, port in ports.items() if _is_taken(port)
    ]
    if taken:
        raise NotReady(
            f"Another program already listens on port {', '.join(taken)}. Stop it, or set the variable."
        )


def _is_taken(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
        return False
