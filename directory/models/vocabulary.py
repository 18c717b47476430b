"""The words that services are sorted by: needs, audiences, genders, areas, categories; and languages."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.model import Model, one_of

TAXONOMIES = ("need", "audience", "gender", "area", "category")
LINK_TYPES = ("need", "last_resort", "audience", "gender", "category")
TERM_KINDS = (
    "crisis",
    "need",
    "dialogue",
    "district",
    "municipality",
    "city",
    "county",
    "country",
)  # fmt: skip - the first row is needs, the second is areas


class Taxonomy(Model):
    """A list of terms; `name` is one of TAXONOMIES."""

    __tablename__ = "taxonomy"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    uri: Mapped[str | None] = mapped_column(String(1000))
    version: Mapped[str | None] = mapped_column(String(20))


class TaxonomyTerm(Model):
    """One word of a list. `kind` tells needs (crisis, need, dialogue) and areas (district ...) apart."""

    __tablename__ = "taxonomy_term"
    __table_args__ = (UniqueConstraint("taxonomy_id", "code"), one_of("kind", TERM_KINDS))
    keeps_history: ClassVar[bool] = True

    taxonomy_id: Mapped[str] = mapped_column(ForeignKey("taxonomy.id"), index=True)
    code: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str | None] = mapped_column(String(20))
    sort_order: Mapped[int] = mapped_column(default=1)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("taxonomy_term.id"))

    taxonomy: Mapped[Taxonomy] = relationship()


class Attribute(Model):
    """That a service has a term. For `need` and `last_resort`, `rank` 1 is offered first."""

    __tablename__ = "attribute"
    __table_args__ = (
        UniqueConstraint("link_id", "link_entity", "link_type", "taxonomy_term_id", name="uq_attribute_once"),
        one_of("link_type", LINK_TYPES),
        Index("ix_attribute_link", "link_entity", "link_id"),
        Index("ix_attribute_of_term", "taxonomy_term_id", "link_type", "link_entity", "link_id"),
    )
    keeps_history: ClassVar[bool] = True

    link_id: Mapped[str] = mapped_column(String(36))
    link_entity: Mapped[str] = mapped_column(String(40), default="service")
    link_type: Mapped[str] = mapped_column(String(20))
    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    rank: Mapped[int | None]
    value: Mapped[str | None] = mapped_column(String(300))
    label: Mapped[str | None] = mapped_column(String(300))

    term: Mapped[TaxonomyTerm] = relationship()


class Language(Model):
    """A language that a service answers in, by its ISO 639 code."""

    __tablename__ = "language"
    __table_args__ = (UniqueConstraint("service_id", "code"),)
    keeps_history: ClassVar[bool] = True

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    code: Mapped[str] = mapped_column(String(3))
    name: Mapped[str | None] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(Text)
