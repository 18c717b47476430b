"""From the weeks of a draft to schedules: as few rows as were there, and none touched that says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from directory.editing.differences import changed_lines, lost_lines
from directory.editing.draft import DAYS, Draft, Line
from directory.editing.drafting import Held
from directory.editing.parts import CELLS, source_values
from directory.editing.planning import Changes, RowChange, delete, update
from directory.editing.weeks import Span, read_day
from directory.models import Schedule, new_id
from directory.models.schedule import byday


def week_changes(here: Held, before: Draft, after: Draft) -> Changes:
    """The weekly opening hours; monthly ones have no line in the form and stay."""
    rows = here.week_rows()
    for line in lost_lines(before, after, "hours"):
        yield from (change for row in rows.get(line.id, ()) for change in delete(row))
    for was, line in changed_lines(before, after, "hours"):
        known = rows.get(line.id, [])
        yield from _week(here, known, _shared(was if known else None, line), line)


def _shared(was: Line | None, line: Line) -> dict[str, Any]:
    """The columns that all rows of the line have in common, those that were changed."""
    values = {
        box.column: box.value(line.cells[cell])
        for cell, box in CELLS["hours"].items()
        if was is None or was.cells[cell] != line.cells[cell]
    }
    source = line.cells["source"], line.cells["source_date"]
    if was is None or source != (was.cells["source"], was.cells["source_date"]):
        values |= source_values(*source)
    return values


def _week(here: Held, rows: list[Schedule], shared: Mapping[str, Any], line: Line) -> Changes:
    """Keeps the rows whose hours are in the week, gives the others other hours, adds what is missing."""
    wanted: dict[Span, set[int]] = defaultdict(set)
    for day, name in enumerate(DAYS, start=1):
        for span in read_day(line.cells[name]):
            wanted[span].add(day)
    alike: dict[Span, list[Schedule]] = defaultdict(list)
    for row in rows:
        alike[row.opens_at, row.closes_at].append(row)
    free: list[Schedule] = []
    for span, same in alike.items():
        days = wanted.pop(span, None)
        if days is None:
            free += same
        elif frozenset(days) == frozenset().union(*(row.weekdays for row in same)):
            yield from (change for row in same for change in update(row, **shared))
        else:
            yield from update(same[0], byday=byday(frozenset(days)), **shared)
            free += same[1:]
    yield from _placed(here, free, wanted, shared, rows)


def _placed(
    here: Held,
    free: list[Schedule],
    wanted: Mapping[Span, set[int]],
    shared: Mapping[str, Any],
    rows: list[Schedule],
) -> Changes:
    """The hours that no row had: upon a row that has lost its own, else upon a new one."""
    for (opens_at, closes_at), days in sorted(wanted.items()):
        hours = {"byday": byday(frozenset(days)), "opens_at": opens_at, "closes_at": closes_at}
        same_days = [row for row in free if row.byday == hours["byday"]]
        row = next(iter([*same_days, *free]), None)
        if row is not None:
            free.remove(row)
            yield from update(row, **hours, **shared)
        else:
            yield RowChange("create", Schedule, new_id(), _new(here, rows) | hours | dict(shared))
    for row in free:
        yield from delete(row)


def _new(here: Held, rows: list[Schedule]) -> dict[str, Any]:
    """What a further row takes from those that are there."""
    columns = ("attending_type", "open_on_holidays", "valid_from", "valid_to", "description", "notes")
    taken = (*columns, "source", "source_date", "source_url")
    alike = {name: getattr(rows[0], name) for name in taken} if rows else {}
    return {"service_id": here.service.id, "freq": "WEEKLY", **alike}
