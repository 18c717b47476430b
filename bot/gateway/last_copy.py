"""The directory's last good copy, read again whenever its file changes."""

from __future__ import annotations

from pathlib import Path

from bot.gateway.language import PageLanguage
from directory import published
from directory.cards import Card


class LastCopy:
    """Cards without a database. A missing or broken file gives no cards and no error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: published.Published | None = None
        self._read_at: int | None = None

    def cards(self, need: str, language: PageLanguage) -> tuple[Card, ...]:
        """The cards for a need code; empty when there is no copy."""
        copy = self._newest()
        return copy.cards(need, language) if copy else ()

    def is_there(self) -> bool:
        """Whether there is a readable copy now."""
        return self._newest() is not None

    def _newest(self) -> published.Published | None:
        try:
            changed_at = self._path.stat().st_mtime_ns
        except OSError:
            self._read, self._read_at = None, None
            return None
        if changed_at != self._read_at:
            self._read, self._read_at = published.read(self._path), changed_at
        return self._read
