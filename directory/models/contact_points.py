"""Numbers and links: the facts that somebody acts on, each with its own source and date."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import ContactPoint, Model, one_of

LINK_KINDS = ("web", "chat", "email")


class Phone(ContactPoint, Model):
    """A number as people write it. `e164` is empty for short numbers, which have no such form."""

    __tablename__ = "phone"
    __table_args__ = (
        *ContactPoint.checks(),
        CheckConstraint("service_id IS NOT NULL OR organization_id IS NOT NULL", name="has_a_parent"),
    )
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id"), index=True)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    e164: Mapped[str | None] = mapped_column(String(20))
    type: Mapped[str] = mapped_column(String(20), default="voice")
    description: Mapped[str | None] = mapped_column(String(300))
    textable: Mapped[bool] = mapped_column(default=False)
    sort_order: Mapped[int] = mapped_column(default=1)


class Url(ContactPoint, Model):
    """A web page, a chat or a mailbox ("mailto:..."); `kind` says which."""

    __tablename__ = "url"
    __table_args__ = (*ContactPoint.checks(), one_of("kind", LINK_KINDS))
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id"), index=True)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="web")
    label: Mapped[str | None] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(1000))
    sort_order: Mapped[int] = mapped_column(default=1)
