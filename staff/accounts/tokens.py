"""Random tokens, and what may be kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits, fit for a cookie or a link."""
    return secrets.token_urlsafe(32)


def kept(token: str) -> str:
    """The form in which a token is stored: its SHA-256. The token has 256 bits, so no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def csrf_for(token: str) -> str:
    """What every form of this session must carry; nobody can make the token from it."""
    return hmac.new(token.encode("utf-8", "replace"), b"csrf", hashlib.sha256).hexdigest()


def is_csrf(given: str, token: str) -> bool:
    """Compared in constant time."""
    return bool(token) and hmac.compare_digest(given.encode("utf-8", "replace"), csrf_for(token).encode())
