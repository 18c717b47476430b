"""Accounts with a password and an app, and the steps of signing in by hand."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import pyotp

from directory.models import StaffUser
from staff.accounts import people
from staff.accounts.members import Role
from tests.staff.builders import CHEAP, House, Visitor

PASSWORD = "fyra hästar äter moln"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody knows and holds."""

    id: str
    email: str
    password: str = PASSWORD
    secret: str = SECRET


def an_account(house: House, role: Role = "editor", email: str = "anna@example.org") -> Account:
    """Somebody who can sign in."""
    user = StaffUser(
        email=email, password_hash=CHEAP.kept(PASSWORD), role=role, totp_secret=SECRET, code_step=None
    )
    account = Account(user.id, email)
    with house.desk.writing("tests") as session:
        session.add(user)
    return account


def a_link(house: House, role: Role = "editor", email: str = "anna@example.org") -> str:
    """The path of an invitation."""
    with house.desk.writing("tests") as session:
        return "/welcome/" + people.invite(session, email, role, "tests", house.clock())


def code(house: House, secret: str = SECRET, later: int = 0) -> str:
    """What the app shows, or will show so many seconds later."""
    return pyotp.TOTP(secret).at(int(house.clock().timestamp()) + later)


def give_password(visitor: Visitor, account: Account, password: str = "") -> httpx.Response:
    """The first step."""
    return visitor.post("/login", {"email": account.email, "password": password or account.password})


def sign_in(house: House, account: Account, visitor: Visitor | None = None) -> Visitor:
    """Both steps, in a browser that has been here or in a new one; each with a code of its own."""
    visitor = visitor or house.stranger()
    house.clock.move(seconds=60)
    assert give_password(visitor, account).headers["location"] == "/login/code"
    answer = visitor.post("/login/code", {"code": code(house, account.secret)})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/"
    return visitor


def is_in(visitor: Visitor) -> bool:
    """Whether this browser is signed in."""
    return visitor.get("/account").status_code == 200
