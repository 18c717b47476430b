"""Ports and places of a running assistant, read from the environment here and nowhere else in this room."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
_DEFAULT_PORTS = {"CHAT": 8000, "STAFF": 8001, "TESTER": 8002, "RASA": 5005, "ACTIONS": 5055}


class BadSetting(ValueError):
    """An environment variable that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`ports`: house -> TCP port on loopback. `tester`: open the testers' door too. `data_dir`: absolute."""

    ports: Mapping[str, int]
    tester: bool
    data_dir: Path

    @property
    def used_ports(self) -> dict[str, int]:
        """The ports that this run will listen on."""
        return {name: port for name, port in self.ports.items() if name != "TESTER" or self.tester}

    def environment(self, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
        """The environment that every child process gets."""
        ports = {f"LOTSEN_{name}_PORT": str(port) for name, port in self.ports.items()}
        quiet = {
            "RASA_TELEMETRY_ENABLED": "false",
            "LOG_LEVEL": "ERROR",
            "LOG_LEVEL_LIBRARIES": "ERROR",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "PYTHONDONTWRITEBYTECODE": environ.get("PYTHONDONTWRITEBYTECODE", ""),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",  # Rasa's libraries deprecate each other by the page
            "TQDM_DISABLE": "1",
        }
        own = {"LOTSEN_DATA_DIR": str(self.data_dir), "LOTSEN_TESTER": "1" if self.tester else ""}
        return {**environ, **quiet, **ports, **own}


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """LOTSEN_<HOUSE>_PORT, LOTSEN_DATA_DIR (default var/) and TESTER or LOTSEN_TESTER. Raises BadSetting."""
    ports = {name: _port(environ, f"LOTSEN_{name}_PORT", default) for name, default in _DEFAULT_PORTS.items()}
    if len(set(ports.values())) < len(ports):
        raise BadSetting("Two of the LOTSEN_..._PORT settings name the same port; give each its own.")
    tester = (environ.get("LOTSEN_TESTER") or environ.get("TESTER") or "0") not in ("", "0")
    return Settings(ports, tester, (ROOT / (environ.get("LOTSEN_DATA_DIR") or "var")).resolve())


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdigit() or not 1024 <= int(given) <= 65535:
        raise BadSetting(f"{name} is {given!r}; it must be a number from 1024 to 65535.")
    return int(given)
