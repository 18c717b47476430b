"""One service as the cells of its row: column name -> text, without the empty ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from directory.hours_text import write_other_days, write_week
from directory.importing.cells import swedish_words
from directory.importing.contact_rows import first_address
from directory.importing.headings import with_number
from directory.importing.hour_rows import other_days_of, period_of, weekly
from directory.models import Service
from directory.records import Attending

Cells = Mapping[str, str]
English = Mapping[tuple[str, str], str]
"""(row id, field) -> the English words."""


def cells_of(service: Service, english: English) -> Cells:
    """All that the file can hold of one service."""
    parts = (
        _own(service),
        _texts(service, english),
        _lists(service),
        _phones(service, english),
        _links(service, english),
        _address(service),
        _hours(service),
        _facts(service, english),
    )
    return {column: text for part in parts for column, text in part if text}


def _word(column: str, word: str | None) -> str:
    """What staff write for one of the fixed words."""
    return swedish_words()[column].get(word or "", word or "")


def _yes_no(value: bool) -> str:
    return "ja" if value else "nej"


def _own(service: Service) -> Iterator[tuple[str, str]]:
    """The columns of the service itself that are no sentences."""
    yield "code", service.code
    yield "organization", service.organization.name
    yield "status", _word("status", service.status)
    yield "confidence", _word("confidence", service.confidence)
    yield "anonymous", _word("anonymous", service.anonymous)
    yield "alternate_name", service.alternate_name or ""
    yield "interpretation", service.interpretation_services or ""
    yield "always_open", _yes_no(service.always_open)
    yield "source_url", service.source_url or ""
    yield "source_date", service.source_date or ""
    yield "note", service.internal_note or ""
    for column, value in (
        ("minimum_age", service.minimum_age),
        ("maximum_age", service.maximum_age),
        ("review_interval", service.review_interval_days),
        ("alert_until", service.alert_until),
    ):
        yield column, "" if value is None else str(value)


def _texts(service: Service, english: English) -> Iterator[tuple[str, str]]:
    """The sentences in both languages."""
    for column, field in (
        ("name", "name"),
        ("description", "description"),
        ("eligibility", "eligibility_description"),
        ("application", "application_process"),
        ("fees", "fees_description"),
        ("alert", "alert"),
        ("hours_note", "hours_note"),
    ):
        yield f"{column}_sv", getattr(service, field) or ""
        yield f"{column}_en", english.get((service.id, field), "")


def _lists(service: Service) -> Iterator[tuple[str, str]]:
    """The columns with several values."""
    for column, link_type in (("audiences", "audience"), ("genders", "gender"), ("category", "category")):
        yield column, "|".join(sorted(a.term.code for a in service.attributes if a.link_type == link_type))
    for link_type, column in (("need", "needs"), ("last_resort", "last_resort")):
        ties = sorted((a.term.code, a.rank or 1) for a in service.attributes if a.link_type == link_type)
        yield column, "|".join(f"{code}:{rank}" for code, rank in ties)
    yield "areas", "|".join(area.uri for area in service.areas)
    yield "languages", "|".join(language.code for language in service.languages)


def _numbered(group: str, number: int, cells: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """The cells of one of several; "" is the cell that the group is about."""
    return ((with_number(f"{group}{rest}", number), text or "") for rest, text in cells.items())


def _about(row: Any, english: str) -> dict[str, str | None]:
    """Trust, source and English of a contact point."""
    return {
        "_label_en": english,
        "_confidence": _word("confidence", row.confidence),
        "_source_url": row.source_url,
        "_source_date": row.source_date,
    }


def _phones(service: Service, english: English) -> Iterator[tuple[str, str]]:
    """The numbers in the order of the card."""
    rows = sorted(service.phones, key=lambda phone: (phone.sort_order, phone.id))
    for number, row in enumerate(rows, start=1):
        about = _about(row, english.get((row.id, "description"), ""))
        own = {"": row.number, "_label_sv": row.description, "_type": row.type}
        yield from _numbered("phone", number, {**own, "_textable": _yes_no(row.textable), **about})


def _links(service: Service, english: English) -> Iterator[tuple[str, str]]:
    """Chats, pages and mailboxes, each kind numbered by itself."""
    for kind, main in (("chat", "_url"), ("web", "_url"), ("email", "")):
        rows = sorted((u for u in service.urls if u.kind == kind), key=lambda u: (u.sort_order, u.id))
        for number, row in enumerate(rows, start=1):
            about = _about(row, english.get((row.id, "label"), ""))
            address = row.url.removeprefix("mailto:").replace("|", "%7C")
            yield from _numbered(kind, number, {main: address, "_label_sv": row.label, **about})


def _address(service: Service) -> Iterator[tuple[str, str]]:
    """The address that visitors may know of."""
    row = first_address(service)
    if row is None:
        return
    place = next(tie.location for tie in service.places if tie.location_id == row.location_id)
    yield "street_address", row.address_1
    yield "postal_code", row.postal_code
    yield "city", row.city
    yield "transportation", place.transportation or ""
    yield "accessibility", place.accessibility or ""
    for name, text in _about(row, "").items():
        if name != "_label_en":
            yield f"address{name}", text or ""


def _hours(service: Service) -> Iterator[tuple[str, str]]:
    """Weekly hours by kind of contact, other days, and the source when they share one."""
    for attending in get_args(Attending):
        yield f"hours_{attending}", write_week(period_of(s) for s in weekly(service, attending))
    yield "other_days", write_other_days(other_days_of(one) for one in service.exceptions)
    sources = {(s.source_url, s.source_date) for s in service.schedules}
    if len(sources) == 1:
        ((url, day),) = sources
        yield "hours_source_url", url or ""
        yield "hours_source_date", day or ""


def _facts(service: Service, english: English) -> Iterator[tuple[str, str]]:
    """What happens if you contact them."""
    rows = sorted(service.what_happens, key=lambda fact: (fact.sort_order, fact.id))
    for number, row in enumerate(rows, start=1):
        cells = {
            "": row.text,
            "_en": english.get((row.id, "text"), ""),
            "_kind": _word("fact_kind", row.kind),
            "_source": row.source,
            "_source_date": row.source_date,
            "_source_url": row.source_url,
        }
        yield from _numbered("fact", number, cells)
