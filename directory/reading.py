"""The directory as plain values: a few questions to the database, then no session in sight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import hanging, models, records
from directory.hanging import Hanging
from directory.models import Taxonomy, TaxonomyTerm, Translation
from directory.models.schedule import weekdays
from directory.records import Text

English = Mapping[tuple[str, str], str]
"""(row id, field) -> the English words."""
_AT_ONCE = 200
"""Services in one question: what hangs on them must fit into the next."""


def services(session: Session, ids: Iterable[str] | None = None) -> tuple[records.Service, ...]:
    """Services by code: every one, or those with these ids. A dozen questions, however many there are."""
    return tuple(sorted(by_id(session, ids).values(), key=lambda service: service.code))


def by_id(session: Session, ids: Iterable[str] | None = None) -> dict[str, records.Service]:
    """The same by id; an id that is not there is left out."""
    if ids is None:
        return _read(session, None)
    known = sorted(ids)
    some = (known[start : start + _AT_ONCE] for start in range(0, len(known), _AT_ONCE))
    return {key: service for batch in some for key, service in _read(session, batch).items()}


def _read(session: Session, ids: Sequence[str] | None) -> dict[str, records.Service]:
    rows, parts = hanging.services(session, ids), hanging.hanging(session, ids)
    english, changed_on = _english(session, _with_words(rows, parts, ids)), _changed_on(session)
    main = _organization_phones(session, english)
    return {
        row.id: replace(
            _service(row, parts, english),
            changed_on=changed_on.get(row.id),
            organization_phones=main.get(row.organization_id, ()),
        )
        for row in rows
    }


def _changed_on(session: Session) -> dict[str, date]:
    """Services of which a critical field was changed after the last assurance: since when."""
    question = (
        select(models.Verification.service_id, func.min(models.Verification.due_on))
        .where(models.Verification.ended_at.is_(None), models.Verification.due_on.is_not(None))
        .group_by(models.Verification.service_id)
    )
    return {service_id: day for service_id, day in session.execute(question) if day is not None}


def _organization_phones(session: Session, english: English) -> dict[str, tuple[records.Phone, ...]]:
    """Numbers that belong to an organisation and to no service of it."""
    question = (
        select(models.Phone)
        .where(models.Phone.organization_id.is_not(None), models.Phone.service_id.is_(None))
        .order_by(models.Phone.organization_id, models.Phone.sort_order)
    )
    by_owner = groupby(session.scalars(question), key=lambda phone: phone.organization_id or "")
    return {owner: tuple(_phone(phone, english) for phone in phones) for owner, phones in by_owner}


def need_titles(session: Session) -> Mapping[str, Text]:
    """What a visitor reads on the button of each need, in the order of their priority."""
    question = (
        select(TaxonomyTerm).join(Taxonomy).where(Taxonomy.name == "need").order_by(TaxonomyTerm.sort_order)
    )
    english = _english(session)
    return {term.code: _text(english, term.id, "name", term.name) for term in session.scalars(question)}


def _english(session: Session, of: Collection[str] | None = None) -> English:
    """The English words of these rows, or all at once: there are few, and row by row would take longer."""
    question = select(Translation.resource_id, Translation.field_name, Translation.value).where(
        Translation.language == "en"
    )
    if of is not None:
        question = question.where(Translation.resource_id.in_(of))
    return {(key, field): value for key, field, value in session.execute(question)}


def _with_words(rows: Sequence[Any], parts: Hanging, ids: Sequence[str] | None) -> Collection[str] | None:
    """The rows that may have English words; None when all of them are wanted."""
    if ids is None:
        return None
    tables = (parts.phones, parts.urls, parts.what_happens)
    hung = (row.id for table in tables for several in table.values() for row in several)
    return {*(row.id for row in rows), *hung}


def _text(english: English, row_id: str, field: str, swedish: str | None) -> Text:
    """The words of one field in both languages."""
    return Text(swedish or "", english.get((row_id, field), ""))


def _service(row: Any, parts: Hanging, english: English) -> records.Service:
    """The row with everything that hangs on it, as a record."""
    terms = parts.terms.get(row.id, ())
    return records.Service(
        code=row.code,
        name=_text(english, row.id, "name", row.name),
        description=_text(english, row.id, "description", row.description),
        organization=row.organization_name,
        status=row.status,
        confidence=row.confidence,
        phones=tuple(_phone(phone, english) for phone in parts.phones.get(row.id, ())),
        links=tuple(_link(url, english) for url in parts.urls.get(row.id, ())),
        address=next(map(_address, parts.addresses.get(row.id, ())), None),
        schedules=tuple(_schedule(s) for s in parts.schedules.get(row.id, ()) if s.freq == "WEEKLY"),
        exceptions=tuple(_exception(exception) for exception in parts.exceptions.get(row.id, ())),
        always_open=row.always_open,
        hours_note=_text(english, row.id, "hours_note", row.hours_note) if row.hours_note else None,
        areas=frozenset(area.uri for area in parts.areas.get(row.id, ())),
        audiences=_codes(terms, "audience"),
        genders=_codes(terms, "gender"),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        languages=frozenset(language.code for language in parts.languages.get(row.id, ())),
        interpreters=bool(row.interpretation_services),
        anonymous=row.anonymous,
        what_happens=tuple(
            _text(english, fact.id, "text", fact.text) for fact in parts.what_happens.get(row.id, ())
        ),
        needs=_ranks(terms, "need"),
        last_resort_for=_ranks(terms, "last_resort"),
        source=_source(row),
        assured_date=row.assured_date,
        categories=_codes(terms, "category"),
        review_interval_days=row.review_interval_days,
        alert=_text(english, row.id, "alert", row.alert) if row.alert else None,
        alert_until=row.alert_until,
    )


def _codes(terms: Iterable[Any], link_type: str) -> frozenset[str]:
    return frozenset(term.code for term in terms if term.link_type == link_type)


def _ranks(terms: Iterable[Any], link_type: str) -> dict[str, int]:
    return {term.code: term.rank or 1 for term in terms if term.link_type == link_type}


def _source(row: Any) -> records.Source | None:
    """Where the facts of a row were read; None when nobody has said."""
    if not row.source:
        return None
    return records.Source(row.source, row.source_date or "", row.source_url or "")


def _phone(row: Any, english: English) -> records.Phone:
    return records.Phone(
        number=row.number,
        label=_text(english, row.id, "description", row.description),
        confidence=row.confidence,
        source=_source(row),
        verified_on=row.verified_on,
    )


def _link(row: Any, english: English) -> records.Link:
    return records.Link(
        url=row.url,
        label=_text(english, row.id, "label", row.label),
        kind=row.kind,
        confidence=row.confidence,
        source=_source(row),
        verified_on=row.verified_on,
    )


def _address(row: Any) -> records.Address:
    """An address that visitors may know of, in one line."""
    town = " ".join(part for part in (row.postal_code, row.city) if part)
    return records.Address(
        text=", ".join(part for part in (row.address_1, town) if part),
        confidence=row.confidence,
        source=_source(row),
        verified_on=row.verified_on,
    )


def _schedule(row: Any) -> records.Schedule:
    return records.Schedule(
        days=weekdays(row.byday),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        attending=row.attending_type,
        open_on_holidays=row.open_on_holidays,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _exception(row: Any) -> records.ScheduleException:
    return records.ScheduleException(row.date_from, row.date_to, row.opens_at, row.closes_at)
