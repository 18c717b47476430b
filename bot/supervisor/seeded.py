"""Whether the directory in a data folder already holds this version's tables and seed.

Asking the database itself costs five seconds of imports at every start; a stamp costs none.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.supervisor.settings import ROOT

_DATABASE = "directory.sqlite"
_STAMP = "seeded"
_MADE_FROM = (("directory/seed", "*.csv"), ("directory/migrations/versions", "*.py"), ("directory", "*.py"))


def fingerprint(root: Path = ROOT) -> str:
    """Changes with the seed, the migrations and the code that applies them."""
    digest = hashlib.sha256()
    for folder, pattern in _MADE_FROM:
        for path in sorted((root / folder).glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_seeded(data_dir: Path, root: Path = ROOT) -> bool:
    """True when the last start left this very seed in a database file that is still there.

    A directory on a server (LOTSEN_DATABASE_URL) has no file here and is always brought up to date.
    """
    stamp = data_dir / _STAMP
    known = stamp.read_text("utf-8") if stamp.exists() else ""
    return (data_dir / _DATABASE).exists() and known == fingerprint(root)


def mark_seeded(data_dir: Path, root: Path = ROOT) -> None:
    """Remember that it is done."""
    (data_dir / _STAMP).write_text(fingerprint(root), "utf-8")
