"""Where a service is, and whom it is for by place. A secret address is never stored."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.model import ContactPoint, Model, one_of

PLACE_TYPES = ("physical", "postal", "virtual")
VISIBILITIES = ("public", "internal")


class Address(ContactPoint, Model):
    """A street address. Unknown parts that HSDS requires are empty strings, not guesses."""

    __tablename__ = "address"
    __table_args__ = (*ContactPoint.checks(), one_of("address_type", PLACE_TYPES))
    keeps_history: ClassVar[bool] = True

    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    attention: Mapped[str | None] = mapped_column(String(200))
    address_1: Mapped[str] = mapped_column(String(300))
    address_2: Mapped[str | None] = mapped_column(String(300))
    city: Mapped[str] = mapped_column(String(100), default="")
    state_province: Mapped[str] = mapped_column(String(100), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    country: Mapped[str] = mapped_column(String(2), default="SE")
    address_type: Mapped[str] = mapped_column(String(20), default="physical")


class Location(Model):
    """A place. `visibility` internal means that staff may know of it and visitors may not."""

    __tablename__ = "location"
    __table_args__ = (one_of("location_type", PLACE_TYPES), one_of("visibility", VISIBILITIES))
    keeps_history: ClassVar[bool] = True

    location_type: Mapped[str] = mapped_column(String(20), default="physical")
    visibility: Mapped[str] = mapped_column(String(20), default="public")
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str | None] = mapped_column(String(300))
    description: Mapped[str | None] = mapped_column(Text)
    transportation: Mapped[str | None] = mapped_column(Text)
    accessibility: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    addresses: Mapped[list[Address]] = relationship(order_by=Address.id)


class ServiceAtLocation(Model):
    """That a service is given at a place."""

    __tablename__ = "service_at_location"
    __table_args__ = (UniqueConstraint("service_id", "location_id"),)
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    description: Mapped[str | None] = mapped_column(Text)

    location: Mapped[Location] = relationship()


class ServiceArea(Model):
    """Whose residents a service is for: `uri` is an area code of the vocabulary (seed/terms.csv)."""

    __tablename__ = "service_area"
    __table_args__ = (UniqueConstraint("service_id", "uri"),)
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    uri: Mapped[str] = mapped_column(String(80))
    name: Mapped[str | None] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    extent: Mapped[str | None] = mapped_column(Text)
    extent_type: Mapped[str] = mapped_column(String(20), default="text")
