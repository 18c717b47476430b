"""HSDS's envelope around every list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from staff.hsds_api.parameters import DEFAULT_SIZE, Asked


def size_of(asked: Asked) -> int:
    """How many a page holds."""
    size: int = asked.get("per_page", DEFAULT_SIZE)
    return size


def skipped(asked: Asked) -> int:
    """How many come before the page that is asked for."""
    before: int = (asked.get("page", 1) - 1) * size_of(asked)
    return before


def page(asked: Asked, total: int, contents: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The contents of one page as HSDS sends them. A page after the last is empty and no fault."""
    number, pages = asked.get("page", 1), max(1, -(-total // size_of(asked)))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def cut(asked: Asked, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One page of rows that are all at hand."""
    first = skipped(asked)
    return page(asked, len(rows), rows[first : first + size_of(asked)])
