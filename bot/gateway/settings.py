"""Every environment variable the gateway knows, read once, typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from directory.settings import from_environment as directory_settings

REPOSITORY = Path(__file__).resolve().parents[2]


class SettingError(ValueError):
    """A variable whose value cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports are TCP ports. `answer_step` is seconds: answers leave at whole steps after the question.

    `counting`: whether turns are counted by day and need. `database_url`: where; LOTSEN_COUNTING_URL names a
    database user that may touch the counts and nothing else.
    """

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
    counting: bool = False
    database_url: str = field(default="", repr=False)

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
    data_dir = REPOSITORY / (environment.get("LOTSEN_DATA_DIR") or defaults.data_dir)
    return Settings(
        host=environment.get("LOTSEN_HOST") or defaults.host,
        chat_port=_whole(environment, "LOTSEN_CHAT_PORT", defaults.chat_port, 65535),
        tester=environment.get("LOTSEN_TESTER", "").strip().lower() in {"1", "yes", "true"},
        tester_port=_whole(environment, "LOTSEN_TESTER_PORT", defaults.tester_port, 65535),
        rasa_port=_whole(environment, "LOTSEN_RASA_PORT", defaults.rasa_port, 65535),
        actions_port=_whole(environment, "LOTSEN_ACTIONS_PORT", defaults.actions_port, 65535),
        data_dir=data_dir,
        leave_to=_page(environment.get("LOTSEN_LEAVE_TO") or defaults.leave_to),
        answer_step=_whole(environment, "LOTSEN_ANSWER_STEP_MS", 250, 2000) / 1000,
        max_sessions=_whole(environment, "LOTSEN_MAX_SESSIONS", defaults.max_sessions, 1_000_000),
        max_in_flight=_whole(environment, "LOTSEN_MAX_IN_FLIGHT", defaults.max_in_flight, 10_000),
        counting=_switch(environment, "LOTSEN_COUNTING"),
        database_url=_counts_database(environment, data_dir),
    )


def from_environment() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value not in {"", "on", "off"}:
        raise SettingError(f"{name} must be on or off.")
    return value != "off"


def _counts_database(environment: Mapping[str, str], data_dir: Path) -> str:
    """The directory's own, unless a narrower way in is given."""
    own = environment.get("LOTSEN_COUNTING_URL") or environment.get("LOTSEN_DATABASE_URL") or ""
    return directory_settings({"LOTSEN_DATA_DIR": str(data_dir), "LOTSEN_DATABASE_URL": own}).database_url


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
