"""One behaviour per reason: the page, or the line beside the text box, for each refusal in errors.py."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.gateway import errors
from bot.gateway.padding import Page
from bot.gateway.visit import parts_of, visit_of, wants_fragment

NOT_FOUND = (404, "not_found")
REASONS: Mapping[type[Exception], tuple[int, str]] = {
    errors.SessionGone: (410, "gone"),
    errors.TooLong: (413, "too_long"),
    errors.TooFast: (429, "too_fast"),
    errors.Busy: (503, "busy"),
    errors.BadChoice: (409, "bad_choice"),
    errors.Foreign: (403, "foreign"),
    errors.Unreadable: (400, "unreadable"),
}
BESIDE_THE_BOX = frozenset({errors.TooLong, errors.TooFast, errors.Busy})
"""The text box keeps what was written, so a line beside it is enough; without script it is a page."""


async def as_page(request: Request, fault: Exception) -> Response:
    """The refusal for a visitor."""
    status, name = REASONS.get(type(fault), NOT_FOUND)
    pages, language = parts_of(request).pages, visit_of(request).language
    if wants_fragment(request) and type(fault) in BESIDE_THE_BOX:
        return Page(pages.remark(language, name), status, _retry(fault))
    return Page(pages.problem(language, name), status, _retry(fault))


async def as_json(_request: Request, fault: Exception) -> Response:
    """The refusal for a tester."""
    status, name = REASONS.get(type(fault), NOT_FOUND)
    return JSONResponse({"error": name}, status, _retry(fault))


def _retry(fault: Exception) -> dict[str, str]:
    seconds = fault.retry_after if isinstance(fault, errors.Refused) else 0
    return {"Retry-After": str(seconds)} if seconds else {}
