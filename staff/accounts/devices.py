"""Browsers in which somebody has signed in before, known by a random cookie and by nothing else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from directory.models import StaffDevice
from staff.accounts.tokens import kept, new_token

MOST = 10
"""Devices remembered for one person; the one not used for longest is forgotten."""


def is_known(session: Session, user_id: str, device: str) -> bool:
    """True when this person has signed in from this browser."""
    if not device:
        return False
    return session.scalar(_row(user_id, device)) is not None


def remember(session: Session, user_id: str, device: str, now: datetime) -> str:
    """The person has signed in here; returns the device's token, a new one when it had none."""
    row = session.scalar(_row(user_id, device)) if device else None
    device = device if row is not None else new_token()
    if row is None:
        row = StaffDevice(user_id=user_id, token_hash=kept(device))
        session.add(row)
    row.seen_at = now
    session.flush()
    _forget_oldest(session, user_id)
    return device


def forget_all_of(session: Session, user_id: str) -> None:
    """None of a person's browsers is known any more."""
    session.execute(delete(StaffDevice).where(StaffDevice.user_id == user_id))


def _row(user_id: str, device: str) -> Select[StaffDevice]:
    return select(StaffDevice).where(StaffDevice.user_id == user_id, StaffDevice.token_hash == kept(device))


def _forget_oldest(session: Session, user_id: str) -> None:
    question = (
        select(StaffDevice)
        .where(StaffDevice.user_id == user_id)
        .order_by(StaffDevice.seen_at.desc(), StaffDevice.id)
        .offset(MOST)
    )
    for row in session.scalars(question):
        session.delete(row)
