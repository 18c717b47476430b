"""What may be asked of the API, and how it is read from a query: unknown and wrong words are refused."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE = 50, 100, 100_000
PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "search": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[^\\u0000-\\u001f\\u007f]+$"},
    "page": {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
    "taxonomy_term_id": {"type": "string", "format": "uuid"},
    "taxonomy_id": {"type": "string", "format": "uuid"},
    "organization_id": {"type": "string", "format": "uuid"},
    "modified_after": {"type": "string", "format": "date"},
    "minimal": {"type": "boolean", "default": False},
    "full": {"type": "boolean", "default": False},
}
"""Name -> JSON schema, as the API's own description tells it."""

Asked = Mapping[str, Any]
"""Parameter -> value; those that are not asked for are not there."""
_WHOLE = re.compile("[1-9][0-9]{0,8}")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


class WrongQuestion(ValueError):
    """A parameter that we do not know or cannot read; the message never repeats its value."""

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(detail)
        self.parameter = parameter
        self.detail = detail


def read(query: Sequence[tuple[str, str]], allowed: Sequence[str]) -> Asked:
    """The parameters of a request. Raises WrongQuestion."""
    asked: dict[str, Any] = {}
    for name, text in query:
        if name not in allowed:
            raise WrongQuestion(name, f"unknown here; known: {', '.join(allowed)}")
        if name in asked:
            raise WrongQuestion(name, "may be given once")
        asked[name] = _value(name, text)
    return asked


def _value(name: str, text: str) -> Any:
    schema = PARAMETERS[name]
    if schema["type"] == "integer":
        return _whole(name, text, schema["maximum"])
    if schema["type"] == "boolean":
        return _yes_or_no(name, text)
    if schema.get("format") == "uuid":
        return _uuid(name, text)
    return _day(name, text) if schema.get("format") == "date" else _words(name, text, schema["maxLength"])


def _whole(name: str, text: str, most: int) -> int:
    if not _WHOLE.fullmatch(text) or not text.isascii() or int(text) > most:
        raise WrongQuestion(name, f"must be a whole number from 1 to {most}")
    return int(text)


def _yes_or_no(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise WrongQuestion(name, "must be true or false")
    return text == "true"


def _uuid(name: str, text: str) -> str:
    try:
        if len(text) != 36:
            raise ValueError
        return str(uuid.UUID(text))
    except ValueError:
        raise WrongQuestion(name, "must be a UUID") from None


def _day(name: str, text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise WrongQuestion(name, "must be a date, YYYY-MM-DD") from None


def _words(name: str, text: str, most: int) -> str:
    if not 1 <= len(text) <= most or _CONTROL.search(text):
        raise WrongQuestion(name, f"must be 1 to {most} characters without control characters")
    return text
