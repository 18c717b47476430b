"""From the words of the history back to values and rows: the inverse of `history.as_text`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, String, Time, inspect

from directory.history import UNTOLD, as_text
from directory.models import Model
from directory.models.model import Moment

Texts = Mapping[str, str]
"""Field name -> value as the history writes it."""

_READ: Mapping[type[Any], Any] = {
    Integer: int,
    Float: float,
    Date: date.fromisoformat,
    Time: time.fromisoformat,
    Moment: datetime.fromisoformat,
}
KEEPERS: Mapping[str, type[Model]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Model.registry.mappers
    if mapper.class_.keeps_history
}
"""The tables that keep history, by the name that the history calls them by."""


class NotAValue(ValueError):
    """These words are no value of that field; the message names the field and never the words."""


def from_text(kind: type[Model], field_name: str, text: str) -> Any:
    """The value that the history writes as `text`; "" is NULL where it may be. Raises NotAValue."""
    column = _column(kind, field_name)
    if text == "" and column.nullable:
        return None
    if isinstance(column.type, String):
        return text
    try:
        return _read(column, text)
    except (ValueError, KeyError):
        raise NotAValue(f"this is no value of {kind.__tablename__}.{field_name}") from None


def told_fields(kind: type[Model]) -> tuple[str, ...]:
    """The fields that the history tells about, as the table orders them."""
    return tuple(attribute.key for attribute in inspect(kind).column_attrs if attribute.key not in UNTOLD)


def texts_of(row: Model) -> dict[str, str]:
    """A row as the history would write it: every field, "" where there is nothing."""
    return {name: as_text(getattr(row, name)) for name in told_fields(type(row))}


def filled(texts: Texts) -> dict[str, str]:
    """Without the fields that hold nothing."""
    return {name: text for name, text in texts.items() if text}


def put(row: Model, texts: Texts) -> None:
    """Sets the named fields. Raises NotAValue."""
    for name, text in texts.items():
        setattr(row, name, from_text(type(row), name, text))


def build(resource_type: str, resource_id: str, texts: Texts) -> Model:
    """A new row with this id and these fields; the others get their defaults. Raises NotAValue."""
    row = kind_of(resource_type)(id=resource_id)
    put(row, texts)
    return row


def restore(resource_type: str, resource_id: str, texts: Texts) -> Model:
    """A row as it once was, with its own id: what is not told was empty. Raises NotAValue.

    A field that cannot be empty and is not told came into the table later: it gets its default.
    """
    kind = kind_of(resource_type)
    columns = inspect(kind).columns
    could_be_empty = (
        name for name in told_fields(kind) if columns[name].nullable or isinstance(columns[name].type, String)
    )
    return build(resource_type, resource_id, {**dict.fromkeys(could_be_empty, ""), **texts})


def kind_of(resource_type: str) -> type[Model]:
    """The class of a table that keeps history. Raises NotAValue."""
    if resource_type not in KEEPERS:
        raise NotAValue("no table of this name keeps history")
    return KEEPERS[resource_type]


def _column(kind: type[Model], field_name: str) -> Column[Any]:
    """The column that stores the field."""
    if field_name not in told_fields(kind):
        raise NotAValue(f"{kind.__tablename__} has no such field")
    column = inspect(kind).columns[field_name]
    assert isinstance(column, Column)
    return column


def _read(column: Column[Any], text: str) -> Any:
    if isinstance(column.type, Boolean):
        return {"true": True, "false": False}[text]
    read = next(read for kind, read in _READ.items() if isinstance(column.type, kind))
    value = read(text)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value
