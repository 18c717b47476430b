"""A change that waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.following import leading
from directory.models.model import Model, one_of
from directory.models.past import ACTIONS

REQUEST_STATES = ("pending", "approved", "rejected", "withdrawn")


class ChangeRequest(Model):
    """What one row of the directory should become. It changes nothing until a second person approves it.

    `before` and `after` hold the proposed fields as the history writes them (field name -> text). What is
    proposed can never be altered, and once decided a request stays as it is: the database refuses.
    """

    __tablename__ = "change_request"
    __table_args__ = (one_of("state", REQUEST_STATES), one_of("action", ACTIONS))

    action: Mapped[str] = mapped_column(String(20), default="update")
    resource_type: Mapped[str] = mapped_column(String(40))
    resource_id: Mapped[str] = mapped_column(String(36), index=True)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id"), index=True)
    before: Mapped[Mapping[str, str]] = mapped_column(JSON, default=dict)
    after: Mapped[Mapping[str, str]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(20), default="pending", index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    submitted_by: Mapped[str] = mapped_column(String(300))
    submitted_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(String(300))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields that the request is about, in one order; not those that follow from another of them."""
        return leading(self.resource_type, {*self.before, *self.after})
