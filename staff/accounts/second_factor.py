"""The second factor: six digits from an app (TOTP, RFC 6238), each let in once."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

import pyotp
import segno
from markupsafe import Markup

STEP = 30
DRIFT = 1
"""How many steps the app's clock may be before or after ours."""
ISSUER = "Lotsens personal"


def new_secret() -> str:
    """160 random bits in base32, as apps take them."""
    return pyotp.random_base32(32)


def readable(secret: str) -> str:
    """The secret in groups of four, to be typed by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def picture(secret: str, email: str) -> Markup:
    """A QR code as SVG without any style attribute, black on white also on a dark page."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = segno.make(address, error="m").svg_inline(
        scale=1, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from digits, never from markup


def step_of(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The time step that a code belongs to; None for a wrong code and for one that was let in before."""
    digits = re.sub(r"\s", "", code)
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        same = hmac.compare_digest(totp.at(step * STEP).encode(), digits.encode("utf-8", "replace"))
        if same and step > (last if last is not None else -1):
            found = step
    return found
