"""Every environment variable the gateway knows, read once, typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

REPOSITORY = Path(__file__).resolve().parents[2]


class SettingError(ValueError):
    """A variable whose value cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports are TCP ports. `answer_step` is seconds: answers leave at whole steps after the question."""

    host: str = "127.0.0.1"
    chat_port: int = 8000
    tester: bool = False
    tester_port: int = 8002
    rasa_port: int = 5005
    actions_port: int = 5055
    data_dir: Path = Path("var")
    leave_to: str = "https://www.smhi.se"
    answer_step: float = 0.25
    max_sessions: int = 2000
    max_in_flight: int = 32

    @property
    def rasa_url(self) -> str:
        """Where our Rasa channel listens: loopback, always."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def published_path(self) -> Path:
        """The directory's last good copy."""
        return self.data_dir / "published.json"


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from variables. Raises SettingError with the name of the one that is wrong."""
    defaults = Settings()
    return Settings(
        host=environment.get("LOTSEN_HOST") or defaults.host,
        chat_port=_whole(environment, "LOTSEN_CHAT_PORT", defaults.chat_port, 65535),
        tester=environment.get("LOTSEN_TESTER", "").strip().lower() in {"1", "yes", "true"},
        tester_port=_whole(environment, "LOTSEN_TESTER_PORT", defaults.tester_port, 65535),
        rasa_port=_whole(environment, "LOTSEN_RASA_PORT", defaults.rasa_port, 65535),
        actions_port=_whole(environment, "LOTSEN_ACTIONS_PORT", defaults.actions_port, 65535),
        data_dir=REPOSITORY / (environment.get("LOTSEN_DATA_DIR") or defaults.data_dir),
        leave_to=_page(environment.get("LOTSEN_LEAVE_TO") or defaults.leave_to),
        answer_step=_whole(environment, "LOTSEN_ANSWER_STEP_MS", 250, 2000) / 1000,
        max_sessions=_whole(environment, "LOTSEN_MAX_SESSIONS", defaults.max_sessions, 1_000_000),
        max_in_flight=_whole(environment, "LOTSEN_MAX_IN_FLIGHT", defaults.max_in_flight, 10_000),
    )


def from_environment() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def _whole(environment: Mapping[str, str], name: str, default: int, highest: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not int(value) <= highest:
        raise SettingError(f"{name} must be a whole number from 0 to {highest}, for example {default}.")
    return int(value)


def _page(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise SettingError("LOTSEN_LEAVE_TO must be a whole web address that begins with https://.")
    return address
