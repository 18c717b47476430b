"""From a file's bytes to rows of text: encodings, separators, headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml

from directory.importing.faults import Fault, Problem

MOST_MEGABYTES = 5
REQUIRED = ("code", "name_sv", "organization")
_COLUMNS = Path(__file__).with_name("columns.yml")


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
    text = decode(content)
    if text is None:
        return _refused("not_text")
    return parse(text) if text.strip() else _refused("empty")


def decode(content: bytes) -> str | None:
    """The text of UTF-8 (with or without BOM) or of Windows' cp1252; None when it is neither."""
    if b"\x00" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def parse(text: str) -> Table:
    """The rows of comma- or semicolon-separated text."""
    separator = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return _refused("broken_quotes")
    names, faults = _named([cell.strip() for cell in lines[0]])
    headings = {name: lines[0][at].strip() for at, name in enumerate(names) if name}
    if faults:
        return Table(headings, (), tuple(faults))
    return Table(headings, tuple(_text_rows(names, lines)), tuple(_crowded(lines, separator)))


def _text_rows(names: list[str], lines: list[list[str]]) -> Iterator[TextRow]:
    """The rows under the headings; rows without anything in them are passed over."""
    for number, cells in enumerate(lines[1:], start=2):
        filled = {name: plain(cell) for name, cell in zip(names, cells, strict=False) if name and plain(cell)}
        if filled:
            yield TextRow(number, filled)


def plain(cell: str) -> str:
    """The cell without blanks around it, and without the ' that our export puts before = + - and @."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _named(headings: list[str]) -> tuple[list[str], list[Fault]]:
    """Our name for each heading ("" where there is none), and the faults among them."""
    names = [_known().get(heading.casefold(), "") for heading in headings]
    pairs = list(zip(headings, names, strict=True))
    faults = [_unknown(heading) for heading, name in pairs if heading and not name]
    for at, (heading, name) in enumerate(pairs):
        if name and name in names[:at]:
            faults.append(Fault(1, heading, Problem("double_column", {"value": heading})))
    absent = (name for name in REQUIRED if name not in names)
    faults += [Fault(1, "", Problem("missing_column", {"value": name})) for name in absent]
    return names, faults


def _crowded(lines: list[list[str]], separator: str) -> Iterator[Fault]:
    """Rows with more cells than there are headings: most often text with an unquoted separator in it."""
    for number, cells in enumerate(lines, start=1):
        if any(cells[len(lines[0]) :]):
            yield Fault(number, "", Problem("too_many_cells", {"value": separator}))


def _unknown(heading: str) -> Fault:
    """A heading that we do not know, with the nearest that we do."""
    near = get_close_matches(heading.casefold(), list(_known()), n=1, cutoff=0.0)
    return Fault(1, heading, Problem("unknown_column", {"value": heading, "near": near[0]}))


@cache
def _known() -> Mapping[str, str]:
    """Every heading that a file may use -> our name for the column."""
    columns: Mapping[str, str] = yaml.safe_load(_COLUMNS.read_text(encoding="utf-8"))
    return {word: name for name, swedish in columns.items() for word in (name, swedish)}


def _refused(problem: str, **values: object) -> Table:
    """A file that cannot be used at all."""
    return Table({}, (), (Fault(0, "", Problem(problem, values)),))
