"""Signs that nobody sees and that change what is read: taken out of every text that comes in."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and the marks that let a reader see a number in another order than it is dialled."""


def without_unseen(text: str) -> str:
    """The text without them; line breaks and tabs stay."""
    return _UNSEEN.sub("", text)
