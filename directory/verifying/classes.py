"""Which services are of class A, as a question to the database and for one service."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from directory.models import Attribute, TaxonomyTerm
from directory.needs import CRISES
from directory.verification import CLASS_A_CATEGORIES, ReviewClass


def class_a_ids() -> Select[str]:
    """The ids of the services that `verification.review_class` calls A."""
    in_a_crisis = and_(
        Attribute.link_type.in_(("need", "last_resort")), TaxonomyTerm.code.in_(sorted(CRISES))
    )
    of_a_kind = and_(Attribute.link_type == "category", TaxonomyTerm.code.in_(sorted(CLASS_A_CATEGORIES)))
    return (
        select(Attribute.link_id)
        .join(Attribute.term)
        .where(Attribute.link_entity == "service", or_(in_a_crisis, of_a_kind))
    )


def class_of(session: Session, service_id: str) -> ReviewClass:
    """The class of one service."""
    found = session.scalar(class_a_ids().where(Attribute.link_id == service_id).limit(1))
    return ReviewClass.B if found is None else ReviewClass.A
