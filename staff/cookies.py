"""The staff pages' three cookies: session, known device, and a notice to show once.

Over https they are named `__Host-...`: a browser takes that name only with Secure, Path=/ and without
Domain, so no neighbouring host can plant one. The names are not the chat's.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

SESSION, DEVICE, NOTICE = "lotsen-staff", "lotsen-staff-device", "lotsen-staff-notice"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Cookies:
    """How cookies are written here: `https` says whether browsers reach us over TLS."""

    https: bool

    def name(self, cookie: str) -> str:
        """The full name of one of the three."""
        return f"__Host-{cookie}" if self.https else cookie

    def read(self, request: Request, cookie: str) -> str:
        """What the browser sent; "" when it sent nothing."""
        return request.cookies.get(self.name(cookie), "")

    def give(self, response: Response, cookie: str, value: str) -> None:
        """Sets it; only the device's outlives the browser."""
        response.set_cookie(
            self.name(cookie),
            value,
            max_age=YEAR if cookie == DEVICE else None,
            path="/",
            secure=self.https,
            httponly=True,
            samesite="strict",
        )

    def take_back(self, response: Response, cookie: str) -> None:
        """Deletes it."""
        response.delete_cookie(
            self.name(cookie), path="/", secure=self.https, httponly=True, samesite="strict"
        )
