"""One parser for each kind of HSDS value: what a file says in, the value as our own export writes it out."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any, get_args

from sqlalchemy import String, inspect

from directory import alerts
from directory.exporting.hsds_rows import MODELS, Value, written_value
from directory.exporting.hsds_tables import Field
from directory.importing import cells
from directory.importing.hsds_faults import wrong
from directory.models.contact_points import LINK_KINDS
from directory.models.vocabulary import TERM_KINDS
from directory.models.words import KINDS_OF_FACT
from directory.records import Anonymous, Attending, Confidence
from directory.unseen import without_unseen

MAY_BE_EMPTY = frozenset({"description", "city", "state_province", "postal_code", "previous_value"})
"""Required by HSDS, and no reason for us to refuse a row."""
ATTENDING = get_args(Attending)
_LONGEST_TEXT = 20_000
_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("service", "x_anonymous"): get_args(Anonymous),
    ("url", "x_kind"): LINK_KINDS,
    ("taxonomy_term", "x_kind"): TERM_KINDS,
    ("x_what_happens", "kind"): KINDS_OF_FACT,
    ("x_translation", "language"): ("en",),
    **{(table, "x_confidence"): get_args(Confidence) for table in ("service", "phone", "url", "address")},
}
_RANGES: Mapping[str, tuple[int, int]] = {
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "minimum_age": (0, 120),
    "maximum_age": (0, 120),
    "x_review_interval_days": (1, 365),
    "x_rank": (1, 9999),
    "x_sort_order": (-9999, 9999),
    "sort_order": (-9999, 9999),
}
_WHOLE = frozenset({"minimum_age", "maximum_age"})
_SIMPLE_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.0+)?)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def value_of(table: str, field: Field, told: Any) -> Value:
    """The value of one field. Raises CellError."""
    value = _PARSERS[field.kind](told)
    if isinstance(value, str):
        value = _text_of(table, field, value)
    elif field.name in _RANGES:
        value = _in_range(field.name, value)
    words = field.words or _WORDS.get((table, field.name), ())
    if words and value not in words:
        raise wrong("hsds_words", value=value, known=", ".join(words))
    return value


def _text_of(table: str, field: Field, value: str) -> str:
    """Text that fits its column, and that our own rules for the field allow."""
    if value and (table, field.name) in _OWN_RULES:
        value = _OWN_RULES[table, field.name](value)
    return cells.text(_longest(table, field))(value)


_OWN_RULES: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("service", "alert"): cells.text(alerts.LONGEST),
    ("phone", "number"): cells.phone,
    ("address", "address_1"): cells.street_address,
    ("address", "address_2"): cells.street_address,
    ("location", "name"): cells.street_address,
    ("language", "code"): cells.language,
}


def _in_range(name: str, value: Value) -> Value:
    """A number that can be true; ages are whole."""
    least, most = _RANGES[name]
    assert isinstance(value, int | float)
    if not least <= value <= most or (name in _WHOLE and value != int(value)):
        raise wrong("hsds_range", value=value, least=least, most=most)
    return int(value) if name in _WHOLE else value


@cache
def _longest(table: str, field: Field) -> int:
    """How long a text the column holds."""
    model = MODELS.get(table)
    column = inspect(model).columns.get(field.column) if model else None
    length = column.type.length if column is not None and isinstance(column.type, String) else None
    return length or _LONGEST_TEXT


def _text(told: Any) -> str:
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        raise wrong("hsds_type", value=told, wanted="text")
    if _CONTROL.search(str(told)):
        raise wrong("hsds_control")
    return without_unseen(str(told)).strip()


def _uuid(told: Any) -> str:
    try:
        if not isinstance(told, str) or len(told.strip()) != 36:
            raise ValueError
        return str(uuid.UUID(told.strip()))
    except ValueError:
        raise wrong("hsds_uuid", value=told) from None


def _number(told: Any) -> int | float:
    try:
        if isinstance(told, bool) or not isinstance(told, str | int | float):
            raise ValueError
        number = float(told)
    except (ValueError, OverflowError):
        raise wrong("hsds_type", value=told, wanted="12") from None
    if not math.isfinite(number):
        raise wrong("hsds_type", value=told, wanted="12")
    return number


def _integer(told: Any) -> int:
    number = _number(told)
    if number != int(number):
        raise wrong("hsds_type", value=told, wanted="12")
    return int(number)


def _boolean(told: Any) -> bool:
    found = {"true": True, "false": False, "1": True, "0": False}.get(str(told).strip().casefold())
    if found is None:
        raise wrong("hsds_type", value=told, wanted="true / false")
    return found


def _date(told: Any) -> str:
    try:
        if not isinstance(told, str) or len(told.strip()) != 10:
            raise ValueError
        return date.fromisoformat(told.strip()).isoformat()
    except ValueError:
        raise wrong("hsds_date", value=told) from None


def _time(told: Any) -> str:
    text = _text(told)
    if not _SIMPLE_TIME.fullmatch(text):
        try:
            has_zone = time.fromisoformat(text).tzinfo is not None
        except ValueError:
            has_zone = False
        raise wrong("hsds_offset" if has_zone else "hsds_time", value=told)
    return text[:5]


def _moment(told: Any) -> str:
    try:
        moment = datetime.fromisoformat(_text(told))
        if moment.tzinfo is None:
            raise ValueError
    except ValueError:
        raise wrong("hsds_date", value=told) from None
    return moment.isoformat()


def _email(told: Any) -> str:
    return cells.email(_text(told))


def _uri(told: Any) -> str:
    """A web address or a mailbox, as a browser would send it."""
    text = _text(told)
    if text.startswith("mailto:"):
        return f"mailto:{cells.email(text)}"
    written = written_value(_URI, cells.url(text))
    return str(written)


_URI = Field("url", "uri", False, "", False, ())
_PARSERS: Mapping[str, Callable[[Any], Value]] = {
    "text": _text,
    "code": lambda told: cells.code(_text(told)),
    "uuid": _uuid,
    "email": _email,
    "uri": _uri,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
    "datetime": _moment,
}
