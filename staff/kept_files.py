"""Files between the page that shows what they would change and the button that does it.

In memory and nowhere else, for a quarter of an hour, and only for the session that sent them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

LIFE = timedelta(minutes=15)
MOST_OF_ONE, MOST = 3, 20
"""Files of one session, and of everybody: 100 MB at the most. The oldest gives way."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that somebody has sent and not yet brought in."""

    name: str
    content: bytes = field(repr=False)
    owner: str
    at: datetime


class KeptFiles:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._files: dict[str, KeptFile] = {}
        self._lock = Lock()

    def keep(self, owner: str, name: str, content: bytes, now: datetime) -> str:
        """Keeps a file; the key that finds it again."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._forget_old(now)
            self._make_room([one for one, held in self._files.items() if held.owner == owner], MOST_OF_ONE)
            self._make_room(list(self._files), MOST)
            self._files[key] = KeptFile(name, content, owner, now)
        return key

    def get(self, owner: str, key: str, now: datetime) -> KeptFile | None:
        """The file, when it is the owner's and not too old."""
        with self._lock:
            self._forget_old(now)
            held = self._files.get(key)
        return held if held is not None and held.owner == owner else None

    def forget(self, owner: str, key: str) -> None:
        """Lets go of the owner's file."""
        with self._lock:
            if key in self._files and self._files[key].owner == owner:
                del self._files[key]

    def _forget_old(self, now: datetime) -> None:
        for key in [key for key, held in self._files.items() if now - held.at > LIFE]:
            del self._files[key]

    def _make_room(self, keys: list[str], most: int) -> None:
        """Dictionaries remember their order: the first are the oldest."""
        for key in keys[: max(0, len(keys) - most + 1)]:
            del self._files[key]
