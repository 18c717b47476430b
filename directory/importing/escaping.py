"""Cells that a spreadsheet would reckon with instead of showing: our export puts a ' before them.

Also before cells that begin as an escaped one does, so that taking the ' away again gives what was there.
"""

from __future__ import annotations

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def escaped(cell: str) -> str:
    """The cell as a spreadsheet shows it and reckons with nothing."""
    return f"'{cell}" if _begins_badly(cell) or _looks_escaped(cell) else cell


def unescaped(cell: str) -> str:
    """What stood in the cell before it was escaped."""
    return cell[1:] if _looks_escaped(cell) else cell


def _begins_badly(cell: str) -> bool:
    return cell.startswith(_DANGEROUS)


def _looks_escaped(cell: str) -> bool:
    return cell[:1] == "'" and cell[1:2] in (*_DANGEROUS, "'")
