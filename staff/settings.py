"""The staff pages' settings, read from the environment here and nowhere else in this house."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from directory.settings import Settings as DirectorySettings
from directory.settings import from_environment as directory_settings

YES = frozenset({"1", "yes", "true", "on"})


@dataclass(frozen=True, slots=True)
class Settings:
    """`port` on `host`; only an operator who sets LOTSEN_HOST opens it to more than this machine.

    `https`: browsers reach the pages over TLS, which ends in front of this process; cookies say so.
    `hsds_public`: /hsds may be read without signing in.
    """

    port: int
    host: str
    https: bool
    directory: DirectorySettings
    hsds_public: bool = False


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """LOTSEN_STAFF_PORT (8001), LOTSEN_HOST (127.0.0.1), LOTSEN_STAFF_HTTPS, LOTSEN_HSDS_PUBLIC (no).

    And the directory's own.
    """
    return Settings(
        port=int(environ.get("LOTSEN_STAFF_PORT") or 8001),
        host=environ.get("LOTSEN_HOST") or "127.0.0.1",
        https=environ.get("LOTSEN_STAFF_HTTPS", "").strip().lower() in YES,
        directory=directory_settings(environ),
        hsds_public=environ.get("LOTSEN_HSDS_PUBLIC", "").strip().lower() in YES,
    )
