"""What an admin can do with accounts: invite, give a role, close, open, begin again. Never without an admin.

There are no recovery codes: whoever loses the phone gets a new link from an admin, and the last admin
one from the command line. A sheet of codes would be one more secret in a drawer.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.models import StaffInvitation, StaffUser
from staff.accounts import devices, events, sessions
from staff.accounts.members import Role
from staff.accounts.tokens import kept, new_token

LINK_LIFE = timedelta(hours=48)
ADDRESS = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


class LastAdmin(Exception):
    """After this nobody could handle accounts."""


class NotAnAddress(Exception):
    """It does not look like an e-mail address."""


class AlreadyInvited(Exception):
    """Somebody with this address is here already."""


def address(typed: str) -> str:
    """The address as it is kept. Raises NotAnAddress."""
    plain = typed.strip().lower()
    if len(plain) > 254 or not ADDRESS.fullmatch(plain):
        raise NotAnAddress
    return plain


def by_address(session: Session, email: str) -> StaffUser | None:
    """The account with this address."""
    return session.scalar(select(StaffUser).where(StaffUser.email == email))


def everybody(session: Session) -> tuple[StaffUser, ...]:
    """All accounts, also closed ones, by address."""
    return tuple(session.scalars(select(StaffUser).order_by(StaffUser.email)))


def is_anybody_there(session: Session) -> bool:
    """False until the first account has been made."""
    return session.scalar(select(StaffUser.id).limit(1)) is not None


def has_admin(session: Session, but: str = "") -> bool:
    """True when somebody other than `but` can sign in and handle accounts."""
    question = select(StaffUser.id).where(
        StaffUser.role == "admin",
        StaffUser.active,
        StaffUser.password_hash != "",
        StaffUser.totp_secret.is_not(None),
        StaffUser.id != but,
    )
    # Two admins who close each other's accounts at the same moment must meet here.
    return session.scalars(question.with_for_update()).first() is not None


def invite(session: Session, email: str, role: Role, by: str, now: datetime) -> str:
    """A new account; returns the token of its link. Raises AlreadyInvited."""
    if by_address(session, email) is not None:
        raise AlreadyInvited
    user = StaffUser(email=email, password_hash="", role=role)
    session.add(user)
    session.flush()
    events.note(session, now, by, email, "invited", role)
    return _new_link(session, user, now)


def set_role(session: Session, user: StaffUser, role: Role, by: str, now: datetime) -> None:
    """Another role; the person signs in again. Raises LastAdmin."""
    if role != "admin":
        _keep_an_admin(session, user)
    events.note(session, now, by, user.email, "role changed", f"{user.role} > {role}")
    user.role = role
    sessions.end_all_of(session, user.id)


def deactivate(session: Session, user: StaffUser, by: str, now: datetime) -> None:
    """Closes an account at once; its name stays in the history. Raises LastAdmin."""
    _keep_an_admin(session, user)
    user.active = False
    _forget_ways_in(session, user, now)
    events.note(session, now, by, user.email, "deactivated")


def activate(session: Session, user: StaffUser, by: str, now: datetime) -> str:
    """Opens a closed account; returns the token of a new link."""
    user.active = True
    events.note(session, now, by, user.email, "activated")
    return _new_link(session, user, now)


def reset(session: Session, user: StaffUser, by: str, now: datetime) -> str:
    """Begins again for somebody who has lost the phone or the password. Raises LastAdmin."""
    _keep_an_admin(session, user)
    return begin_again(session, user, by, now)


def begin_again(session: Session, user: StaffUser, by: str, now: datetime) -> str:
    """Password and second factor are forgotten; returns the token of a link to choose new ones."""
    _forget_ways_in(session, user, now)
    events.note(session, now, by, user.email, "reset")
    return _new_link(session, user, now)


def _keep_an_admin(session: Session, user: StaffUser) -> None:
    if user.role == "admin" and user.active and not has_admin(session, but=user.id):
        raise LastAdmin


def _forget_ways_in(session: Session, user: StaffUser, now: datetime) -> None:
    """Nobody gets in with what they know or hold."""
    user.password_hash, user.totp_secret, user.code_step = "", None, None
    sessions.end_all_of(session, user.id)
    devices.forget_all_of(session, user.id)
    _close_links(session, user, now)


def _new_link(session: Session, user: StaffUser, now: datetime) -> str:
    """The only link of this account that works."""
    _close_links(session, user, now)
    token = new_token()
    session.add(StaffInvitation(user_id=user.id, token_hash=kept(token), expires_at=now + LINK_LIFE))
    return token


def _close_links(session: Session, user: StaffUser, now: datetime) -> None:
    """Links that were not used work no more."""
    open_links = (StaffInvitation.user_id == user.id) & StaffInvitation.used_at.is_(None)
    session.execute(update(StaffInvitation).where(open_links).values(used_at=now))
