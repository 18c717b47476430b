"""The little markup that our plain texts get: paragraphs, lists, and 112 as a number to press."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_ALARM = re.compile(r"(?<![\w+-])112(?![\w-])")
_TEL = re.compile(r"tel:\+?[0-9]{2,15}")
_LINE_MARK = "- "


def paragraphs(text: str) -> Markup:
    """Blank lines part paragraphs, lines that begin with "- " make a list; everything else is escaped."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return Markup("").join(_block(block) for block in blocks if block)


def words(text: str) -> Markup:
    """One line, escaped, with 112 as a link."""
    return Markup(_ALARM.sub('<a href="tel:112">112</a>', str(escape(text))))  # noqa: S704 - escaped before


def web_address(url: str) -> str:
    """The address when a page of ours may link to it, otherwise ""; the directory is not trusted."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_page = parts.scheme in {"https", "http"} and bool(parts.hostname)
    return url if is_page or (parts.scheme == "mailto" and "@" in parts.path) else ""


def phone_address(tel: str) -> str:
    """The `tel:` link when it is one, otherwise ""."""
    return tel if _TEL.fullmatch(tel) else ""


def _block(block: str) -> Markup:
    lines = block.split("\n")
    if all(line.startswith(_LINE_MARK) for line in lines):
        items = (Markup("<li>{}</li>").format(words(line[len(_LINE_MARK) :])) for line in lines)
        return Markup("<ul>{}</ul>").format(Markup("").join(items))
    return Markup("<p>{}</p>").format(Markup("<br>").join(words(line) for line in lines))
