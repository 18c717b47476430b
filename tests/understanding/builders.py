"""Cases and readings for the tests of the evaluation."""

from __future__ import annotations

from tests.understanding.cases import Case, Language
from tests.understanding.measures import Row
from tests.understanding.seen import Seen


def row(
    code: str | None,
    intent: str,
    kind: str = "direct",
    language: Language = "sv",
    text: str = "ett meddelande",
    offered: tuple[str, ...] = (),
    soft: bool = False,
    first: tuple[str, float] | None = None,
    net: tuple[str, str] | None = None,
    guess: str | None = "sv",
    detail: str = "",
) -> Row:
    """A message of `code` for which `intent` was decided; the model's first guess is the same unless told."""
    seen = Seen(intent, offered, soft, (first or (intent, 0.9),), net, guess, 1.0)
    return Case(text, code, language, kind, "t99", detail), seen
