"""What is wrong with the lines of a draft: numbers, links, hours, places, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from directory.editing.draft import DAYS, LINES, Draft, Line
from directory.editing.parts import CELLS, ENGLISH, day, source
from directory.editing.weeks import DayError, read_day
from directory.importing import cells
from directory.importing.faults import CellError

if TYPE_CHECKING:
    from directory.editing.checking import Problem

_Found = Iterator[tuple[str, "Problem"]]
FACTS: Mapping[str, str] = {"phones": "number", "links": "url", "places": "street"}
"""The box of a line that says what somebody acts on: a new one needs a source of its own."""


def line_faults(before: Draft, after: Draft, today: date) -> Iterator[tuple[str, int, str, Problem]]:
    """(list, place, box, what is wrong) of every line that is new or has been changed."""
    for name in LINES:
        known = {line.id: line for line in before.listed(name)}
        for number, line in enumerate(after.listed(name)):
            was = known.get(line.id)
            if line.is_blank or (was is not None and was.cells == line.cells):
                continue
            for box, problem in (*_boxes(name, line), *_RULES[name](line), *_sources(name, was, line, today)):
                yield name, number, box, problem
    yield from _doubles(after, "phones", "number", "double_number")
    yield from _doubles(after, "links", "url", "double_line")
    if after.text("always_open") and after.listed("hours") and after != before:
        number = len(after.listed("hours")) - 1
        if not after.listed("hours")[number].is_blank:
            yield "hours", number, "attending", ("both_always_and_hours", "")


def _boxes(name: str, line: Line) -> _Found:
    """Each box by its own parser."""
    for cell, box in CELLS[name].items():
        text = line.cells[cell]
        if box.required and not text:
            yield cell, ("missing", "")
        else:
            yield from _parsed(cell, box.value, text)
    yield from _parsed("source", source, line.cells.get("source", ""))
    yield from _parsed("source_date", cells.text(200), line.cells.get("source_date", ""))
    if name in ENGLISH:
        box_name = ENGLISH[name][0]
        swedish, english = line.cells[f"{box_name}_sv"], line.cells[f"{box_name}_en"]
        yield from _parsed(f"{box_name}_en", cells.text(2000), english)
        if english and not swedish and name != "what_happens":
            yield f"{box_name}_sv", ("english_alone", "")


def _parsed(cell: str, parse: Callable[[str], object], text: str) -> _Found:
    try:
        parse(text)
    except CellError as error:
        yield cell, error


def _link(line: Line) -> _Found:
    """A mailbox for mail, a web address for everything else."""
    if line.cells["url"]:
        yield from _parsed(
            "url", cells.email if line.cells["kind"] == "email" else cells.url, line.cells["url"]
        )


def _week(line: Line) -> _Found:
    """Hours on at least one day, each day by itself; the dates in order."""
    hours = {name: line.cells[name] for name in DAYS}
    if not any(hours.values()):
        yield DAYS[0], ("no_days", "")
    for name, text in hours.items():
        try:
            read_day(text)
        except DayError as error:
            yield name, (error.fault, error.part)
    yield from _in_order("valid_from", "valid_to", line)


def _exception(line: Line) -> _Found:
    yield from _in_order("date_from", "date_to", line)
    try:
        if len(read_day(line.cells["hours"])) > 1:
            yield "hours", ("one_period", "")
    except DayError as error:
        yield "hours", (error.fault, error.part)


def _in_order(first: str, last: str, line: Line) -> _Found:
    try:
        begins, ends = day(line.cells[first]), day(line.cells[last])
    except CellError:
        return
    if ends < begins:
        yield last, ("dates_crossed", "")


def _place(line: Line) -> _Found:
    """A secret address is never stored, not where only staff could see it either."""
    street = line.cells["street"] or line.cells["postal_code"]
    if line.cells["visibility"] == "internal" and street:
        yield "street", ("secret_place", "")
    elif line.cells["visibility"] != "internal" and not line.cells["street"]:
        yield "street", ("empty_place", "")


def _nothing_more(_line: Line) -> _Found:
    yield from ()


_RULES: Mapping[str, Callable[[Line], _Found]] = {
    "phones": _nothing_more,
    "links": _link,
    "hours": _week,
    "exceptions": _exception,
    "places": _place,
    "what_happens": _nothing_more,
}


def _sources(name: str, was: Line | None, line: Line, today: date) -> _Found:
    """What somebody will act on needs a source, and another fact another source or date.

    A web page is its own source; the same number written otherwise is the same fact.
    """
    fact = FACTS.get(name)
    if fact is None or not line.cells[fact] or (name == "links" and line.cells["kind"] != "email"):
        return
    if was is not None and same_fact(name, was, line):
        return
    if not line.cells["source"]:
        yield "source", ("needs_source", "")
    elif not line.cells["source_date"]:
        yield "source_date", ("needs_source_date", today)
    elif was is not None and was.cells[fact] and _source(was) == _source(line):
        yield "source", ("same_source", "")


def same_fact(name: str, was: Line, line: Line) -> bool:
    """True when a line still says what it said, however it is written."""
    if name == "phones":
        return _digits(was.cells["number"]) == _digits(line.cells["number"])
    boxes = {"places": ("street", "postal_code", "city"), "links": ("kind", "url")}[name]
    return all(was.cells[box] == line.cells[box] for box in boxes)


def _source(line: Line) -> tuple[str, str]:
    return line.cells["source"], line.cells["source_date"]


def _digits(number: str) -> str:
    return re.sub(r"[^0-9+]", "", number)


def _doubles(after: Draft, name: str, box: str, problem: str) -> Iterator[tuple[str, int, str, Problem]]:
    """A new line that says what another line says."""
    first: dict[str, int] = {}
    for number, line in enumerate(after.listed(name)):
        said = _digits(line.cells[box]) if name == "phones" else line.cells[box]
        if said and said in first and not (line.id and after.listed(name)[first[said]].id):
            yield name, number, box, (problem, first[said] + 1)
        first.setdefault(said, number)
