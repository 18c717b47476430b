"""The list of services as staff search it: words, filters, pages; answered by the database alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, join, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.models import Attribute, Phone, Service, ServiceArea, ServiceIndex, TaxonomyTerm
from directory.searching.folding import asked, name_key
from directory.searching.summaries import ServiceSummary, summaries
from directory.verification import ReviewClass, ReviewState
from directory.verifying.standing_sql import standing

PAGE_SIZE = 50
_MOST_TERMS = 12
"""Words of one search that count; more than these nobody means."""
_INDEXED = join(ServiceIndex, Service, ServiceIndex.id == Service.id)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. `words`: all of them, in any order. None = never mind."""

    words: str = ""
    status: str | None = None
    review_state: ReviewState | None = None
    review_class: ReviewClass | None = None
    district: str | None = None
    need: str | None = None
    confidence: str | None = None
    without_phone: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the answer, and how many there are in all."""

    total: int
    rows: tuple[ServiceSummary, ...]
    page: int
    pages: int


def find_services(
    session: Session, search: Search, today: date, page: int = 1, size: int = PAGE_SIZE
) -> Found:
    """The services that answer to everything that was asked, those that are called so first, then by name.

    Pages count from 1; a page that is not there is the nearest that is.
    """
    clauses = [*_word_clauses(search.words), *_filters(search, today)]
    question = select(Service.id).select_from(_INDEXED).where(*clauses).order_by(*_order(search.words))
    ids = session.scalars(question).all()  # all of them: counting and paging apart would ask the same twice
    pages = max(1, -(-len(ids) // size))
    page = min(max(page, 1), pages)
    shown = ids[(page - 1) * size : page * size]
    return Found(len(ids), summaries(session, shown, today), page, pages)


def _word_clauses(text: str) -> list[ColumnElement[bool]]:
    """Every word, in one of the ways in which it can be written. Signs alone are found nowhere."""
    terms = asked(text)[:_MOST_TERMS]
    if text.strip() and not terms:
        return [literal(False)]
    return [or_(*(_all_of(way) for way in term)) for term in terms]


def _all_of(words: frozenset[str]) -> ColumnElement[bool]:
    return and_(*(ServiceIndex.words.contains(word, autoescape=True) for word in sorted(words)))


def _filters(search: Search, today: date) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if search.status:
        clauses.append(Service.status == search.status)
    if search.confidence:
        clauses.append(Service.confidence == search.confidence)
    if search.need:
        clauses.append(Service.id.in_(_offered(search.need)))
    if search.district:
        clauses.append(
            exists().where(ServiceArea.service_id == Service.id, ServiceArea.uri == search.district)
        )
    if search.without_phone:
        clauses.append(~exists().where(Phone.service_id == Service.id))
    if search.review_class or search.review_state:
        clauses.append(Service.id.in_(_standing_so(search, today)))
    return clauses


def _offered(need: str) -> Select[str]:
    """The services that a need leads to. In this shape the index of terms answers alone."""
    terms = select(TaxonomyTerm.id).where(TaxonomyTerm.code == need)
    return select(Attribute.link_id).where(
        Attribute.taxonomy_term_id.in_(terms),
        Attribute.link_type.in_(("need", "last_resort")),
        Attribute.link_entity == "service",
    )


def _standing_so(search: Search, today: date) -> Select[str]:
    """The services of this class that stand so."""
    stands = standing(today)
    question = select(Service.id).select_from(stands.source)
    if search.review_class:
        question = question.where(stands.of_class == search.review_class.value)
    if search.review_state:
        question = question.where(stands.state == search.review_state.value)
    return question


def _order(text: str) -> Sequence[ColumnElement[int] | InstrumentedAttribute[str]]:
    """Names that begin with what was typed, then names that hold it, then the rest; each in Swedish order."""
    by_name = (ServiceIndex.name_key, ServiceIndex.id)
    key = name_key(text)
    if not key:
        return by_name
    begins = ServiceIndex.name_key.startswith(key, autoescape=True)
    holds = ServiceIndex.name_key.contains(key, autoescape=True)
    return (case((begins, 0), (holds, 1), else_=2), *by_name)
