"""What every table shares: ids, times, checks, and where a fact was read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, ClassVar, get_args

from sqlalchemy import CheckConstraint, DateTime, Dialect, MetaData, String, TypeDecorator, event
from sqlalchemy.orm import (
    ColumnProperty,
    DeclarativeBase,
    Mapped,
    QueryableAttribute,
    mapped_column,
)

from directory.records import Confidence

SEED_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/lotsen/directory")
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """An id for a row made by hand."""
    return str(uuid.uuid4())


def lasting_id(*parts: object) -> str:
    """The same id for the same parts, e.g. ("phone", "bris"): importing twice finds its own rows."""
    return str(uuid.uuid5(SEED_NAMESPACE, ":".join(str(part) for part in parts)))


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that a text column holds one of these words; NULL passes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Moment(TypeDecorator[datetime]):
    """An instant: given and returned aware, kept in UTC because SQLite forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Refuses a time without a zone (ValueError): nobody could say which instant it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """An aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """A table named as in HSDS 3.1; the id is a UUID in text, given at once and not by the database."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}

    keeps_history: ClassVar[bool] = False
    """True when every change to a field becomes a row in the history."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, sort_order=-1)


@event.listens_for(Model, "init", propagate=True)
def _give_id(_row: Model, _args: object, values: dict[str, Any]) -> None:
    """An id at once, so that rows can point to each other before they are stored."""
    values.setdefault("id", new_id())


@event.listens_for(Model, "attribute_instrument", propagate=True)
def _keep_old_values(_cls: type[Model], _key: str, attribute: QueryableAttribute[Any]) -> None:
    """Loads the old value before a new one is set; without this the history loses it after every commit."""
    if isinstance(attribute.property, ColumnProperty):
        attribute.impl.active_history = True


class Sourced:
    """Where a fact was read. `source` is the page's host, `source_date` the date as the page gives it."""

    source: Mapped[str | None] = mapped_column(String(200))
    source_date: Mapped[str | None] = mapped_column(String(200))
    source_url: Mapped[str | None] = mapped_column(String(1000))


class ContactPoint(Sourced):
    """A fact that somebody may act on: how far it is trusted, and when staff last checked it."""

    confidence: Mapped[str] = mapped_column(String(20), default="medium")
    verified_on: Mapped[date | None]

    @staticmethod
    def checks() -> tuple[CheckConstraint, ...]:
        """New constraint objects for one table's `__table_args__`."""
        return (one_of("confidence", get_args(Confidence)),)
