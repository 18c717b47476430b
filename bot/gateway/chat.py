"""The chat page: one address for everything, so that the browser's history tells nothing.

GET shows the conversation. POST takes what was written or pressed and leads back to GET (303); our
script gets just the new turn instead.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.gateway import buttons, cookies, start
from bot.gateway.errors import SessionGone
from bot.gateway.forms import Form, read_form
from bot.gateway.leave import erase
from bot.gateway.padding import Page
from bot.gateway.session import Exchange, Session, new_secret
from bot.gateway.visit import Visit, open_session, parts_of, visit_of, wants_fragment


async def show(request: Request) -> Response:
    """The page as it stands. A browser without our cookie gets one; we keep nothing for it yet."""
    parts, visit = parts_of(request), visit_of(request)
    secret = visit.secret or new_secret()
    exchanges = visit.session.exchanges if visit.session else [parts.start.exchange(visit.language)]
    response = Page(parts.pages.chat(visit.language, exchanges, parts.tokens.of(secret)))
    if secret != visit.secret:
        cookies.give(request, response, secret)
    return response


async def send(request: Request) -> Response:
    """One press of a button on the page. Raises what errors.py lists."""
    form, visit = await read_form(request), visit_of(request)
    parts_of(request).tokens.check(request, visit.secret, form.token)
    if form.wish == "delete":
        return await erase(request, visit)
    if visit.secret is None:
        raise SessionGone
    if form.wish == "keep":
        return Response(status_code=204) if visit.session else _gone()
    if form.language:
        return _switch_language(request, form, visit)
    return await _turn(request, form, visit)


async def _turn(request: Request, form: Form, visit: Visit) -> Response:
    turns, mark, number = parts_of(request).turns, *buttons.parts(form.choice)
    if visit.session is None and form.choice and mark != start.MARK:
        raise SessionGone
    secret, session = _session(request, visit)
    if form.choice:
        exchange = await turns.choose(session, number, mark)
    else:
        exchange = await turns.say(session, form.text)
    parts_of(request).counting.note(exchange.reply)
    if exchange.reply.ended:
        return await erase(request, Visit(secret, session, session.language), exchange)
    return _answer(request, secret, session, exchange)


def _answer(request: Request, secret: str, session: Session, exchange: Exchange) -> Response:
    parts, response = parts_of(request), _back()
    if wants_fragment(request):
        response = Page(parts.pages.addition(session.language, exchange, parts.tokens.of(secret)))
    if secret != cookies.read(request):
        cookies.give(request, response, secret)
    return response


def _switch_language(request: Request, form: Form, visit: Visit) -> Response:
    """The page in the other language; an opening that nobody has answered yet is said again in it."""
    secret, session = _session(request, visit)
    session.language = form.language or session.language
    if len(session.exchanges) == 1 and start.is_start(session.exchanges[0]):
        session.exchanges = [parts_of(request).start.exchange(session.language)]
    response = _back()
    if secret != visit.secret:
        cookies.give(request, response, secret)
    return response


def _session(request: Request, visit: Visit) -> tuple[str, Session]:
    if visit.session is not None and visit.secret is not None:
        return visit.secret, visit.session
    return open_session(request, visit.language)


def _back() -> Response:
    return RedirectResponse("/", status_code=303)


def _gone() -> Response:
    raise SessionGone
