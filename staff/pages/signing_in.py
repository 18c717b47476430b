"""Signing in: password, then the code from the app; and the link that an invitation leads to."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.responses import Response

from directory.schema import require_current
from staff.accounts import passwords, people, second_factor
from staff.accounts.doorkeeper import Entry
from staff.accounts.faults import faults
from staff.accounts.sessions import SignedIn
from staff.accounts.throttle import TooManyTries
from staff.door import Arrival, Door
from staff.gate import own_path

ByCode = Callable[[SignedIn, str, str], Entry | None]
CodePage = Callable[[Arrival, int, str], Response]


def _then(arrival: Arrival) -> str:
    """Where to go afterwards: a path of our own, or the first page."""
    return own_path(arrival.form.text("then") or arrival.request.query_params.get("then", ""), "/")


def _on(path: str, then: str) -> str:
    """The next step, which still knows where to go afterwards."""
    return path if then == "/" else f"{path}?then={quote(then, safe='/')}"


def show_login(arrival: Arrival) -> Response:
    """Address and password; what to do instead when there is no account yet, or no directory of ours.

    Raises SchemaError.
    """
    if arrival.signed_in and arrival.signed_in.stage == "full":
        return arrival.to(_then(arrival))
    require_current(arrival.keeper.desk.reading_engine)
    with arrival.keeper.desk.reading() as session:
        if not people.is_anybody_there(session):
            return arrival.show("signing_in/nobody.html")
    return arrival.show("signing_in/login.html", then=_then(arrival), email="", faults={})


def take_password(arrival: Arrival) -> Response:
    """On to the code, or the same page with one answer for every kind of wrong."""
    email, then = arrival.form.text("email"), _then(arrival)
    try:
        entry = arrival.keeper.by_password(email, arrival.form.text("password"), arrival.device)
    except TooManyTries:
        return _login_again(arrival, 429, "too_many")
    if entry is None:
        return _login_again(arrival, 422, "sign_in_wrong")
    return arrival.step(entry, _on("/login/code", then))


def _login_again(arrival: Arrival, status: int, key: str) -> Response:
    email = arrival.form.text("email")[:300]
    told = faults(email=key)
    return arrival.show("signing_in/login.html", status, then=_then(arrival), email=email, faults=told)


def show_code(arrival: Arrival) -> Response:
    """The code from the app; who has no app yet is led to setting it up."""
    return _half_way(arrival, "code") or _code_page(arrival, 200)


def take_code(arrival: Arrival) -> Response:
    """In, or the same page again."""
    return _take(arrival, "code", arrival.keeper.by_code, _code_page)


def _code_page(arrival: Arrival, status: int, key: str = "") -> Response:
    return arrival.show("signing_in/code.html", status, then=_then(arrival), faults=faults(code=key))


def show_enrolment(arrival: Arrival) -> Response:
    """The second factor as a picture and as text."""
    return _half_way(arrival, "enrol") or _enrolment_page(arrival, 200)


def take_enrolment(arrival: Arrival) -> Response:
    """In, when the first code shows that the app has the secret."""
    return _take(arrival, "enrol", arrival.keeper.enrol, _enrolment_page)


def _enrolment_page(arrival: Arrival, status: int, key: str = "") -> Response:
    assert arrival.signed_in is not None
    secret, email = arrival.signed_in.offered_secret or "", arrival.signed_in.user.email
    values = {"picture": second_factor.picture(secret, email), "secret": second_factor.readable(secret)}
    then, told = _then(arrival), faults(code=key)
    return arrival.show("signing_in/enrol.html", status, then=then, faults=told, **values)


def _take(arrival: Arrival, stage: str, by_code: ByCode, again: CodePage) -> Response:
    """The step that a code from the app is asked for: in, or the same page again."""
    elsewhere = _half_way(arrival, stage)
    if elsewhere or arrival.signed_in is None:
        return elsewhere or arrival.to("/login")
    try:
        entry = by_code(arrival.signed_in, arrival.form.text("code"), arrival.device)
    except TooManyTries:
        return again(arrival, 429, "too_many")
    return arrival.step(entry, _then(arrival)) if entry else again(arrival, 422, "code_wrong")


def _half_way(arrival: Arrival, stage: str) -> Response | None:
    """Where somebody who is not at this stage must go; None for somebody who is."""
    if arrival.signed_in is None:
        return arrival.to(_on("/login", _then(arrival)))
    if arrival.signed_in.stage == stage:
        return None
    steps = {"code": "/login/code", "enrol": "/login/second-factor"}
    next_step = steps.get(arrival.signed_in.stage)
    return arrival.to(_on(next_step, _then(arrival)) if next_step else _then(arrival))


def show_welcome(arrival: Arrival) -> Response:
    """What an invitation's link opens: choose a password."""
    return _welcome_page(arrival, 200, {})


def take_welcome(arrival: Arrival) -> Response:
    """The password is set; on to the second factor. The link has done its work."""
    link, password = arrival.request.path_params["link"], arrival.form.text("password")
    email = arrival.keeper.invited(link)
    differs = "password_differs" if password != arrival.form.text("again") else ""
    told = faults(password=passwords.fault(password, email), again=differs)
    if told:
        return _welcome_page(arrival, 422, told)
    entry = arrival.keeper.by_link(link, password)
    return arrival.step(entry, "/login/second-factor") if entry else _welcome_page(arrival, 200, {})


def _welcome_page(arrival: Arrival, status: int, told: dict[str, str]) -> Response:
    email = arrival.keeper.invited(arrival.request.path_params["link"])
    if not email:
        return arrival.show("signing_in/gone.html", 404)
    return arrival.show("signing_in/welcome.html", status, email=email, faults=told)


DOORS: tuple[Door, ...] = (
    Door("/login", show_login, take_password),
    Door("/login/code", show_code, take_code),
    Door("/login/second-factor", show_enrolment, take_enrolment),
    Door("/welcome/{link}", show_welcome, take_welcome),
)
