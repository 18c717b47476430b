"""The settings of the directory, read from the environment here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASE_FILE = "directory.sqlite"
PUBLISHED_FILE = "published.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the directory lives.

    `data_dir`: folder for the database file and the published copy.
    `database_url`: an SQLAlchemy address; SQLite in `data_dir` unless LOTSEN_DATABASE_URL says otherwise.
    `assurer_email`: the mailbox of the role that answers for what is assured. It leaves with every export,
    so it is never a person's; without it the exports name none.
    """

    data_dir: Path
    database_url: str
    assurer_email: str | None = None

    @property
    def published_path(self) -> Path:
        """The file that answers when the database cannot."""
        return self.data_dir / PUBLISHED_FILE


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """LOTSEN_DATA_DIR (default `var`), LOTSEN_DATABASE_URL and LOTSEN_ASSURER_EMAIL of this process."""
    data_dir = Path(environ.get("LOTSEN_DATA_DIR") or "var")
    url = environ.get("LOTSEN_DATABASE_URL") or f"sqlite:///{data_dir / DATABASE_FILE}"
    mailbox = environ.get("LOTSEN_ASSURER_EMAIL", "").strip() or None
    return Settings(data_dir=data_dir, database_url=with_our_driver(url), assurer_email=mailbox)


def with_our_driver(url: str) -> str:
    """The address with psycopg 3 as driver when it only says "postgresql" (or the older "postgres")."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgresql", "postgres") else url
