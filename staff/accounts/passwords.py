"""Passwords: argon2id hashes, and which passwords nobody may choose."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200
OWN_LETTERS = 4
"""Letters that must be left when the obvious words have been taken out."""
AT_ONCE = 2
"""Each check takes 64 MiB for a moment; more at once would only make all of them slower."""

REFUSED = Path(__file__).parent / "obvious_words.txt"


class Passwords:
    """Hashes and compares. Tests hand in a cheap hasher."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = self._hasher.hash("nobody has this password")

    def kept(self, password: str) -> str:
        """What is stored: a hash with its own salt and costs."""
        with self._turn:
            return self._hasher.hash(_plain(password))

    def fits(self, stored: str, password: str) -> bool:
        """True for the right one. No password stored takes as long as a wrong one and never fits."""
        tried = _plain(password) if len(password) <= 2 * MOST else ""
        with self._turn:
            try:
                self._hasher.verify(stored or self._nobodys, tried)
            except (VerificationError, InvalidHashError):
                return False
        return bool(stored)

    def is_outdated(self, stored: str) -> bool:
        """True when it was made with other costs than today's."""
        return self._hasher.check_needs_rehash(stored)


def fault(password: str, email: str) -> str:
    """Why nobody may choose this password, as a key of faults.yml; "" when it will do."""
    plain = _plain(password)
    if len(plain) < LEAST:
        return "password_short"
    if len(plain) > MOST:
        return "password_long"
    return "password_obvious" if is_obvious(plain, email) else ""


def is_obvious(password: str, email: str) -> bool:
    """Little but words that everybody tries first, one's own address, rows of keys, or one thing repeated."""
    rest = password.casefold()
    if len(set(rest)) < 5 or re.fullmatch(r"(.{1,6})\1+.{0,5}", rest, re.DOTALL):
        return True
    own = (part for part in re.split(r"[@.+_-]", email.casefold()) if len(part) > 2)
    for word in sorted({*obvious_words(), *own}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return sum(character.isalpha() for character in rest) < OWN_LETTERS and len(set(rest)) < 8


@cache
def obvious_words() -> frozenset[str]:
    """What is taken out of a password before it is judged."""
    lines = REFUSED.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _plain(password: str) -> str:
    """The same password however a keyboard composes å, ä and ö."""
    return unicodedata.normalize("NFC", password)
