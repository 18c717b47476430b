"""What holds for every answer, also for those that go wrong: headers, and a net under everything."""

from __future__ import annotations

import secrets
import sys

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, noarchive",
}


class Headers:
    """Middleware: sets them all, whatever the page said."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        self._headers = {**HEADERS, "Strict-Transport-Security": "max-age=31536000"} if https else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and adds the headers to the answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class LastNet:
    """Middleware: whatever breaks, a page that was made at the start; the log gets the fault's class only.

    The fault's own words could hold what somebody typed, and are written nowhere.
    """

    def __init__(self, app: ASGIApp, page: str) -> None:
        self._app, self._page = app, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; catches everything but cancellation."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as fault:
            if scope["type"] != "http":
                raise
            number = log_incident(fault)
            if not begun:
                body = self._page.replace("INCIDENT", number)
                await Response(body, 500, media_type="text/html")(scope, receive, send)


def log_incident(fault: BaseException) -> str:
    """One line: the fault's class, where it came from, and a random number to talk about it."""
    number, trace = secrets.token_hex(4), fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    print(f"staff {place} {type(fault).__name__} {number}", file=sys.stderr, flush=True)
    return number
