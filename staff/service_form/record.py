"""One service as the chat reads it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory import reading, records
from directory.models import Service


def record_of(session: Session, service: Service) -> records.Service:
    """The record that the chat would match and show."""
    (record,) = reading.services(session, [service.id])
    return record
