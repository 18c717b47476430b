"""The outermost net: whatever breaks, the visitor gets a page with 112 and nobody gets a traceback."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.padding import pad
from bot.gateway.quiet_log import QuietLog


class LastNet:
    """Middleware: answers 500 with a page that was made at the start, when everything still worked."""

    def __init__(self, app: ASGIApp, page: str, log: QuietLog) -> None:
        self._app, self._body, self._log = app, pad(page), log

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
            self._log.incident("request", fault)
            if not begun and scope["type"] == "http":
                await Response(self._body, 500, media_type="text/html")(scope, receive, send)
