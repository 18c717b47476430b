"""What has been done to the directory: the history of every field, and the imports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model, one_of

ACTIONS = ("create", "update", "delete")
ORIGINS = ("form", "import", "change_request", "seed", "undo", "database")
"""`database`: written past the program, at the database's own prompt; triggers tell of it."""
BATCH_ORIGINS = ("form", "import", "change_request", "seed")


class ImportBatch(Model):
    """One file brought in: its history rows carry this id. `origin` is import or seed."""

    __tablename__ = "import_batch"
    __table_args__ = (one_of("origin", BATCH_ORIGINS),)

    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(300))
    origin: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(300))
    rows: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(300))


class MetadataRow(Model):
    """One change to one field (HSDS `metadata`). The database itself refuses to change or delete it.

    `service_id` is the service that the row belongs to, so that its history can be read in one question;
    it has no foreign key because history outlives what it tells about. `seq` puts changes in order when
    clocks do not; `save_id` is the same for all that one transaction changed. `request_id` leads to who
    proposed a change, `undoes` to the save or the import that a change takes back.
    """

    __tablename__ = "metadata"
    __table_args__ = (
        one_of("last_action_type", ACTIONS),
        one_of("origin", ORIGINS),
        Index("ix_metadata_resource", "resource_type", "resource_id"),
        Index("ix_metadata_last_action_date", "last_action_date"),
    )

    resource_id: Mapped[str] = mapped_column(String(36))
    resource_type: Mapped[str] = mapped_column(String(40))
    last_action_date: Mapped[datetime]
    last_action_type: Mapped[str] = mapped_column(String(20))
    field_name: Mapped[str] = mapped_column(String(60))
    previous_value: Mapped[str] = mapped_column(Text, default="")
    replacement_value: Mapped[str] = mapped_column(Text, default="")
    updated_by: Mapped[str] = mapped_column(String(300), index=True)
    origin: Mapped[str] = mapped_column(String(20))
    service_id: Mapped[str | None] = mapped_column(String(36), index=True)
    batch_id: Mapped[str | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    seq: Mapped[int] = mapped_column(default=0, index=True)
    save_id: Mapped[str | None] = mapped_column(String(36), index=True)
    request_id: Mapped[str | None] = mapped_column(String(36))
    undoes: Mapped[str | None] = mapped_column(String(36), index=True)


class RecordingMark(Model):
    """Stands here only inside a flush that writes its own history; else triggers write it. Always empty."""

    __tablename__ = "recording_mark"
