"""One service as a file tells it: None means that the file says nothing about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, get_args

import directory.importing.cells as cells
from directory import alerts
from directory.hours_text import OtherDays, Period
from directory.importing.faults import CellError, Fault, Problem
from directory.importing.grouping import grouped
from directory.importing.headings import columns, without_number
from directory.importing.tables import REQUIRED, TextRow
from directory.importing.told import FactTold, LinkTold, PhoneTold
from directory.models.service import STATUSES
from directory.models.words import KINDS_OF_FACT
from directory.records import Anonymous, Confidence
from directory.terms import codes, needs

Words = tuple[str, ...]
Week = tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A row without faults. `row` is its number in the spreadsheet; the rest are the file's columns."""

    row: int
    code: str
    name_sv: str
    organization: str
    name_en: str | None = None
    alternate_name: str | None = None
    status: str | None = None
    confidence: str | None = None
    category: Words | None = None
    description_sv: str | None = None
    description_en: str | None = None
    audiences: Words | None = None
    genders: Words | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_sv: str | None = None
    eligibility_en: str | None = None
    areas: Words | None = None
    needs: Mapping[str, int] | None = None
    last_resort: Mapping[str, int] | None = None
    anonymous: str | None = None
    languages: Words | None = None
    interpretation: str | None = None
    phones: tuple[PhoneTold, ...] = ()
    links: tuple[LinkTold, ...] = ()
    street_address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    address_confidence: str | None = None
    address_source_url: str | None = None
    address_source_date: str | None = None
    transportation: str | None = None
    accessibility: str | None = None
    always_open: bool | None = None
    hours_any: Week | None = None
    hours_phone: Week | None = None
    hours_visit: Week | None = None
    hours_chat: Week | None = None
    other_days: tuple[OtherDays, ...] | None = None
    hours_source_url: str | None = None
    hours_source_date: str | None = None
    hours_note_sv: str | None = None
    hours_note_en: str | None = None
    application_sv: str | None = None
    application_en: str | None = None
    fees_sv: str | None = None
    fees_en: str | None = None
    facts: tuple[FactTold, ...] = ()
    alert_sv: str | None = None
    alert_en: str | None = None
    alert_until: date | None = None
    review_interval: int | None = None
    source_url: str | None = None
    source_date: str | None = None
    note: str | None = None


LONG_TEXTS = ("description", "eligibility", "application", "fees", "hours_note")


@cache
def _parsers() -> Mapping[str, Callable[[str], object]]:
    """The parser of each column that is more than a short text."""
    swedish = cells.swedish_words()
    need_codes = tuple(need.code for need in needs())
    return {
        **_trust_parsers(),
        **{f"{name}_{language}": cells.text(2000) for name in LONG_TEXTS for language in ("sv", "en")},
        **dict.fromkeys(("alert_sv", "alert_en"), cells.text(alerts.LONGEST)),
        **dict.fromkeys(("fact", "fact_en", "note", "interpretation"), cells.text(2000)),
        **dict.fromkeys(("transportation", "accessibility"), cells.text(2000)),
        **dict.fromkeys(("hours_any", "hours_phone", "hours_visit", "hours_chat"), cells.week),
        "other_days": cells.other_days,
        "code": cells.code,
        "status": cells.one_of(STATUSES, swedish["status"]),
        "category": cells.several(cells.one_of(codes("category"))),
        "audiences": cells.several(cells.one_of(codes("audience"))),
        "genders": cells.several(cells.one_of(codes("gender"))),
        "areas": cells.several(cells.one_of(codes("area"))),
        "needs": cells.ranks(need_codes),
        "last_resort": cells.ranks(need_codes),
        "languages": cells.several(cells.language),
        "minimum_age": cells.age,
        "maximum_age": cells.age,
        "review_interval": cells.days,
        "alert_until": cells.day,
        "anonymous": cells.one_of(get_args(Anonymous), swedish["anonymous"]),
        "phone": cells.phone,
        "phone_type": cells.line(20),
        "phone_textable": cells.yes_or_no,
        "email": cells.email,
        "chat_url": cells.url,
        "web_url": cells.several(cells.url),
        "fact_kind": cells.one_of(KINDS_OF_FACT, swedish["fact_kind"]),
        "fact_source": cells.line(200),
        "street_address": cells.street_address,
        "postal_code": cells.line(20),
        "city": cells.line(100),
        "always_open": cells.yes_or_no,
    }


def _trust_parsers() -> Mapping[str, Callable[[str], object]]:
    """The parsers of every column of trust or source, whatever it is the source of."""
    ending: Mapping[str, Callable[[str], object]] = {
        "_confidence": cells.one_of(get_args(Confidence), cells.swedish_words()["confidence"]),
        "_source_url": cells.url,
        "_source_date": cells.source_day,
    }
    return {c: parse for c in columns() for end, parse in ending.items() if f"_{c}".endswith(end)}


def service_row(text_row: TextRow, headings: Mapping[str, str]) -> ServiceRow | tuple[Fault, ...]:
    """The row's values, or every fault in it."""
    values: dict[str, Any] = {}
    faults = list(_missing(text_row, headings))
    for column, cell in text_row.cells.items():
        try:
            values[column] = _parsers().get(without_number(column)[0], cells.line(300))(cell)
        except CellError as error:
            faults.append(Fault(text_row.number, headings[column], error.problem))
    lowest, highest = values.get("minimum_age"), values.get("maximum_age")
    if lowest is not None and highest is not None and lowest > highest:
        faults.append(Fault(text_row.number, headings["maximum_age"], Problem("ages_crossed")))
    if faults:
        return tuple(faults)
    several, lonely = grouped(values)
    if lonely:
        return tuple(Fault(text_row.number, headings[column], Problem("lonely")) for column in lonely)
    single = {field.name for field in fields(ServiceRow)}
    return ServiceRow(row=text_row.number, **several, **{k: v for k, v in values.items() if k in single})


def _missing(text_row: TextRow, headings: Mapping[str, str]) -> Iterator[Fault]:
    """The cells that no service can be without."""
    for column in REQUIRED:
        if column not in text_row.cells:
            yield Fault(text_row.number, headings[column], Problem("missing"))
