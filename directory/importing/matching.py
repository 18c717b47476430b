"""Which row of a service a file means: the one that says the same, else the one in the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Row = TypeVar("Row")
Told = TypeVar("Told")


def matched(
    rows: Sequence[Row], several: Sequence[Told], same: Callable[[Row, Told], bool]
) -> Iterator[tuple[Row | None, Told]]:
    """Each thing told with its row; None where there is none. No row is meant twice.

    The export writes a service's numbers in order, so a number that somebody has corrected in the
    spreadsheet is the number in that place, and not one more.
    """
    free = list(rows)
    found: dict[int, Row] = {}
    for at, told in enumerate(several):
        row = next((row for row in free if same(row, told)), None)
        if row is not None:
            free.remove(row)
            found[at] = row
    for at in range(len(several)):
        if at not in found and at < len(rows) and rows[at] in free:
            free.remove(rows[at])
            found[at] = rows[at]
    return ((found.get(at), told) for at, told in enumerate(several))
