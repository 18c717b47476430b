"""The steps of signing in. Every step gives a new token, so that a planted one is worth nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, select, update
from sqlalchemy.orm import Session

from directory.models import StaffInvitation, StaffUser
from staff.accounts import devices, events, people, sessions
from staff.accounts.passwords import Passwords
from staff.accounts.second_factor import new_secret, step_of
from staff.accounts.sessions import SignedIn, Stage
from staff.accounts.throttle import Throttle
from staff.accounts.tokens import kept
from staff.desk import Desk


@dataclass(frozen=True, slots=True)
class Entry:
    """What a browser gets after a step: the session's new token, and the device's when it is now known."""

    token: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """One for the whole house."""

    desk: Desk
    passwords: Passwords
    throttle: Throttle

    def by_password(self, email: str, password: str, device: str) -> Entry | None:
        """The first step; None for every kind of wrong. Raises TooManyTries.

        An unknown address, a closed account and a wrong password are told apart neither by the answer nor
        by the time it takes.
        """
        user = self._active(email.strip().lower())
        known = self._knows(user.id if user else "", device)
        account = f"password {kept(email.strip().lower())}"
        self.throttle.take(account, device if known else "")
        fits = self.passwords.fits(user.password_hash if user else "", password)
        if user is None or not fits:
            return None
        self.throttle.forgive(account, device)
        return Entry(self._after_password(user, password))

    def by_code(self, half_way: SignedIn, code: str, device: str) -> Entry | None:
        """The second step; None for a wrong code or a used one. Raises TooManyTries."""
        user_id, email, now = half_way.user.id, half_way.user.email, self.desk.clock()
        known = self._knows(user_id, device)
        self.throttle.take(f"code {user_id}", device if known else "")
        with self.desk.writing(email) as session:
            if not _use_code(session, user_id, code, now):
                events.note(session, now, email, email, "wrong code", "" if known else "unknown device")
                return None
            if not sessions.end(session, half_way.id):
                return None  # somebody has ended it since: the account was closed, or begins again
            entry = self._let_in(session, half_way, device, now)
        self.throttle.forgive(f"code {user_id}", device)
        return entry

    def by_link(self, link: str, password: str) -> Entry | None:
        """A link that works once: sets the password; the second factor comes next."""
        if not self.invited(link):
            return None
        now, stored = self.desk.clock(), self.passwords.kept(password)
        with self.desk.writing("") as session:
            user = session.scalar(_invited(link, now))
            if user is None or not _use_link(session, link, now):
                return None
            user.password_hash, user.totp_secret, user.code_step = stored, None, None
            sessions.end_all_of(session, user.id)
            events.note(session, now, user.email, user.email, "password set")
            return Entry(sessions.begin(session, user.id, "enrol", now, new_secret()))

    def enrol(self, signed_in: SignedIn, code: str, device: str) -> Entry | None:
        """Takes the offered second factor when a code shows that the app has it. Raises TooManyTries."""
        user_id, email, now = signed_in.user.id, signed_in.user.email, self.desk.clock()
        self.throttle.take(f"code {user_id}", device or signed_in.id)
        step = step_of(signed_in.offered_secret or "", code, now, None) if signed_in.offered_secret else None
        if step is None:
            return None
        with self.desk.writing(email) as session:
            if not sessions.end(session, signed_in.id):
                return None
            values = {"totp_secret": signed_in.offered_secret, "code_step": step}
            session.execute(update(StaffUser).where(StaffUser.id == user_id).values(values))
            sessions.end_all_of(session, user_id)
            events.note(session, now, email, email, "second factor set")
            return self._let_in(session, signed_in, device, now)

    def invited(self, link: str) -> str:
        """The address that a link is for; "" when it does not work any more."""
        with self.desk.reading() as session:
            user = session.scalar(_invited(link, self.desk.clock()))
            return user.email if user else ""

    def change_password(self, signed_in: SignedIn, password: str) -> Entry | None:
        """Another password; every other browser is signed out. None when this one has been, meanwhile."""
        stored, now, email = self.passwords.kept(password), self.desk.clock(), signed_in.user.email
        with self.desk.writing(email) as session:
            if not sessions.end(session, signed_in.id):
                return None
            session.get_one(StaffUser, signed_in.user.id).password_hash = stored
            sessions.end_all_of(session, signed_in.user.id)
            events.note(session, now, email, email, "password changed")
            return Entry(sessions.begin(session, signed_in.user.id, "full", now))

    def confirms(self, signed_in: SignedIn, password: str) -> bool:
        """Whether this is the signed-in person's password; then it holds for a while. Raises TooManyTries."""
        self.throttle.take(f"confirm {signed_in.user.id}", signed_in.id)
        with self.desk.reading() as session:
            stored = session.get_one(StaffUser, signed_in.user.id).password_hash
        if not self.passwords.fits(stored, password):
            return False
        self.throttle.forgive(f"confirm {signed_in.user.id}", signed_in.id)
        with self.desk.writing(signed_in.user.email) as session:
            sessions.confirm(session, signed_in.id, self.desk.clock())
        return True

    def _active(self, email: str) -> StaffUser | None:
        with self.desk.reading() as session:
            user = people.by_address(session, email)
            return user if user and user.active else None

    def _knows(self, user_id: str, device: str) -> bool:
        with self.desk.reading() as session:
            return devices.is_known(session, user_id, device)

    def _after_password(self, user: StaffUser, password: str) -> str:
        """A session that is half-way; a hash of old costs is made anew while the password is at hand."""
        renewed = self.passwords.kept(password) if self.passwords.is_outdated(user.password_hash) else ""
        stage: Stage = "code" if user.totp_secret else "enrol"
        with self.desk.writing(user.email) as session:
            if renewed:
                session.get_one(StaffUser, user.id).password_hash = renewed
            offered = None if stage == "code" else new_secret()
            return sessions.begin(session, user.id, stage, self.desk.clock(), offered)

    def _let_in(self, session: Session, signed_in: SignedIn, device: str, now: datetime) -> Entry:
        """All steps are taken."""
        token = sessions.begin(session, signed_in.user.id, "full", now)
        events.note(session, now, signed_in.user.email, signed_in.user.email, "signed in")
        return Entry(token, devices.remember(session, signed_in.user.id, device, now))


def _use_code(session: Session, user_id: str, code: str, now: datetime) -> bool:
    """Lets a code in once: of two browsers that send it at the same moment, one."""
    user = session.get_one(StaffUser, user_id)
    step = step_of(user.totp_secret, code, now, user.code_step) if user.totp_secret else None
    if step is None:
        return False
    unused = StaffUser.code_step.is_(None) | (StaffUser.code_step < step)
    changing = update(StaffUser).where(StaffUser.id == user_id, unused).values(code_step=step)
    return cast("CursorResult[Any]", session.execute(changing)).rowcount == 1


def _invited(link: str, now: datetime) -> Select[StaffUser]:
    """Whom a link that still works is for."""
    return (
        select(StaffUser)
        .join(StaffInvitation, StaffInvitation.user_id == StaffUser.id)
        .where(
            StaffInvitation.token_hash == kept(link),
            StaffInvitation.used_at.is_(None),
            StaffInvitation.expires_at > now,
            StaffUser.active,
        )
    )


def _use_link(session: Session, link: str, now: datetime) -> bool:
    """Lets a link in once."""
    unused = (StaffInvitation.token_hash == kept(link)) & StaffInvitation.used_at.is_(None)
    changing = update(StaffInvitation).where(unused).values(used_at=now)
    return cast("CursorResult[Any]", session.execute(changing)).rowcount == 1
