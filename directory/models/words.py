"""Words about services: what happens when somebody makes contact, and the English of every text."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model, Sourced, one_of

KINDS_OF_FACT = ("what", "cost", "anonymity", "id", "interpreter", "duty_to_report", "referral", "trace")


class WhatHappens(Sourced, Model):
    """One sentence on what happens if you contact the service. HSDS has no such table."""

    __tablename__ = "what_happens"
    __table_args__ = (one_of("kind", KINDS_OF_FACT),)
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    sort_order: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)


class Translation(Model):
    """One field of one row in another language; older than the Swedish means that it needs a look."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("resource_id", "field_name", "language"),)
    keeps_history: ClassVar[bool] = True

    resource_type: Mapped[str] = mapped_column(String(40))
    resource_id: Mapped[str] = mapped_column(String(36))
    field_name: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(3))
    value: Mapped[str] = mapped_column(Text)
    source_last_modified: Mapped[datetime | None]
    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id"), index=True)
