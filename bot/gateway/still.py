"""Pages that need no conversation: emergency numbers, privacy, health."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.gateway.language import PageLanguage
from bot.gateway.padding import Page
from bot.gateway.parts import Parts
from bot.gateway.render import PAGE_LANGUAGES
from bot.gateway.visit import parts_of, visit_of
from directory.cards import Card

MOST_ON_AKUT = 12


async def akut(request: Request) -> Response:
    """The emergency page: the same for everybody, whatever else is broken."""
    return Page(render_akut(parts_of(request)))


async def privacy(request: Request) -> Response:
    """What is kept and what is not."""
    return Page(parts_of(request).pages.privacy(visit_of(request).language))


async def health(_request: Request) -> Response:
    """For the supervisor: this process answers."""
    return JSONResponse({"status": "ok"})


def render_akut(parts: Parts) -> str:
    """The emergency page as HTML, to be served or written to a file for the proxy."""
    return parts.pages.akut({language: _published(parts, language) for language in PAGE_LANGUAGES})


def _published(parts: Parts, language: PageLanguage) -> tuple[Card, ...]:
    """Services from the last good copy that have a number and are not among the constants; first per need."""
    constant = {card.service for card in parts.neighbours.emergency.every(language)}
    found: dict[str, Card] = {}
    for need in sorted(parts.neighbours.service_needs):
        for card in _safely(parts, need, language)[:1]:
            if card.phones and card.service not in constant:
                found.setdefault(card.service, card)
    return tuple(found.values())[:MOST_ON_AKUT]


def _safely(parts: Parts, need: str, language: PageLanguage) -> tuple[Card, ...]:
    try:
        return parts.neighbours.published(need, language)
    except Exception as fault:
        parts.log.incident("published copy", fault)
        return ()
