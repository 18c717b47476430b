"""The contacts on a page of their own, to print: nothing of what was written stands on it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.gateway.padding import Page
from bot.gateway.session import Session
from bot.gateway.visit import parts_of, visit_of
from directory.cards import Card


async def show(request: Request) -> Response:
    """The cards of the last answer that had any; back to the chat when there are none."""
    visit = visit_of(request)
    cards = _last_cards(visit.session)
    if not cards:
        return RedirectResponse("/", status_code=303)
    return Page(parts_of(request).pages.paper(visit.language, cards))


def _last_cards(session: Session | None) -> tuple[Card, ...]:
    answers = reversed(session.exchanges) if session else ()
    return next((tuple(exchange.reply.cards) for exchange in answers if exchange.reply.cards), ())
