"""Who stands at the door: the cookie, the conversation behind it when there is one, the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from bot.gateway import cookies
from bot.gateway.errors import SessionGone
from bot.gateway.language import PageLanguage, preferred
from bot.gateway.parts import Parts
from bot.gateway.session import Session


@dataclass(frozen=True, slots=True)
class Visit:
    """`secret` is the cookie; it may stand there without a conversation (first visit, or time is up)."""

    secret: str | None
    session: Session | None
    language: PageLanguage


def parts_of(request: Request) -> Parts:
    """The machinery of the app that this request came to."""
    return cast(Parts, request.app.state.parts)


def visit_of(request: Request) -> Visit:
    """The visit of this request; never raises."""
    secret = cookies.read(request)
    try:
        session = parts_of(request).sessions.find(secret)
    except SessionGone:
        return Visit(secret, None, preferred(request.headers.get("accept-language", "")))
    return Visit(secret, session, session.language)


def open_session(request: Request, language: PageLanguage) -> tuple[str, Session]:
    """A new conversation and its secret. Raises Busy."""
    parts = parts_of(request)
    parts.new_sessions.take(request.client.host if request.client else None)
    return parts.sessions.open(parts.start.exchange(language))


def wants_fragment(request: Request) -> bool:
    """True when our script asks and will put the answer into the page itself."""
    return request.headers.get("x-requested-with") == "fetch"
