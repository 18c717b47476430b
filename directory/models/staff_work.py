"""The work of those who keep the directory true: checks, proposals, reports."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model, one_of

OUTCOMES = ("confirmed", "changed", "partly", "no answer", "closed")
WORK_STATES = ("assigned", "submitted", "approved", "sent back")
REPORTABLE_FIELDS = ("phone", "link", "address", "hours", "other")


class Verification(Model):
    """One attempt to check a service, also when nobody answered."""

    __tablename__ = "verification"
    __table_args__ = (one_of("state", WORK_STATES), one_of("outcome", OUTCOMES))

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="assigned")
    assigned_to: Mapped[str | None] = mapped_column(String(300))
    due_on: Mapped[date | None]
    method: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str | None] = mapped_column(String(20))
    notes: Mapped[str | None] = mapped_column(Text)
    checked_fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    by: Mapped[str | None] = mapped_column(String(300))


class ProblemReport(Model):
    """How many visitors said, on one day, that something about a service is wrong. Nothing else of them."""

    __tablename__ = "problem_report"
    __table_args__ = (
        UniqueConstraint("service_id", "field_name", "date"),
        one_of("field_name", REPORTABLE_FIELDS),
        CheckConstraint("count > 0", name="count_positive"),
    )

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    field_name: Mapped[str] = mapped_column(String(20))
    date: Mapped[date]
    count: Mapped[int] = mapped_column(default=1)
    handled_at: Mapped[datetime | None]
