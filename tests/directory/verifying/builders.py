"""Services to check, and people who check them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, select

from directory.database import writing
from directory.history import Author, RecordedSession
from directory.models import (
    Address,
    Attribute,
    Location,
    Model,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
    Url,
    Verification,
    lasting_id,
)
from directory.verifying import Attempt, fingerprint, points, vouch
from tests.directory.builders import MORNING, keep, service_of, stopped_at

TODAY = MORNING.date()
EDITOR, OTHER, APPROVER = "nils@example.org", "mona@example.org", "sara@example.org"
MAILBOX = "katalogen@example.org"


def a_vocabulary() -> tuple[Model, ...]:
    """The two terms that make a class: a crisis and a category."""
    needs = Taxonomy(id=lasting_id("taxonomy", "need"), name="need")
    kinds = Taxonomy(id=lasting_id("taxonomy", "category"), name="category")
    crisis = TaxonomyTerm(id=lasting_id("crisis"), taxonomy=needs, code="sexual_assault", name="våldtäkt")
    police = TaxonomyTerm(id=lasting_id("police"), taxonomy=kinds, code="police", name="polis")
    return crisis, police


def a_line(code: str = "jour", *, of_class: str = "B", **values: Any) -> tuple[Model, ...]:
    """A line with a number, a page, hours and an address. Class A needs a_vocabulary() in the directory."""
    service = Service(
        id=lasting_id("service", code),
        code=code,
        name=f"Jouren {code}",
        organization=Organization(name=f"Föreningen {code}"),
        phones=[Phone(number="070-174 06 05")],
        urls=[Url(url="https://example.org/jour")],
        schedules=[Schedule(byday="MO,TU", opens_at=time(9), closes_at=time(16))],
        places=[ServiceAtLocation(location=Location(addresses=[Address(address_1="Exempelgatan 1")]))],
    )
    for name, value in values.items():
        setattr(service, name, value)
    crisis = Attribute(link_id=service.id, link_type="need", taxonomy_term_id=lasting_id("crisis"), rank=1)
    return (service, crisis) if of_class == "A" else (service,)


def put_in(engine: Engine, *rows: Model) -> None:
    """The vocabulary and the rows, in the directory."""
    keep(engine, *a_vocabulary())
    keep(engine, *rows)


@contextmanager
def at_work(
    engine: Engine, by: str = EDITOR, now: datetime = MORNING
) -> Iterator[tuple[RecordedSession, Service]]:
    """One transaction of one person, and the service "jour"."""
    with writing(engine, Author(by, "form"), stopped_at(now)) as session:
        yield session, service_of(session, "jour")


def a_whole_check(service: Service, **changes: Any) -> Attempt:
    """Everything ticked, as it stands."""
    ticks = frozenset(point.key for point in points(service))
    return replace(Attempt("phone", "confirmed", ticks, "", fingerprint(service)), **changes)


def vouched(engine: Engine, by: str = EDITOR, now: datetime = MORNING, **changes: Any) -> None:
    """Somebody checks the whole of "jour" and presses "Spara och intyga"."""
    with at_work(engine, by, now) as (session, service):
        vouch(session, service, a_whole_check(service, **changes), MAILBOX)


def later(days: float = 0, hours: float = 0) -> datetime:
    """A time after MORNING."""
    return MORNING + timedelta(days=days, hours=hours)


def assured_date(engine: Engine) -> date | None:
    """The date of "jour"."""
    with at_work(engine) as (_session, service):
        return service.assured_date


def checks(engine: Engine) -> list[Verification]:
    """Every row of the workflow, oldest first."""
    with at_work(engine) as (session, _service):
        found = list(session.scalars(select(Verification).order_by(Verification.ended_at, Verification.id)))
        session.expunge_all()
        return found
