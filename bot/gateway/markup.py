"""The little markup that our plain texts get: paragraphs, lists, and numbers to press."""

from __future__ import annotations

import re

from markupsafe import Markup

from directory.card_face.markup import words as with_112
from directory.phones import PhoneError, shown

_LINE_MARK = "- "
_NUMBER = re.compile("\u2066([0-9 -]+)\u2069")
_MARKED = "\u2066{}\u2069"


def marked(number: str) -> str:
    """A number that `paragraphs` makes a link of.

    The marks are those of Unicode for words that run from the left: "020-50 50 50" between Arabic words would
    otherwise be shown as "50 50 020-50".
    """
    return _MARKED.format(number)


def words(text: str) -> Markup:
    """One line, escaped, with 112 and marked numbers as links that are not broken."""
    return Markup(_NUMBER.sub(lambda found: _link(found.group(1)), with_112(text)))  # noqa: S704 - escaped there


def _link(number: str) -> str:
    """The number as a link, or as it stands when it cannot be dialled: a page is never lost over it."""
    try:
        return Markup('<a class="number" dir="ltr" href="{}">{}</a>').format(shown(number).tel, number)
    except PhoneError:
        return number


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
