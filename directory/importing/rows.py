"""One service as a file tells it: None means that the file says nothing about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

import directory.importing.cells as cells
from directory.importing.faults import CellError, Fault, Problem
from directory.importing.tables import REQUIRED, TextRow
from directory.models.service import STATUSES
from directory.records import Anonymous, Confidence
from directory.terms import codes

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A row without faults. `row` is its number in the spreadsheet; the rest are the file's columns."""

    row: int
    code: str
    name_sv: str
    organization: str
    name_en: str | None = None
    status: str | None = None
    confidence: str | None = None
    category: str | None = None
    description_sv: str | None = None
    description_en: str | None = None
    audiences: Words | None = None
    genders: Words | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    areas: Words | None = None
    anonymous: str | None = None
    languages: Words | None = None
    interpretation: str | None = None
    phone: str | None = None
    phone_label_sv: str | None = None
    phone_label_en: str | None = None
    phone_confidence: str | None = None
    phone_source_url: str | None = None
    phone_source_date: str | None = None
    email: str | None = None
    email_confidence: str | None = None
    chat_url: str | None = None
    chat_label_sv: str | None = None
    chat_label_en: str | None = None
    chat_confidence: str | None = None
    web_url: Words | None = None
    web_confidence: str | None = None
    street_address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    address_confidence: str | None = None
    address_source_url: str | None = None
    address_source_date: str | None = None
    always_open: bool | None = None
    hours_note_sv: str | None = None
    hours_note_en: str | None = None
    source_url: str | None = None
    source_date: str | None = None
    note: str | None = None


@cache
def _parsers() -> Mapping[str, Callable[[str], object]]:
    """The parser of each column that is more than a short text."""
    trust = cells.one_of(get_args(Confidence))
    long_text = cells.text(2000)
    return {
        "code": cells.code,
        "status": cells.one_of(STATUSES),
        "category": cells.one_of(codes("category")),
        "description_sv": long_text,
        "description_en": long_text,
        "note": long_text,
        "audiences": cells.several(cells.one_of(codes("audience"))),
        "genders": cells.several(cells.one_of(codes("gender"))),
        "areas": cells.several(cells.one_of(codes("area"))),
        "languages": cells.several(cells.language),
        "minimum_age": cells.age,
        "maximum_age": cells.age,
        "anonymous": cells.one_of(get_args(Anonymous)),
        "phone": cells.phone,
        "email": cells.email,
        "chat_url": cells.url,
        "web_url": cells.several(cells.url),
        "street_address": cells.street_address,
        "postal_code": cells.text(20),
        "city": cells.text(100),
        "always_open": cells.yes_or_no,
        **dict.fromkeys(("source_url", "phone_source_url", "address_source_url"), cells.url),
        **dict.fromkeys(("source_date", "phone_source_date", "address_source_date"), cells.text(200)),
        **dict.fromkeys(
            (
                "confidence",
                "phone_confidence",
                "email_confidence",
                "chat_confidence",
                "web_confidence",
                "address_confidence",
            ),
            trust,
        ),
    }  # fmt: skip - a table


def service_row(text_row: TextRow, headings: Mapping[str, str]) -> ServiceRow | tuple[Fault, ...]:
    """The row's values, or every fault in it."""
    values: dict[str, Any] = {}
    faults = list(_missing(text_row, headings))
    for column, cell in text_row.cells.items():
        try:
            values[column] = _parsers().get(column, cells.text(300))(cell)
        except CellError as error:
            faults.append(Fault(text_row.number, headings[column], error.problem))
    lowest, highest = values.get("minimum_age"), values.get("maximum_age")
    if lowest is not None and highest is not None and lowest > highest:
        faults.append(Fault(text_row.number, headings["maximum_age"], Problem("ages_crossed")))
    return tuple(faults) if faults else ServiceRow(row=text_row.number, **values)


def _missing(text_row: TextRow, headings: Mapping[str, str]) -> Iterator[Fault]:
    """The cells that no service can be without."""
    for column in REQUIRED:
        if column not in text_row.cells:
            yield Fault(text_row.number, headings[column], Problem("missing"))
