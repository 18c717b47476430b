"""How often something was asked, as numbers of which nobody is a part by name, hour or word."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model, one_of

COUNTED_LANGUAGES = ("sv", "en", "other")
COUNTED_OUTCOMES = ("answered", "asked_back", "not_understood", "no_contact", "danger")


class UsageCount(Model):
    """How many turns of a day were about a need, in a language, with an outcome. `need` is "" for none."""

    __tablename__ = "usage_count"
    __table_args__ = (
        UniqueConstraint("date", "need", "language", "outcome"),
        one_of("language", COUNTED_LANGUAGES),
        one_of("outcome", COUNTED_OUTCOMES),
        CheckConstraint("count > 0", name="count_positive"),
    )

    date: Mapped[date]
    need: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(10))
    outcome: Mapped[str] = mapped_column(String(20))
    count: Mapped[int]
