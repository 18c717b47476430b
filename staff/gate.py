"""The one place where it is decided who gets in: session, role, token, and where a form came from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from directory.errors import DirectoryUnavailable
from staff.accounts import sessions
from staff.accounts.sessions import SignedIn
from staff.accounts.tokens import is_csrf
from staff.cookies import SESSION, Cookies
from staff.desk import Desk
from staff.form import FormData
from staff.kept_form import Fields, to_send_again


class Forged(Exception):
    """A form that did not come from one of our own pages in this session; `kept` may be sent again."""

    def __init__(self, kept: Fields = ()) -> None:
        super().__init__()
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Gate:
    """Asks the sessions; keeps nothing itself."""

    desk: Desk
    cookies: Cookies

    def recognise(self, request: Request) -> SignedIn | None:
        """The session of this browser, at whatever stage it is. Raises DirectoryUnavailable."""
        token = self.cookies.read(request, SESSION)
        if not token:
            return None
        now = self.desk.clock()
        with self.desk.reading() as session:
            found = sessions.find(session, token, now)
        if found and now - found.seen_at >= sessions.NOTED_EVERY:
            # A directory that somebody is writing to may still be read; then the visit is noted next time.
            with suppress(DirectoryUnavailable), self.desk.writing(found.user.email) as session:
                sessions.note(session, found.id, now)
        return found

    def check_form(self, request: Request, form: FormData) -> None:
        """Raises Forged unless the form carries this browser's token and came from our own page."""
        check_origin(request)
        if not is_csrf(form.text("csrf"), self.cookies.read(request, SESSION)):
            raise Forged(to_send_again(request, form))


def check_origin(request: Request) -> None:
    """Raises Forged when the browser says that the form stood on somebody else's page.

    Our Referrer-Policy makes browsers send "Origin: null" from our own pages too; then Sec-Fetch-Site tells
    them apart, and for browsers that do not send it the token must do.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forged
    origin = request.headers.get("origin", "null")
    if origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forged


def require_plain_address(request: Request) -> None:
    """Raises HTTPException 404 for a zero byte: no address of ours has one, and no database takes it."""
    if "\x00" in request.url.path or b"%00" in request.scope["query_string"]:
        raise HTTPException(404)


def way_in(request: Request) -> str:
    """The sign-in page that leads back here when the address can be asked for again."""
    if request.method != "GET" or request.url.path in ("/", "/login"):
        return "/login"
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"/login?then={quote(asked, safe='/')}"


def own_path(asked: str, otherwise: str) -> str:
    """A path on this very site, or `otherwise`: nobody may be led elsewhere by a link to our sign-in page."""
    plain = asked.isascii() and asked.isprintable() and "\\" not in asked and len(asked) < 2000
    if not plain or not asked.startswith("/") or asked.startswith("//"):
        return otherwise
    parts = urlsplit(asked)
    return asked if not parts.scheme and not parts.netloc and not parts.path.startswith("//") else otherwise
