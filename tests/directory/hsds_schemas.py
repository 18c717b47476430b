"""The standard's own schemas as judges."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from tests.directory.hsds_directories import FOREIGN


@cache
def validator(name: str) -> Draft202012Validator:
    """The judge of one schema, formats included."""
    schema = json.loads((FOREIGN / "schema" / f"{name}.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults_of(name: str, one: Any) -> list[str]:
    """What the standard says against a value."""
    return [f"{list(fault.path)}: {fault.message}" for fault in validator(name).iter_errors(one)]
