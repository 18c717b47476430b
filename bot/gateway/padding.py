"""Pages in few sizes: who sees only encrypted traffic shall not tell one answer from another by length."""

from __future__ import annotations

import secrets

from starlette.responses import HTMLResponse

STEP = 4096
_FRAME = len("\n<!---->\n")


def pad(page: str) -> bytes:
    """The page in UTF-8 with a random comment at the end; its length is a multiple of 4 KiB."""
    body = page.encode()
    missing = -(len(body) + _FRAME) % STEP
    filler = secrets.token_hex(missing // 2 + 1)[:missing]
    return b"%s\n<!--%s-->\n" % (body, filler.encode())


class Page(HTMLResponse):
    """A page of ours."""

    def render(self, content: str) -> bytes:
        """Pads the page."""
        return pad(content)
