"""Those who may open the staff pages: invite, role, close, open, begin again. For admins, password first.

A link that works once is shown on the page that made it and nowhere else: it is a secret, so it is not in
a cookie, an address or a log, and the POST that made it answers with the page itself.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.models import StaffUser
from staff.accounts import events, people
from staff.accounts.faults import faults
from staff.accounts.members import ROLES, Role
from staff.page import NotFound, Page
from staff.pages.account import confirm_first
from staff.visit import Visit

USERS = "/users"


def show_all(visit: Visit) -> Response:
    """Everybody, the form to invite one more, and what has been done to accounts."""
    return confirm_first(visit, USERS) or _list(visit, 200, {})


def invite(visit: Visit) -> Response:
    """A new account and its link."""
    unconfirmed = confirm_first(visit, USERS)
    if unconfirmed:
        return unconfirmed
    role = visit.form.text("role")
    told = faults(role="" if role in ROLES else "role_unknown")
    try:
        email = people.address(visit.form.text("email"))
        if told:
            return _list(visit, 422, told)
        with visit.desk.writing(visit.user.email) as session:
            link = people.invite(session, email, cast(Role, role), visit.user.email, visit.desk.clock())
    except people.NotAnAddress:
        return _list(visit, 422, faults(email="email_wrong") | told)
    except people.AlreadyInvited:
        return _list(visit, 422, faults(email="email_taken") | told)
    return _link_page(visit, email, link)


def show_one(visit: Visit) -> Response:
    """One account."""
    here = f"{USERS}/{visit.request.path_params['user']}"
    return confirm_first(visit, here) or _one(visit, 200, {})


def change(visit: Visit) -> Response:
    """Does what the pressed button says."""
    unconfirmed = confirm_first(visit, f"{USERS}/{visit.request.path_params['user']}")
    if unconfirmed:
        return unconfirmed
    try:
        with visit.desk.writing(visit.user.email) as session:
            user = _user(visit, session)
            return _do(visit, session, user)
    except people.LastAdmin:
        return _one(visit, 422, faults(role="last_admin"))


def _do(visit: Visit, session: Session, user: StaffUser) -> Response:
    by, now, act = visit.user.email, visit.desk.clock(), visit.form.text("act")
    if act == "role" and visit.form.text("role") in ROLES:
        people.set_role(session, user, cast(Role, visit.form.text("role")), by, now)
        return visit.to(f"{USERS}/{user.id}", "role_changed")
    if act == "close" and user.active:
        people.deactivate(session, user, by, now)
        return visit.to(f"{USERS}/{user.id}", "deactivated")
    if act == "open" and not user.active:
        return _link_page(visit, user.email, people.activate(session, user, by, now))
    if act == "reset" and user.active:
        return _link_page(visit, user.email, people.reset(session, user, by, now))
    return visit.to(f"{USERS}/{user.id}")


def _user(visit: Visit, session: Session) -> StaffUser:
    """Raises NotFound."""
    user = session.get(StaffUser, visit.request.path_params["user"])
    if user is None:
        raise NotFound
    return user


def _list(visit: Visit, status: int, told: dict[str, str]) -> Response:
    with visit.desk.reading() as session:
        users, done = people.everybody(session), events.latest(session)
    typed = {"email": visit.form.text("email")[:300], "role": visit.form.text("role") or "editor"}
    values = {"users": users, "events": done, "typed": typed}
    return visit.show("users/users.html", status, faults=told, roles=ROLES, **values)


def _one(visit: Visit, status: int, told: dict[str, str]) -> Response:
    with visit.desk.reading() as session:
        user = _user(visit, session)
        done = events.latest(session, about=user.email)
    return visit.show("users/user.html", status, member=user, events=done, faults=told, roles=ROLES)


def _link_page(visit: Visit, email: str, token: str) -> Response:
    scheme = "https" if visit.printer.cookies.https else "http"
    link = f"{scheme}://{visit.request.headers.get('host', '')}/welcome/{token}"
    return visit.show("users/link.html", email=email, link=link)


PAGES: tuple[Page, ...] = (
    Page(USERS, get=show_all, post=invite, get_role="admin", post_role="admin"),
    Page(USERS + "/{user}", get=show_one, post=change, get_role="admin", post_role="admin"),
)
