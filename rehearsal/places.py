"""Where something stands in a script, and the one error that a broken script ends in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line in a script; `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """As editors and terminals understand it: file:line."""
        return f"{self.file}:{self.line}"


class ScriptError(Exception):
    """A script that cannot be read: says where, what is wrong and what to write instead."""

    def __init__(self, at: Place, what: str) -> None:
        super().__init__(f"{at}: {what}")
        self.at = at
        self.what = what
