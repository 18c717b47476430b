"""Opening hours in Stockholm wall time, and the days when they do not hold."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import ClassVar, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model, Sourced, one_of
from directory.records import Attending

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Schedule(Sourced, Model):
    """One opening period. `byday` as HSDS writes it: "MO,TU,WE"; 23:59 closes at the end of the day."""

    __tablename__ = "schedule"
    __table_args__ = (one_of("freq", ("WEEKLY", "MONTHLY")), one_of("attending_type", get_args(Attending)))
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    freq: Mapped[str] = mapped_column(String(20), default="WEEKLY")
    byday: Mapped[str] = mapped_column(String(60))
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    attending_type: Mapped[str] = mapped_column(String(20), default="any")
    open_on_holidays: Mapped[bool] = mapped_column(default=True)
    description: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)

    @property
    def weekdays(self) -> frozenset[int]:
        """ISO weekdays, 1 = Monday."""
        return weekdays(self.byday)


@lru_cache(maxsize=256)
def weekdays(byday: str) -> frozenset[int]:
    """ "MO,WE" -> {1, 3}; words that are not weekdays are left out."""
    named = {name: number for number, name in enumerate(WEEKDAYS, start=1)}
    return frozenset(named[day] for day in byday.split(",") if day in named)


def byday(days: frozenset[int]) -> str:
    """ISO weekdays as HSDS writes them, Monday first: {1, 3} -> "MO,WE"."""
    return ",".join(WEEKDAYS[day - 1] for day in sorted(days))


class ScheduleException(Model):
    """Other hours, or closed (no hours), between two dates inclusive. HSDS has no such table."""

    __tablename__ = "schedule_exception"
    __table_args__ = (
        CheckConstraint("date_to >= date_from", name="dates_in_order"),
        CheckConstraint("(opens_at IS NULL) = (closes_at IS NULL)", name="both_times_or_none"),
    )
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    date_from: Mapped[date]
    date_to: Mapped[date]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    reason: Mapped[str | None] = mapped_column(String(300))
