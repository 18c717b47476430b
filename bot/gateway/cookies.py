"""Our one cookie: 256 random bits that die with the browser.

Over https it is named `__Host-s`: a browser takes that name only with Secure, Path=/ and without
Domain, so no neighbouring host can plant one. Over plain http (a developer's loopback, an onion
service) browsers refuse that name, so it is plain `s` there. No Max-Age: closing the browser deletes
it. HttpOnly also makes Chromium drop the page from its back-forward cache when the cookie goes.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response


def name(request: Request) -> str:
    """The cookie's name on this connection."""
    return "__Host-s" if _is_secure(request) else "s"


def read(request: Request) -> str | None:
    """The secret that the browser sent, or None."""
    return request.cookies.get(name(request)) or None


def give(request: Request, response: Response, secret: str) -> None:
    """Sets the cookie."""
    secure = _is_secure(request)
    response.set_cookie(name(request), secret, httponly=True, samesite="strict", secure=secure, path="/")


def take_back(request: Request, response: Response) -> None:
    """Deletes the cookie and everything else that the browser may have kept of this site."""
    secure = _is_secure(request)
    response.delete_cookie(name(request), httponly=True, samesite="strict", secure=secure, path="/")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
