"""One parser for each kind of cell: text in, value out, CellError when it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from directory.importing.faults import CellError, PhoneProblem, wrong
from directory.phones import PhoneError, shown

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SECRET = re.compile(r"\b(hemlig|skyddad adress|sekretess|secret|confidential)", re.IGNORECASE)
_YES, _NO = ("ja", "yes", "true", "1", "x"), ("nej", "no", "false", "0")
_LONGEST_CODE = 80


def code(cell: str) -> str:
    """A service's stable key."""
    if not _CODE.fullmatch(cell) or len(cell) > _LONGEST_CODE:
        raise wrong("bad_code", value=cell)
    return cell


def text(most: int) -> Callable[[str], str]:
    """A parser of text of at most so many characters."""

    def parse(cell: str) -> str:
        if len(cell) > most:
            raise wrong("too_long", most=most)
        return cell

    return parse


def phone(cell: str) -> str:
    """A number that can be dialled, as it was typed but with single spaces."""
    try:
        return shown(cell).number
    except PhoneError as error:
        raise CellError(PhoneProblem(error=error)) from error


def email(cell: str) -> str:
    """An e-mail address, without "mailto:"."""
    address = cell.removeprefix("mailto:")
    if not _EMAIL.fullmatch(address):
        raise wrong("bad_email", value=cell)
    return address


def url(cell: str) -> str:
    """A web address that a visitor can be sent to."""
    try:
        parts = urlsplit(cell)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or re.search(r"\s", cell):
        raise wrong("bad_url", value=cell)
    return cell


def age(cell: str) -> int:
    """Whole years."""
    if not re.fullmatch(r"[0-9]{1,3}", cell) or int(cell) > 120:
        raise wrong("bad_age", value=cell)
    return int(cell)


def yes_or_no(cell: str) -> bool:
    """Ja or nej, and the other ways people write them."""
    if cell.casefold() not in _YES + _NO:
        raise wrong("bad_yes_no", value=cell)
    return cell.casefold() in _YES


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """A parser of one word of a list."""

    def parse(cell: str) -> str:
        if cell not in known:
            raise wrong("not_listed", value=cell, known=", ".join(sorted(known)))
        return cell

    return parse


def several(parser: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """A parser of several values with | between them, each once."""

    def parse(cell: str) -> tuple[str, ...]:
        parts = (part.strip() for part in cell.split("|"))
        return tuple(dict.fromkeys(parser(part) for part in parts if part))

    return parse


def language(cell: str) -> str:
    """An ISO 639 code."""
    if not _LANGUAGE.fullmatch(cell):
        raise wrong("bad_language", value=cell)
    return cell


def street_address(cell: str) -> str:
    """An address that may be shown; refuses those that say themselves that they are secret."""
    if _SECRET.search(cell):
        raise wrong("secret_address")
    return text(300)(cell)
