"""Assuring: the only thing that moves `assured_date` forward."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import or_, select, update

from directory.calendar_se import local
from directory.history import RecordedSession
from directory.models import ChangeRequest, MetadataRow, ProblemReport, Service
from directory.verifying.critical import CRITICAL
from directory.verifying.points import contact_rows, points
from directory.verifying.refusals import CheckRefused, Refusal
from directory.verifying.rounds import open_checks


def require_assurable(session: RecordedSession, service: Service, ticks: Collection[str]) -> None:
    """Raises CheckRefused unless every critical fact is ticked and no change of the service waits."""
    unticked = frozenset(point.key for point in points(service)) - frozenset(ticks)
    if unticked:
        raise CheckRefused(Refusal.UNTICKED, unticked)
    waits = select(ChangeRequest.id).where(
        ChangeRequest.service_id == service.id, ChangeRequest.state == "pending"
    )
    if session.scalars(waits.limit(1)).first():
        raise CheckRefused(Refusal.PENDING_CHANGES)


def assure(
    session: RecordedSession, service: Service, ticks: Collection[str], on: date, mailbox: str | None = None
) -> None:
    """The city vouches for the service as of `on`, the day on which it was checked.

    `mailbox` is the role mailbox that answers for it, never a person's. Raises CheckRefused, and ValueError
    for a day that has not come. An assurance never moves back: an older check leaves a newer date alone.
    """
    now = session.clock()
    if on > local(now).date():
        raise ValueError("nothing can be assured for a day that has not come")
    session.flush()
    require_assurable(session, service, ticks)
    if service.assured_date is None or service.assured_date < on:
        service.assured_date = on
    service.assurer_email = mailbox or service.assurer_email
    for row in contact_rows(service).values():
        row.verified_on = max(on, row.verified_on or on)
    for asked in open_checks(session, service.id):
        asked.state, asked.ended_at = "approved", now
    session.flush()


def settle_reports(session: RecordedSession, service_id: str, at: datetime) -> None:
    """Visitors' reports are dealt with by a check made at `at`; one that comes later opens again."""
    session.execute(
        update(ProblemReport)
        .where(ProblemReport.service_id == service_id, ProblemReport.handled_at.is_(None))
        .values(handled_at=at)
    )


def reopen_reports(session: RecordedSession, service_id: str, at: datetime) -> None:
    """The check made at `at` did not hold: its reports wait again."""
    session.execute(
        update(ProblemReport)
        .where(ProblemReport.service_id == service_id, ProblemReport.handled_at == at)
        .values(handled_at=None)
    )


def changed_since(session: RecordedSession, service: Service, then: datetime) -> bool:
    """True when a critical fact of the service got another value after `then`."""
    places = [place.location for place in service.places]
    around = [place.id for place in places] + [row.id for place in places for row in place.addresses]
    question = select(MetadataRow.resource_type, MetadataRow.field_name).where(
        MetadataRow.last_action_date > then,
        or_(MetadataRow.service_id == service.id, MetadataRow.resource_id.in_(around)),
    )
    return any(field in CRITICAL.get(kind, ()) for kind, field in session.execute(question))
