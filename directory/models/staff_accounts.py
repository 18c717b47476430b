"""Who may open the staff pages. Of what opens anything, only the TOTP secrets are here in the clear."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.model import Model, one_of

ROLES = ("viewer", "editor", "approver", "admin")
STAGES = ("code", "enrol", "full")
EVENTS = (
    "invited", "link renewed", "password set", "password changed", "second factor set", "signed in",
    "signed out", "sessions ended", "role changed", "deactivated", "activated", "reset", "wrong code",
)  # fmt: skip


class StaffUser(Model):
    """Somebody who may open the staff pages. `password_hash` is "" until a password has been chosen.

    `code_step` is the time step of the last one-time code that was let in: no code opens twice.
    """

    __tablename__ = "staff_user"
    __table_args__ = (UniqueConstraint("email"), one_of("role", ROLES))

    email: Mapped[str] = mapped_column(String(300))
    password_hash: Mapped[str] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(20), default="viewer")
    active: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    code_step: Mapped[int | None]


class StaffSession(Model):
    """One browser that is signed in, or on its way: `stage` says what is still asked for.

    The browser holds a random token and the table only its SHA-256. `confirmed_at`: when the password was
    last given. `offered_secret`: a second factor that is shown and not yet taken.
    """

    __tablename__ = "staff_session"
    __table_args__ = (UniqueConstraint("token_hash"), one_of("stage", STAGES))

    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    stage: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    offered_secret: Mapped[str | None] = mapped_column(String(64))


class StaffDevice(Model):
    """A browser in which a person has signed in before: whoever guesses elsewhere cannot shut it out."""

    __tablename__ = "staff_device"
    __table_args__ = (UniqueConstraint("user_id", "token_hash"),)

    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]


class StaffInvitation(Model):
    """A link that works once: whoever opens it chooses a password and a second factor."""

    __tablename__ = "staff_invitation"
    __table_args__ = (UniqueConstraint("token_hash"),)

    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class StaffEvent(Model):
    """Who did what to whose account. The database itself refuses to change or delete a row."""

    __tablename__ = "staff_event"
    __table_args__ = (one_of("what", EVENTS),)

    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(String(300))
    what: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(100), default="")
