"""The headings of a services file: our name for what stands there, in either language, numbered or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml

_COLUMNS = Path(__file__).with_name("columns.yml")
_GROUPS = {"phone": "telefon", "chat": "chatt", "web": "webb", "email": "e-post", "fact": "vad händer"}
"""The columns that may come several times, by the word they begin with."""
_NUMBERED = re.compile(rf"({'|'.join([*_GROUPS, *_GROUPS.values()])})[ _]([2-9]|[1-9][0-9])(?=[ _]|$)")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@cache
def columns() -> Mapping[str, str]:
    """Our name for each column -> its Swedish heading, in the order of an export."""
    loaded: Mapping[str, str] = yaml.safe_load(_COLUMNS.read_text(encoding="utf-8"))
    return loaded


def bare(text: str) -> str:
    """The text without marks that nobody sees, and with single plain spaces."""
    return " ".join(_INVISIBLE.sub("", text).split())


def column_of(heading: str) -> str:
    """Our name for a heading, "" for one that we do not know; capitals and quotation marks do not count."""
    asked = bare(heading).strip("\"'”“ ").casefold()
    numbered = _NUMBERED.match(asked)
    if numbered is None:
        return _known().get(asked, "")
    first = _known().get(numbered.group(1) + asked[numbered.end() :], "")
    first = first or _known().get(f"{numbered.group(1)}_url{asked[numbered.end() :]}", "")
    return with_number(first, int(numbered.group(2))) if first else ""


def with_number(column: str, number: int) -> str:
    """The column for the second, third ... of its kind: "phone_label_sv" -> "phone_2_label_sv"."""
    group = group_of(column)
    return f"{group}_{number}{column.removeprefix(group)}" if group and number > 1 else column


def without_number(column: str) -> tuple[str, int]:
    """The other way: "phone_2_label_sv" -> ("phone_label_sv", 2)."""
    found = _NUMBERED.match(column)
    return (found.group(1) + column[found.end() :], int(found.group(2))) if found else (column, 1)


def group_of(column: str) -> str:
    """The kind of column that may come several times which this one is, or ""."""
    return next((group for group in _GROUPS if re.match(rf"{group}(_|$)", column)), "")


def swedish(column: str) -> str:
    """The Swedish heading of a column, numbered or not."""
    first, number = without_number(column)
    heading = columns()[first]
    if number == 1:
        return heading
    word = _GROUPS[group_of(first)]
    return f"{word} {number}{heading.removeprefix(word)}"


def nearest(heading: str) -> str:
    """The known heading that looks most like this one."""
    return get_close_matches(bare(heading).casefold(), list(_known()), n=1, cutoff=0.0)[0]


@cache
def _known() -> Mapping[str, str]:
    """Every heading without a number -> our name for the column."""
    return {word: name for name, swedish_word in columns().items() for word in (name, swedish_word)}
