"""The service: what somebody can get, for whom, and how."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from directory.models.contact_points import Phone, Url
from directory.models.location import ServiceArea, ServiceAtLocation
from directory.models.model import Model, Sourced, one_of
from directory.models.organization import Organization
from directory.models.schedule import Schedule, ScheduleException
from directory.models.vocabulary import Attribute, Language
from directory.models.words import WhatHappens
from directory.records import Anonymous, Confidence

STATUSES = ("active", "inactive", "defunct", "temporarily closed")


class Service(Sourced, Model):
    """One row of the directory. Text is Swedish; the English stands in `translation`.

    HSDS's own service.url and service.email are not kept: web pages, chats and mail are rows in `url`,
    each with its source, and an export reads them from there.
    """

    __tablename__ = "service"
    __table_args__ = (
        one_of("status", STATUSES),
        one_of("confidence", get_args(Confidence)),
        one_of("anonymous", get_args(Anonymous)),
        CheckConstraint("minimum_age >= 0 AND minimum_age <= 120", name="minimum_age_sane"),
        CheckConstraint("maximum_age >= minimum_age AND maximum_age <= 120", name="maximum_age_sane"),
    )
    keeps_history: ClassVar[bool] = True

    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    alternate_name: Mapped[str | None] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="active")
    eligibility_description: Mapped[str | None] = mapped_column(Text)
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    application_process: Mapped[str | None] = mapped_column(Text)
    fees_description: Mapped[str | None] = mapped_column(Text)
    interpretation_services: Mapped[str | None] = mapped_column(Text)
    alert: Mapped[str | None] = mapped_column(Text)
    alert_until: Mapped[date | None]
    assured_date: Mapped[date | None]
    assurer_email: Mapped[str | None] = mapped_column(String(300))
    last_modified: Mapped[datetime | None]
    confidence: Mapped[str] = mapped_column(String(20), default="medium")
    anonymous: Mapped[str] = mapped_column(String(20), default="unknown")
    always_open: Mapped[bool] = mapped_column(default=False)
    hours_note: Mapped[str | None] = mapped_column(Text)
    review_interval_days: Mapped[int | None]
    internal_note: Mapped[str | None] = mapped_column(Text)

    organization: Mapped[Organization] = relationship()
    phones: Mapped[list[Phone]] = relationship(order_by=Phone.sort_order)
    urls: Mapped[list[Url]] = relationship(order_by=Url.sort_order)
    schedules: Mapped[list[Schedule]] = relationship(order_by=Schedule.opens_at)
    exceptions: Mapped[list[ScheduleException]] = relationship(order_by=ScheduleException.date_from)
    languages: Mapped[list[Language]] = relationship(order_by=Language.code)
    areas: Mapped[list[ServiceArea]] = relationship(order_by=ServiceArea.uri)
    places: Mapped[list[ServiceAtLocation]] = relationship(order_by=ServiceAtLocation.id)
    what_happens: Mapped[list[WhatHappens]] = relationship(order_by=WhatHappens.sort_order)
    attributes: Mapped[list[Attribute]] = relationship(
        primaryjoin=lambda: and_(
            foreign(Attribute.link_id) == Service.id, Attribute.link_entity == "service"
        ),
        order_by=lambda: (Attribute.link_type, Attribute.rank, Attribute.id),
        viewonly=True,
    )
