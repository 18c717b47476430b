"""From a file's bytes to rows of text: encodings, separators, headings."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.importing.escaping import unescaped
from directory.importing.faults import Fault, Problem
from directory.importing.headings import column_of, nearest, swedish
from directory.unseen import without_unseen

MOST_MEGABYTES = 5
REQUIRED = ("code", "name_sv", "organization")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .ods begin, and how .xls does."""
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_EDGES = " \t\r\n\v\f\xa0\u2007\u202f\u200b\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of the file. `cells`: column name -> text without blanks around it; no empty cells."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What was in a file. `headings`: column name -> the word the file uses for it."""

    headings: Mapping[str, str]
    rows: tuple[TextRow, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_table(path: Path) -> Table:
    """The file's rows, or the faults that keep it from being read; never raises for a bad file."""
    try:
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            return _refused("too_large", value=MOST_MEGABYTES)
        content = path.read_bytes()
    except OSError:
        return _refused("unreadable")
    return table_of(content)


def table_of(content: bytes) -> Table:
    """The rows of a file's content, or the faults that keep it from being read."""
    if len(content) > MOST_MEGABYTES * 1_000_000:
        return _refused("too_large", value=MOST_MEGABYTES)
    if content.startswith(_SPREADSHEETS):
        return _refused("spreadsheet")
    text = decode(content)
    if text is None:
        return _refused("not_text")
    return parse(text) if text.strip(_EDGES) else _refused("empty")


def decode(content: bytes) -> str | None:
    """The text of UTF-8 (with or without BOM), UTF-16 or Windows' cp1252; None when it is none of them."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
        return None if _NO_TEXT.search(text) else text
    return None


def parse(text: str) -> Table:
    """The rows of text with ; or , or tabs between the cells."""
    separator, told = _separator(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return _refused("broken_quotes")
    first = next((at for at, line in enumerate(lines) if at >= told and any(map(plain, line))), None)
    if first is None:
        return _refused("empty")
    return _table(first, lines, separator)


def _separator(text: str) -> tuple[str, int]:
    """What stands between cells, and how many lines only say so ("sep=;", as Excel writes it)."""
    filled = (line for line in text.splitlines() if line.strip(_EDGES))
    line = next(filled, "")
    if re.fullmatch(r"\"?sep=[;,\t]\"?", line.strip()):
        return line.strip().strip('"')[-1:] if line.strip()[-1] != "=" else "\t", 1
    outside = re.sub(r'"[^"]*"', "", line)
    return max(";,\t", key=outside.count), 0


def _table(first: int, lines: list[list[str]], separator: str) -> Table:
    """The rows under the headings, which stand in the line at `first`."""
    titles = [plain(cell) for cell in lines[first]]
    if len(lines[first]) == 1:
        return _refused("one_column")
    names, faults = _named(first + 1, titles)
    headings = {name: titles[at] for at, name in enumerate(names) if name}
    below = list(enumerate(lines, start=1))[first + 1 :]
    if faults:
        return Table(headings, (), tuple(faults))
    crowded = _crowded(below, titles, separator)
    return Table(headings, tuple(_text_rows(names, below)), tuple(crowded))


def _text_rows(names: list[str], below: list[tuple[int, list[str]]]) -> Iterator[TextRow]:
    """The rows under the headings; rows without anything in them are passed over."""
    for number, cells in below:
        filled = {name: plain(cell) for name, cell in zip(names, cells, strict=False) if name and plain(cell)}
        if filled:
            yield TextRow(number, filled)


def plain(cell: str) -> str:
    """The cell without what nobody sees, blanks around it, and the ' that our export puts first."""
    return unescaped(without_unseen(cell).strip(_EDGES).replace("\r\n", "\n"))


def _named(row: int, titles: list[str]) -> tuple[list[str], list[Fault]]:
    """Our name for each heading ("" where there is none), and the faults among them."""
    names = [column_of(title) for title in titles]
    pairs = list(zip(titles, names, strict=True))
    faults = [_unknown(row, title) for title, name in pairs if title and not name]
    for at, (title, name) in enumerate(pairs):
        if name and name in names[:at]:
            faults.append(Fault(row, title, Problem("double_column", {"value": title})))
    absent = (name for name in REQUIRED if name not in names)
    faults += [Fault(row, "", Problem("missing_column", {"value": swedish(name)})) for name in absent]
    return names, faults


def _crowded(below: list[tuple[int, list[str]]], titles: list[str], separator: str) -> Iterator[Fault]:
    """Cells without a heading over them: most often text with an unquoted separator in it."""
    shown = {"\t": "tabb"}.get(separator, separator)
    for number, cells in below:
        if any(map(plain, cells[len(titles) :])):
            yield Fault(number, "", Problem("too_many_cells", {"value": shown}))
        elif any(plain(cell) and not title for cell, title in zip(cells, titles, strict=False)):
            yield Fault(number, "", Problem("nameless_column"))


def _unknown(row: int, title: str) -> Fault:
    """A heading that we do not know, with the nearest that we do."""
    return Fault(row, title, Problem("unknown_column", {"value": title, "near": nearest(title)}))


def _refused(problem: str, **values: object) -> Table:
    """A file that cannot be used at all."""
    return Table({}, (), (Fault(0, "", Problem(problem, values)),))
