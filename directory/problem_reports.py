"""Visitors who say that something is wrong: counted per service, field and day, and nothing else kept."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.errors import UnknownService
from directory.models import ProblemReport, Service, new_id
from directory.models.staff_work import REPORTABLE_FIELDS

ReportedField = Literal["phone", "link", "address", "hours", "other"]


def record(session: Session, service_code: str, field_name: ReportedField, on: date) -> None:
    """Counts one report, in one statement so that two at once are both counted.

    A report on something that staff had dealt with opens it again. Raises UnknownService, and ValueError
    for a field that is not in the list: neither repeats what it was given.
    """
    if field_name not in REPORTABLE_FIELDS:
        raise ValueError("this is not a field that can be reported")
    service_id = session.scalar(select(Service.id).where(Service.code == service_code))
    if service_id is None:
        raise UnknownService("no service has this code")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(ProblemReport).values(
        id=new_id(), service_id=service_id, field_name=field_name, date=on, count=1
    )
    session.execute(
        first.on_conflict_do_update(
            index_elements=["service_id", "field_name", "date"],
            set_={"count": ProblemReport.count + 1, "handled_at": None},
        )
    )
