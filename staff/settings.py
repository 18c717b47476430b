"""The staff pages' settings, read from the environment here and nowhere else in this house."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from directory.settings import Settings as DirectorySettings
from directory.settings import from_environment as directory_settings


@dataclass(frozen=True, slots=True)
class Settings:
    """`port` on `host`; only an operator who sets LOTSEN_HOST opens it to more than this machine."""

    port: int
    host: str
    directory: DirectorySettings


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """LOTSEN_STAFF_PORT (8001), LOTSEN_HOST (127.0.0.1) and the directory's own."""
    port = int(environ.get("LOTSEN_STAFF_PORT") or 8001)
    return Settings(port, environ.get("LOTSEN_HOST") or "127.0.0.1", directory_settings(environ))
