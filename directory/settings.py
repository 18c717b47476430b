"""The two settings of the directory, read from the environment here and nowhere else."""

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
    """

    data_dir: Path
    database_url: str

    @property
    def published_path(self) -> Path:
        """The file that answers when the database cannot."""
        return self.data_dir / PUBLISHED_FILE


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process: LOTSEN_DATA_DIR (default `var`) and LOTSEN_DATABASE_URL."""
    data_dir = Path(environ.get("LOTSEN_DATA_DIR") or "var")
    url = environ.get("LOTSEN_DATABASE_URL") or f"sqlite:///{data_dir / DATABASE_FILE}"
    return Settings(data_dir=data_dir, database_url=with_our_driver(url))


def with_our_driver(url: str) -> str:
    """The address with psycopg 3 as driver when it only says "postgresql" (or the older "postgres")."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgresql", "postgres") else url
