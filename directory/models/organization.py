"""Who runs the services."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model


class Organization(Model):
    """An authority, association or company."""

    __tablename__ = "organization"
    __table_args__ = (UniqueConstraint("name"),)
    keeps_history: ClassVar[bool] = True

    name: Mapped[str] = mapped_column(String(300))
    alternate_name: Mapped[str | None] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str | None] = mapped_column(String(1000))
    email: Mapped[str | None] = mapped_column(String(300))
    uri: Mapped[str | None] = mapped_column(String(1000))
    parent_organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"))


class OrganizationIdentifier(Model):
    """A number that others know the organisation by, e.g. its organisation number."""

    __tablename__ = "organization_identifier"
    keeps_history: ClassVar[bool] = True

    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    identifier_scheme: Mapped[str | None] = mapped_column(String(100))
    identifier_type: Mapped[str] = mapped_column(String(100))
    identifier: Mapped[str] = mapped_column(String(100))


class Contact(Model):
    """A role or a department to ask for. Never a person's name: people change, and are people."""

    __tablename__ = "contact"
    keeps_history: ClassVar[bool] = True

    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id"), index=True)
    title: Mapped[str | None] = mapped_column(String(200))
    department: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(300))
