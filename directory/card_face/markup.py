"""What a card lets through as HTML: escaped words with 112 to press, and addresses that are ones."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_ALARM = re.compile(r"(?<![\w+-])112(?![\w-])")
_TEL = re.compile(r"tel:\+?[0-9]{2,15}")


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
