"""The little markup that our plain texts get: paragraphs, lists, and 112 as a number to press."""

from __future__ import annotations

import re

from markupsafe import Markup

from directory.card_face.markup import words

_LINE_MARK = "- "


def paragraphs(text: str) -> Markup:
    """Blank lines part paragraphs, lines that begin with "- " make a list; everything else is escaped."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return Markup("").join(_block(block) for block in blocks if block)


def _block(block: str) -> Markup:
    lines = block.split("\n")
    if all(line.startswith(_LINE_MARK) for line in lines):
        items = (Markup("<li>{}</li>").format(words(line[len(_LINE_MARK) :])) for line in lines)
        return Markup("<ul>{}</ul>").format(Markup("").join(items))
    return Markup("<p>{}</p>").format(Markup("<br>").join(words(line) for line in lines))
