"""The page's one form: read with limits, and known to be ours."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from bot.gateway.errors import Foreign, TooLong, Unreadable
from bot.gateway.language import PageLanguage, known
from bot.gateway.limits import BODY_BYTES

READ_SECONDS = 10.0
MOST_FIELDS = 8


@dataclass(frozen=True, slots=True)
class Form:
    """What was pressed: `wish` ("delete", "keep"), a language, a choice, or else the text."""

    token: str = ""
    text: str = ""
    choice: str = ""
    wish: str = ""
    language: PageLanguage | None = None


class FormTokens:
    """A token per cookie: HMAC under a key that lives as long as the process."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, secret: str) -> str:
        """The token for the form of the browser with this cookie."""
        return hmac.new(self._key, secret.encode(), hashlib.sha256).hexdigest()[:32]

    def check(self, request: Request, secret: str | None, token: str) -> None:
        """Raises Foreign when another site sent the form.

        `Sec-Fetch-Site` is the browser's own word and cannot be set by a page: "same-origin" is enough
        (so a second tab with an older token still works), another site is refused. Where a browser does
        not send it, the token must fit the cookie. Referer and Origin are not asked: under our
        no-referrer policy an honest form sends `Origin: null`.
        """
        site = request.headers.get("sec-fetch-site", "none")
        if site == "same-origin":
            return
        if site != "none" or not secret or not hmac.compare_digest(token.encode(), self.of(secret).encode()):
            raise Foreign


async def read_body(request: Request) -> bytes:
    """The body. Raises TooLong when it is larger than any honest one, Unreadable when it does not come."""
    body = b""
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_BYTES:
                    raise TooLong
    except (TimeoutError, ClientDisconnect):
        raise Unreadable from None
    return body


async def read_form(request: Request) -> Form:
    """The form. Raises TooLong or Unreadable."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/x-www-form-urlencoded":
        raise Unreadable
    body = await read_body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unreadable from None  # the fault's text would quote the body
    sent = dict(pairs)
    return Form(
        token=sent.get("token", ""),
        text=sent.get("text", ""),
        choice=sent.get("choice", ""),
        wish=sent.get("do", ""),
        language=known(sent.get("language")),
    )
