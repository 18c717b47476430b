"""From the difference of two drafts to changes of rows: which row, and which columns get which value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.changes import Action
from directory.editing.differences import lost_lines
from directory.editing.draft import Draft
from directory.editing.drafting import RANKED_BY, TICKED_BY, Held
from directory.editing.parts import PLAIN, TEXTS, source_values
from directory.models import Attribute, Language, Model, Organization, Service, ServiceArea, Translation
from directory.models import lasting_id as lasting

NOW = object()
"""Stands for the moment at which the change is written."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row. `values`: the columns that change, or all that a new row is given; empty for "delete".

    `row` is what stands there now, None for a new one.
    """

    action: Action
    kind: type[Model]
    row_id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    row: Model | None = None


Changes = Iterator[RowChange]
TermId = Callable[[str, str], str]
"""(taxonomy, code) -> the term's id."""


def update(row: Model, **values: Any) -> Changes:
    """The columns that would get another value; nothing when none would."""
    other = {name: value for name, value in values.items() if getattr(row, name) != value}
    if other:
        yield RowChange("update", type(row), row.id, other, row)


def delete(row: Model) -> Changes:
    """The row goes; the history keeps it."""
    yield RowChange("delete", type(row), row.id, {}, row)


def translation(here: Held, owner: tuple[str, str], column: str, english: str) -> Changes:
    """The English of one column; `owner` is the row's table and id. Without words there is no translation."""
    table, row_id = owner
    row = here.english.get((row_id, column))
    if row is not None and english:
        yield RowChange("update", Translation, row.id, {"value": english, "source_last_modified": NOW}, row)
    elif row is not None:
        yield from delete(row)
    elif english:
        values = {"resource_type": table, "resource_id": row_id, "field_name": column, "language": "en"}
        more = {"value": english, "source_last_modified": NOW, "service_id": here.service.id}
        yield RowChange("create", Translation, lasting("translation", row_id, column, "en"), values | more)


def untranslated(here: Held, row_id: str) -> Changes:
    """The English of a row goes with it."""
    for (owner, _column), row in here.english.items():
        if owner == row_id:
            yield from delete(row)


def own_changes(here: Held, before: Draft, after: Draft, organization_id: str) -> Changes:
    """The service's own columns and their English. `organization_id`: of the organisation that was chosen."""
    values: dict[str, Any] = {"organization_id": organization_id}
    boxes = {f"{name}_sv": box for name, box in TEXTS.items()} | dict(PLAIN)
    for path, box in boxes.items():
        if after.text(path) != before.text(path):
            values[box.column] = box.value(after.text(path))
    source = after.text("source"), after.text("source_date")
    if source != (before.text("source"), before.text("source_date")):
        values |= source_values(*source)
    yield from update(here.service, **values)
    for name, box in TEXTS.items():
        english = after.text(f"{name}_en")
        if english != before.text(f"{name}_en"):
            yield from translation(here, ("service", here.service.id), box.column, english)


def new_organization(name: str) -> RowChange:
    """An organisation that the directory does not hold yet; the id is the one that an import would give."""
    return RowChange("create", Organization, lasting("organization", name), {"name": name})


def list_changes(here: Held, before: Draft, after: Draft, term_id: TermId) -> Changes:
    """Audiences, genders, categories, areas, languages, and the needs with their ranks."""
    for name, kind in TICKED_BY.items():
        for code in sorted(after.ticked(name) - before.ticked(name)):
            yield _tie(here.service, kind, (kind, code), term_id)
        for code in sorted(before.ticked(name) - after.ticked(name)):
            yield from _untie(here.service, kind, code)
    yield from _need_changes(here, before, after, term_id)
    yield from _own_list(here, before, after, "areas")
    yield from _own_list(here, before, after, "languages")


def _need_changes(here: Held, before: Draft, after: Draft, term_id: TermId) -> Changes:
    for path in {**before.fields, **after.fields}:
        beginning, _, code = path.partition("-")
        rank, was = after.text(path), before.text(path)
        if beginning not in RANKED_BY or rank == was:
            continue
        kind = RANKED_BY[beginning]
        if not was:
            yield _tie(here.service, kind, ("need", code), term_id, int(rank))
        elif not rank:
            yield from _untie(here.service, kind, code)
        else:
            for tie in _ties(here.service, kind, code):
                yield from update(tie, rank=int(rank))


def _ties(service: Service, kind: str, code: str) -> list[Attribute]:
    return [tie for tie in service.attributes if tie.link_type == kind and tie.term.code == code]


def _untie(service: Service, kind: str, code: str) -> Changes:
    for tie in _ties(service, kind, code):
        yield from delete(tie)


def _tie(
    service: Service, kind: str, term: tuple[str, str], term_id: TermId, rank: int | None = None
) -> RowChange:
    """The row that an import would make for the same tie; `term` is a taxonomy and a code."""
    values = {
        "link_id": service.id,
        "link_entity": "service",
        "link_type": kind,
        "taxonomy_term_id": term_id(*term),
        "rank": rank,
    }
    return RowChange("create", Attribute, lasting("attribute", service.id, kind, term[1]), values)


def _own_list(here: Held, before: Draft, after: Draft, name: str) -> Changes:
    """Areas or languages: tables of the service's own."""
    kind, column, start = {
        "areas": (ServiceArea, "uri", "area"),
        "languages": (Language, "code", "language"),
    }[name]
    rows: list[Any] = getattr(here.service, name)
    for code in sorted(after.ticked(name) - before.ticked(name)):
        values = {"service_id": here.service.id, column: code}
        yield RowChange("create", kind, lasting(start, here.service.id, code), values)
    for row in rows:
        if getattr(row, column) in before.ticked(name) - after.ticked(name):
            yield from delete(row)


def confirmations(here: Held, after: Draft) -> Changes:
    """English that staff say still holds: made anew, as it were, from the Swedish of this moment."""
    for row in here.english.values():
        if f"{row.resource_id}.{row.field_name}" in after.ticked("still_holds"):
            yield RowChange("update", Translation, row.id, {"source_last_modified": NOW}, row)


def lost_rows(here: Held, before: Draft, after: Draft, name: str, rows: Mapping[str, Model]) -> Changes:
    """The rows whose lines were taken out of a list, with their English."""
    for line in lost_lines(before, after, name):
        if line.id in rows:
            yield from untranslated(here, line.id)
            yield from delete(rows[line.id])
