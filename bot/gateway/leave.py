"""Quick exit and "delete the conversation": both forget at once, here, in Rasa and in the browser.

The exit is a link to our own address and not a form or a foreign link: `form-action 'self'` would stop
a form whose answer leads to another site, and a plain link away lets Back bring the conversation back.
"""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.gateway import cookies
from bot.gateway.padding import Page
from bot.gateway.session import Exchange
from bot.gateway.visit import Visit, parts_of, visit_of


async def leave(request: Request) -> Response:
    """Ends the conversation and goes to a neutral page. Doing it twice does no harm."""
    if request.method == "HEAD" or _is_prefetch(request):
        return Response(status_code=503)  # a browser that fetches ahead throws this away and asks again
    away = RedirectResponse(parts_of(request).settings.leave_to, status_code=303)
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return away  # an image on another site must not end anybody's conversation
    return _forgotten(request, visit_of(request), away)


async def erase(request: Request, visit: Visit, last: Exchange | None = None) -> Response:
    """Ends the conversation and says so. `last`: the answer that ended it."""
    return _forgotten(request, visit, Page(parts_of(request).pages.farewell(visit.language, last)))


def _forgotten(request: Request, visit: Visit, response: Response) -> Response:
    parts = parts_of(request)
    session = parts.sessions.end(visit.secret)
    cookies.take_back(request, response)
    if session is not None:
        # after the answer: nobody who leaves in a hurry waits for Rasa
        response.background = BackgroundTask(parts.forgetting.forget, session.sender)
    return response


def _is_prefetch(request: Request) -> bool:
    purposes = (request.headers.get(name, "") for name in ("sec-purpose", "purpose", "x-moz"))
    return any("prefetch" in purpose or "preview" in purpose for purpose in purposes)
