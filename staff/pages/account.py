"""What everybody may do with their own account: password, second factor, other browsers, signing out."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.responses import Response

from staff.accounts import events, passwords, second_factor, sessions
from staff.accounts.doorkeeper import Entry
from staff.accounts.faults import faults
from staff.accounts.throttle import TooManyTries
from staff.cookies import DEVICE
from staff.gate import own_path
from staff.page import Page
from staff.visit import Visit

SECOND_FACTOR = "/account/second-factor"


def show(visit: Visit) -> Response:
    """My account, and the browsers where I am signed in."""
    with visit.desk.reading() as session:
        mine = sessions.of_user(session, visit.user.id, visit.desk.clock())
    return visit.show("account/account.html", sessions=mine, this=visit.session.id)


def end_others(visit: Visit) -> Response:
    """Signs out every other browser of mine."""
    with visit.desk.writing(visit.user.email) as session:
        sessions.end_all_of(session, visit.user.id, but=visit.session.id)
        _note(visit, session, "sessions ended")
    return visit.to("/account", "sessions_ended")


def sign_out(visit: Visit) -> Response:
    """Ends this browser's session."""
    with visit.desk.writing(visit.user.email) as session:
        sessions.end(session, visit.session.id)
        _note(visit, session, "signed out")
    return visit.to("/login", "signed_out")


def _note(visit: Visit, session: Session, what: str) -> None:
    events.note(session, visit.desk.clock(), visit.user.email, visit.user.email, what)


def show_password(visit: Visit) -> Response:
    """Another password."""
    return _password_page(visit, 200, {})


def take_password(visit: Visit) -> Response:
    """Sets it, gives this browser a new token, and signs out the others."""
    password, again = visit.form.text("password"), visit.form.text("again")
    differs = "password_differs" if password != again else ""
    told = faults(password=passwords.fault(password, visit.user.email), again=differs)
    if not told:
        told = faults(current=_wrong(visit, visit.form.text("current")))
    if told:
        return _password_page(visit, 422, told)
    entry = visit.keeper.change_password(visit.session, password)
    return _step(visit, entry, "password_changed") if entry else visit.to("/login")


def _password_page(visit: Visit, status: int, told: dict[str, str]) -> Response:
    return visit.show("account/password.html", status, faults=told)


def show_confirm(visit: Visit) -> Response:
    """The password once more, before something that matters."""
    return visit.show("account/confirm.html", then=_then(visit), faults={})


def take_confirm(visit: Visit) -> Response:
    """On to what was asked for."""
    told = faults(current=_wrong(visit, visit.form.text("current")))
    return (
        visit.show("account/confirm.html", 422, then=_then(visit), faults=told)
        if told
        else visit.to(_then(visit))
    )


def confirm_first(visit: Visit, then: str) -> Response | None:
    """The page that asks for the password, unless it was given a short while ago."""
    if visit.desk.clock() - visit.session.confirmed_at < sessions.CONFIRMED_FOR:
        return None
    return visit.to(f"/account/confirm?then={quote(then, safe='/')}")


def show_second_factor(visit: Visit) -> Response:
    """The second factor that is offered, or the button that offers one."""
    return confirm_first(visit, SECOND_FACTOR) or _second_factor_page(visit, 200)


def take_second_factor(visit: Visit) -> Response:
    """Offers a new one, or takes the one offered when a code shows that the app has it."""
    unconfirmed = confirm_first(visit, SECOND_FACTOR)
    if unconfirmed:
        return unconfirmed
    if "code" not in visit.form:
        with visit.desk.writing(visit.user.email) as session:
            sessions.offer(session, visit.session.id, second_factor.new_secret())
        return visit.to(SECOND_FACTOR)
    device = visit.printer.cookies.read(visit.request, DEVICE)
    try:
        entry = visit.keeper.enrol(visit.session, visit.form.text("code"), device)
    except TooManyTries:
        return _second_factor_page(visit, 429, "too_many")
    return (
        _step(visit, entry, "second_factor_set") if entry else _second_factor_page(visit, 422, "code_wrong")
    )


def _second_factor_page(visit: Visit, status: int, key: str = "") -> Response:
    offered = visit.session.offered_secret
    values: dict[str, object] = {"offered": bool(offered), "faults": faults(code=key)}
    if offered:
        values["picture"] = second_factor.picture(offered, visit.user.email)
        values["secret"] = second_factor.readable(offered)
    return visit.show("account/second_factor.html", status, **values)


def _then(visit: Visit) -> str:
    return own_path(visit.form.text("then") or visit.request.query_params.get("then", ""), "/account")


def _wrong(visit: Visit, password: str) -> str:
    """What is wrong with what was given as one's own password; "" when it is right."""
    try:
        return "" if visit.keeper.confirms(visit.session, password) else "password_wrong"
    except TooManyTries:
        return "too_many"


def _step(visit: Visit, entry: Entry, notice: str) -> Response:
    """Back to my account, with the new token."""
    response = visit.to("/account", notice)
    visit.printer.give_entry(response, entry.token, entry.device)
    return response


PAGES: tuple[Page, ...] = (
    Page("/account", get=show),
    Page("/account/others", post=end_others, post_role="viewer"),
    Page("/account/password", get=show_password, post=take_password, post_role="viewer"),
    Page("/account/confirm", get=show_confirm, post=take_confirm, post_role="viewer"),
    Page(SECOND_FACTOR, get=show_second_factor, post=take_second_factor, post_role="viewer"),
    Page("/logout", post=sign_out, post_role="viewer"),
)
