"""The directory as plain values: a few questions to the database, then no session in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import models, records
from directory.models import Attribute, Location, ServiceAtLocation, Taxonomy, TaxonomyTerm, Translation
from directory.records import Text

if TYPE_CHECKING:
    from directory.models.model import Sourced

English = Mapping[tuple[str, str], str]
"""(row id, field) -> the English words."""


def services(session: Session) -> tuple[records.Service, ...]:
    """Every service, by code. A dozen questions to the database, however many services there are."""
    question = (
        select(models.Service)
        .options(
            joinedload(models.Service.organization),
            selectinload(models.Service.phones),
            selectinload(models.Service.urls),
            selectinload(models.Service.schedules),
            selectinload(models.Service.exceptions),
            selectinload(models.Service.languages),
            selectinload(models.Service.areas),
            selectinload(models.Service.what_happens),
            selectinload(models.Service.attributes).joinedload(Attribute.term),
            selectinload(models.Service.places)
            .joinedload(ServiceAtLocation.location)
            .selectinload(Location.addresses),
        )
        .order_by(models.Service.code)
    )
    english, changed_on = _english(session), _changed_on(session)
    main = _organization_phones(session, english)
    return tuple(
        replace(
            _service(row, english),
            changed_on=changed_on.get(row.id),
            organization_phones=main.get(row.organization_id, ()),
        )
        for row in session.scalars(question)
    )


def edition(session: Session) -> int:
    """A number that grows with every change and every finished check: from neither is anything ever taken."""
    changes = select(func.count()).select_from(models.MetadataRow).scalar_subquery()
    checks = select(func.count(models.Verification.ended_at)).scalar_subquery()
    return session.scalar(select(changes + checks)) or 0


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


def _english(session: Session) -> English:
    """All English words at once: there are few, and asking row by row would take longer."""
    question = select(Translation).where(Translation.language == "en")
    return {(row.resource_id, row.field_name): row.value for row in session.scalars(question)}


def _text(english: English, row_id: str, field: str, swedish: str | None) -> Text:
    """The words of one field in both languages."""
    return Text(swedish or "", english.get((row_id, field), ""))


def _service(row: models.Service, english: English) -> records.Service:
    """The row with everything that hangs on it, as a record."""
    terms = row.attributes
    return records.Service(
        code=row.code,
        name=_text(english, row.id, "name", row.name),
        description=_text(english, row.id, "description", row.description),
        organization=row.organization.name,
        status=cast(Any, row.status),
        confidence=cast(records.Confidence, row.confidence),
        phones=tuple(_phone(phone, english) for phone in row.phones),
        links=tuple(_link(url, english) for url in row.urls),
        address=_address(row.places),
        schedules=tuple(_schedule(schedule) for schedule in row.schedules if schedule.freq == "WEEKLY"),
        exceptions=tuple(_exception(exception) for exception in row.exceptions),
        always_open=row.always_open,
        hours_note=_text(english, row.id, "hours_note", row.hours_note) if row.hours_note else None,
        areas=frozenset(area.uri for area in row.areas),
        audiences=_codes(terms, "audience"),
        genders=_codes(terms, "gender"),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        languages=frozenset(language.code for language in row.languages),
        interpreters=bool(row.interpretation_services),
        anonymous=cast(records.Anonymous, row.anonymous),
        what_happens=tuple(_text(english, fact.id, "text", fact.text) for fact in row.what_happens),
        needs=_ranks(terms, "need"),
        last_resort_for=_ranks(terms, "last_resort"),
        source=_source(row),
        assured_date=row.assured_date,
        categories=_codes(terms, "category"),
        review_interval_days=row.review_interval_days,
    )


def _codes(terms: Iterable[Attribute], link_type: str) -> frozenset[str]:
    return frozenset(a.term.code for a in terms if a.link_type == link_type)


def _ranks(terms: Iterable[Attribute], link_type: str) -> dict[str, int]:
    return {a.term.code: a.rank or 1 for a in terms if a.link_type == link_type}


def _source(row: Sourced) -> records.Source | None:
    """Where the facts of a row were read; None when nobody has said."""
    if not row.source:
        return None
    return records.Source(row.source, row.source_date or "", row.source_url or "")


def _phone(row: models.Phone, english: English) -> records.Phone:
    return records.Phone(
        number=row.number,
        label=_text(english, row.id, "description", row.description),
        confidence=cast(records.Confidence, row.confidence),
        source=_source(row),
        verified_on=row.verified_on,
    )


def _link(row: models.Url, english: English) -> records.Link:
    return records.Link(
        url=row.url,
        label=_text(english, row.id, "label", row.label),
        kind=cast(Any, row.kind),
        confidence=cast(records.Confidence, row.confidence),
        source=_source(row),
        verified_on=row.verified_on,
    )


def _address(places: Iterable[ServiceAtLocation]) -> records.Address | None:
    """The first address that visitors may know of."""
    for place in places:
        for row in place.location.addresses if place.location.visibility == "public" else ():
            town = " ".join(part for part in (row.postal_code, row.city) if part)
            return records.Address(
                text=", ".join(part for part in (row.address_1, town) if part),
                confidence=cast(records.Confidence, row.confidence),
                source=_source(row),
                verified_on=row.verified_on,
            )
    return None


def _schedule(row: models.Schedule) -> records.Schedule:
    return records.Schedule(
        days=row.weekdays,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        attending=cast(records.Attending, row.attending_type),
        open_on_holidays=row.open_on_holidays,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _exception(row: models.ScheduleException) -> records.ScheduleException:
    return records.ScheduleException(row.date_from, row.date_to, row.opens_at, row.closes_at)
