"""The facts that somebody in danger may lean on: in class A they need a second person."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import Service, ServiceAtLocation
from directory.verification import ReviewClass, review_class

ANSWERED = ("chat", "email")
"""Kinds of links at which somebody answers: there visitors write what must not come into other hands."""
_POINT = frozenset({"service_id", "organization_id", "confidence"})
CRITICAL: Mapping[str, frozenset[str]] = {
    "service": frozenset(
        {
            "organization_id",
            "name",
            "status",
            "always_open",
            "hours_note",
            "minimum_age",
            "maximum_age",
            "eligibility_description",
            "interpretation_services",
            "alert",
            "alert_until",
            "review_interval_days",
        }
    ),
    "phone": _POINT | {"number", "e164", "type", "description", "textable"},
    "url": _POINT | {"url", "kind"},
    "schedule": frozenset(
        {
            "service_id",
            "freq",
            "byday",
            "opens_at",
            "closes_at",
            "valid_from",
            "valid_to",
            "attending_type",
            "open_on_holidays",
        }
    ),
    "schedule_exception": frozenset({"service_id", "date_from", "date_to", "opens_at", "closes_at"}),
    "location": frozenset({"location_type", "visibility"}),
    "address": frozenset(
        {
            "location_id",
            "attention",
            "address_1",
            "address_2",
            "city",
            "postal_code",
            "address_type",
            "confidence",
        }
    ),
    "service_at_location": frozenset({"service_id", "location_id"}),
    "service_area": frozenset({"service_id", "uri"}),
    "language": frozenset({"service_id", "code"}),
    "attribute": frozenset({"link_id", "link_entity", "link_type", "taxonomy_term_id"}),
}
"""Table -> fields. `confidence`, because raising it makes the chat show a number that it kept back;
`attribute`, because it says who a service is for, and whether it is of class A at all; `organization_id`,
because the organisation's number stands on a card that has grown old. English is as critical as its Swedish.
"""


def needs_second_person(
    of_class: ReviewClass, resource_type: str, field_name: str, *, kind: str = "chat"
) -> bool:
    """True when one person's word is not enough. `kind` is a url's kind: pages are for reading.

    To add or to take away a row is to change each of its fields: ask about one that identifies it
    (`any_critical` asks for all of a row's).
    """
    if resource_type == "url" and kind not in ANSWERED:
        return False
    return of_class is ReviewClass.A and field_name in CRITICAL.get(resource_type, frozenset())


def any_critical(of_class: ReviewClass, resource_type: str, texts: Mapping[str, str]) -> bool:
    """True when one of these fields needs a second person; `texts` also tells a url's kind.

    Of a translation, `texts` are all its fields: they tell what it is the English of.
    """
    if resource_type == "translation":
        return needs_second_person(of_class, texts.get("resource_type", ""), texts.get("field_name", ""))
    kind = texts.get("kind", "chat")
    return any(needs_second_person(of_class, resource_type, name, kind=kind) for name in texts)


def class_of(service: Service) -> ReviewClass:
    """How often a service is checked, by what it is offered for and its categories."""
    codes: dict[str, set[str]] = {"need": set(), "last_resort": set(), "category": set()}
    for tie in service.attributes:
        codes.setdefault(tie.link_type, set()).add(tie.term.code)
    return review_class(codes["need"] | codes["last_resort"], codes["category"])


def shared_places(session: Session, service: Service) -> Mapping[str, ReviewClass]:
    """Ids of the service's places where others are too; A when one of those is of class A.

    What is said of such a place is said of them all.
    """
    ids = [place.location_id for place in service.places]
    asked = (
        select(ServiceAtLocation.location_id, Service)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(ServiceAtLocation.location_id.in_(ids), Service.id != service.id)
    )
    found: dict[str, ReviewClass] = {}
    for place, other in session.execute(asked) if ids else ():
        found[place] = ReviewClass.A if found.get(place) is ReviewClass.A else class_of(other)
    return found
