"""Which services are of class A, as a question to the database and for one service."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from directory.models import Attribute, TaxonomyTerm
from directory.needs import CRISES
from directory.verification import CLASS_A_CATEGORIES, ReviewClass


def class_a_ids() -> Select[str]:
    """The ids of the services that `verification.review_class` calls A.

    The terms are named twice so that the index of terms (migration 0005) answers alone.
    """
    in_a_crisis, of_a_kind = _terms(CRISES), _terms(CLASS_A_CATEGORIES)
    return select(Attribute.link_id).where(
        Attribute.taxonomy_term_id.in_(_terms(CRISES | CLASS_A_CATEGORIES)),
        Attribute.link_type.in_(("need", "last_resort", "category")),
        Attribute.link_entity == "service",
        or_(
            and_(Attribute.link_type != "category", Attribute.taxonomy_term_id.in_(in_a_crisis)),
            and_(Attribute.link_type == "category", Attribute.taxonomy_term_id.in_(of_a_kind)),
        ),
    )


def _terms(codes: Iterable[str]) -> Select[str]:
    return select(TaxonomyTerm.id).where(TaxonomyTerm.code.in_(sorted(codes)))


def class_of(session: Session, service_id: str) -> ReviewClass:
    """The class of one service."""
    found = session.scalar(class_a_ids().where(Attribute.link_id == service_id).limit(1))
    return ReviewClass.B if found is None else ReviewClass.A
