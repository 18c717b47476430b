"""The words for what was wrong in a form about accounts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


def faults(**keys: str) -> dict[str, str]:
    """{field: words} of those fields that have a fault; faults(email="email_wrong")."""
    return {field: _words()[key] for field, key in keys.items() if key}


@cache
def _words() -> Mapping[str, str]:
    held: Mapping[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return held
