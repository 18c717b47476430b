"""What services are found by, kept up by the program itself: every row can be made anew from the others."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model

THE_ONE = "directory"
"""The id of the only edition there is."""


class ServiceIndex(Model):
    """The words of one service, folded (directory/searching/folding.py), how often it is to be checked
    (verification.ReviewClass), and the edition in which it last changed.

    `name_key` is compared sign by sign, whatever language the database thinks it speaks.
    """

    __tablename__ = "service_index"

    id: Mapped[str] = mapped_column(
        String(36), ForeignKey("service.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )
    words: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(
        String(300).with_variant(String(300, collation="C"), "postgresql"), index=True
    )
    of_class: Mapped[str] = mapped_column(String(1))
    edition: Mapped[int] = mapped_column(index=True)


class DirectoryEdition(Model):
    """One row, whose number grows by one with every transaction that changed a service.

    Whoever makes it grow holds it until the commit, so editions come into sight in their order. `mark`
    is another each time: a directory that was put back from a copy is not taken for the one that was lost.
    """

    __tablename__ = "directory_edition"

    number: Mapped[int]
    mark: Mapped[str] = mapped_column(String(36))
