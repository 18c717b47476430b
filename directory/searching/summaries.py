"""Services in a few words each, for lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.models import (
    Attribute,
    Organization,
    Phone,
    ProblemReport,
    Service,
    TaxonomyTerm,
    Verification,
)
from directory.verification import Review, ReviewClass, review, review_class


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """One line of a list. `open_reports`: how many times visitors said that something is wrong, unhandled."""

    code: str
    name: str
    organization: str
    phones: tuple[str, ...]
    status: str
    confidence: str
    review: Review
    review_class: ReviewClass
    assured_date: date | None
    open_reports: int


def summaries(session: Session, ids: Sequence[str], today: date) -> tuple[ServiceSummary, ...]:
    """These services in this order, five questions for all of them."""
    if not ids:
        return ()
    phones, terms = _phones(session, ids), _terms(session, ids)
    reports, changes = _reports(session, ids), _changes(session, ids)
    asked = select(Service, Organization.name).join(Service.organization).where(Service.id.in_(ids))
    by_id = {}
    for row, organization in session.execute(asked):
        of_class = review_class(terms["need"].get(row.id, ()), terms["category"].get(row.id, ()))
        by_id[row.id] = ServiceSummary(
            code=row.code,
            name=row.name,
            organization=organization,
            phones=phones.get(row.id, ()),
            status=row.status,
            confidence=row.confidence,
            review=review(
                row.assured_date,
                today,
                of_class,
                interval_days=row.review_interval_days,
                changed_on=changes.get(row.id),
                problem_reported=row.id in reports,
            ),
            review_class=of_class,
            assured_date=row.assured_date,
            open_reports=reports.get(row.id, 0),
        )
    return tuple(by_id[key] for key in ids)


def _phones(session: Session, ids: Sequence[str]) -> Mapping[str | None, tuple[str, ...]]:
    asked = select(Phone.service_id, Phone.number).where(Phone.service_id.in_(ids))
    found: dict[str | None, tuple[str, ...]] = {}
    for key, number in session.execute(asked.order_by(Phone.sort_order, Phone.id)):
        found[key] = (*found.get(key, ()), number)
    return found


def _terms(session: Session, ids: Sequence[str]) -> Mapping[str, Mapping[str, list[str]]]:
    """ "need" (last resorts with them) and "category" -> service -> codes."""
    asked = (
        select(Attribute.link_id, Attribute.link_type, TaxonomyTerm.code)
        .join(Attribute.term)
        .where(Attribute.link_entity == "service", Attribute.link_id.in_(ids))
    )
    found: dict[str, dict[str, list[str]]] = {"need": defaultdict(list), "category": defaultdict(list)}
    for key, link_type, code in session.execute(asked):
        kind = "need" if link_type == "last_resort" else link_type
        if kind in found:
            found[kind][key].append(code)
    return found


def _reports(session: Session, ids: Sequence[str]) -> Mapping[str, int]:
    asked = (
        select(ProblemReport.service_id, func.sum(ProblemReport.count))
        .where(ProblemReport.service_id.in_(ids), ProblemReport.handled_at.is_(None))
        .group_by(ProblemReport.service_id)
    )
    return dict(session.execute(asked).tuples().all())


def _changes(session: Session, ids: Sequence[str]) -> Mapping[str, date]:
    """Since when a critical field holds what nobody has assured."""
    asked = (
        select(Verification.service_id, func.min(Verification.due_on))
        .where(Verification.service_id.in_(ids))
        .where(Verification.ended_at.is_(None), Verification.due_on.is_not(None))
        .group_by(Verification.service_id)
    )
    return {key: day for key, day in session.execute(asked) if day}
