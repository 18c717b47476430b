"""Signed-in browsers: rows with a token's hash, ended by time, by people, and by a fourth sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from directory.models import StaffSession, StaffUser
from staff.accounts.members import Role, StaffMember
from staff.accounts.tokens import kept, new_token

Stage = Literal["code", "enrol", "full"]
"""What is asked for next: the second factor's code, a second factor at all, nothing."""

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
HALF_WAY = timedelta(minutes=10)
"""How long a sign-in may stop between the password and the second factor."""
AT_A_TIME = 3
NOTED_EVERY = timedelta(minutes=1)
"""A page view moves `seen_at` only when it is older than this: reading must not mean writing."""
CONFIRMED_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is in force."""

    id: str
    user: StaffMember
    stage: Stage
    started_at: datetime
    seen_at: datetime
    confirmed_at: datetime
    offered_secret: str | None


def begin(session: Session, user_id: str, stage: Stage, now: datetime, offered: str | None = None) -> str:
    """A new session; returns the token for the cookie. Ends the oldest when there are too many."""
    token = new_token()
    session.add(
        StaffSession(
            user_id=user_id, token_hash=kept(token), stage=stage, started_at=now, seen_at=now,
            confirmed_at=now, offered_secret=offered,
        )
    )  # fmt: skip
    session.flush()
    _end_expired(session, now)
    if stage == "full":
        _end_oldest(session, user_id)
    return token


def find(session: Session, token: str, now: datetime) -> SignedIn | None:
    """The session of a token, when it is in force at this moment and its owner is active."""
    question = (
        select(StaffSession, StaffUser)
        .join(StaffUser, StaffUser.id == StaffSession.user_id)
        .where(StaffSession.token_hash == kept(token), StaffUser.active)
    )
    found = session.execute(question).one_or_none()
    if found is None or not in_force(found[0], now):
        return None
    row, user = found
    member = StaffMember(user.id, user.email, cast(Role, user.role))
    stage = cast(Stage, row.stage)
    return SignedIn(row.id, member, stage, row.started_at, row.seen_at, row.confirmed_at, row.offered_secret)


def in_force(row: StaffSession, now: datetime) -> bool:
    """Neither idle too long, nor too old, nor stuck half-way."""
    longest = LONGEST if row.stage == "full" else HALF_WAY
    return row.started_at <= now < row.started_at + longest and now < row.seen_at + IDLE


def note(session: Session, session_id: str, now: datetime) -> None:
    """The session has been used."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


def confirm(session: Session, session_id: str, now: datetime) -> None:
    """The password has been given once more."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(confirmed_at=now))


def offer(session: Session, session_id: str, secret: str) -> None:
    """A second factor is shown in this session, and not yet taken."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(offered_secret=secret))


def end(session: Session, session_id: str) -> bool:
    """One browser is signed out; False when it was already."""
    ended = session.execute(delete(StaffSession).where(StaffSession.id == session_id))
    return cast("CursorResult[Any]", ended).rowcount == 1


def end_all_of(session: Session, user_id: str, but: str = "") -> None:
    """All of a person's browsers are signed out, except the one named."""
    session.execute(delete(StaffSession).where(StaffSession.user_id == user_id, StaffSession.id != but))


def of_user(session: Session, user_id: str, now: datetime) -> tuple[StaffSession, ...]:
    """A person's sessions in force, newest first."""
    question = (
        select(StaffSession)
        .where(StaffSession.user_id == user_id, StaffSession.stage == "full")
        .order_by(StaffSession.started_at.desc(), StaffSession.id)
    )
    return tuple(row for row in session.scalars(question) if in_force(row, now))


def _end_expired(session: Session, now: datetime) -> None:
    """Rows that nobody can use any more."""
    too_old = (StaffSession.started_at <= now - LONGEST) | (StaffSession.seen_at <= now - IDLE)
    session.execute(delete(StaffSession).where(too_old))


def _end_oldest(session: Session, user_id: str) -> None:
    question = (
        select(StaffSession.id)
        .where(StaffSession.user_id == user_id, StaffSession.stage == "full")
        .order_by(StaffSession.started_at.desc(), StaffSession.seen_at.desc(), StaffSession.id)
        .offset(AT_A_TIME)
    )
    for session_id in tuple(session.scalars(question)):
        end(session, session_id)
