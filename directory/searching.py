"""The list of services as staff search it: words, filters, pages; answered by the database alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, func, join, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.folding import asked, name_key
from directory.models import Phone, Service, ServiceArea, ServiceIndex
from directory.review_clauses import having, in_state, of_class
from directory.summaries import ServiceSummary, summaries
from directory.verification import ReviewClass, ReviewState

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
    clauses = [*_word_clauses(search.words), *_filters(session, search, today)]
    total = session.scalar(select(func.count()).select_from(_INDEXED).where(*clauses)) or 0
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    question = select(Service.id).select_from(_INDEXED).where(*clauses).order_by(*_order(search.words))
    ids = tuple(session.scalars(question.limit(size).offset((page - 1) * size)))
    return Found(total, summaries(session, ids, today), page, pages)


def _word_clauses(text: str) -> list[ColumnElement[bool]]:
    """Every word, in one of the ways in which it can be written. Signs alone are found nowhere."""
    terms = asked(text)[:_MOST_TERMS]
    if text.strip() and not terms:
        return [literal(False)]
    return [or_(*(_all_of(way) for way in term)) for term in terms]


def _all_of(words: frozenset[str]) -> ColumnElement[bool]:
    return and_(*(ServiceIndex.words.contains(word, autoescape=True) for word in sorted(words)))


def _filters(session: Session, search: Search, today: date) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if search.status:
        clauses.append(Service.status == search.status)
    if search.confidence:
        clauses.append(Service.confidence == search.confidence)
    if search.need:
        clauses.append(Service.id.in_(having(("need", "last_resort"), (search.need,))))
    if search.district:
        clauses.append(
            exists().where(ServiceArea.service_id == Service.id, ServiceArea.uri == search.district)
        )
    if search.without_phone:
        clauses.append(~exists().where(Phone.service_id == Service.id))
    if search.review_class:
        clauses.append(of_class(search.review_class))
    if search.review_state:
        clauses.append(in_state(session, search.review_state, today))
    return clauses


def _order(text: str) -> Sequence[ColumnElement[int] | InstrumentedAttribute[str]]:
    """Names that begin with what was typed, then names that hold it, then the rest; each in Swedish order."""
    by_name = (ServiceIndex.name_key, ServiceIndex.id)
    key = name_key(text)
    if not key:
        return by_name
    begins = ServiceIndex.name_key.startswith(key, autoescape=True)
    holds = ServiceIndex.name_key.contains(key, autoescape=True)
    return (case((begins, 0), (holds, 1), else_=2), *by_name)
