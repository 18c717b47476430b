"""What staff must know of a line that the chat always shows."""

from __future__ import annotations

from dataclasses import dataclass

from directory.emergency_lines import PERMANENT, lines


@dataclass(frozen=True, slots=True)
class ConstantLine:
    """`number`: shown when the directory has none to show; always when `is_permanent`."""

    number: str
    is_permanent: bool


def constant_line(code: str) -> ConstantLine | None:
    """The line with this code; None for all other services."""
    line = lines().get(code)
    return ConstantLine(line.phones[0].number, code in PERMANENT) if line else None
