"""One parser for each kind of cell: text in, value out, CellError when it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from directory import hours_text
from directory.hours_text import HoursError, OtherDays, Period
from directory.importing.faults import CellError, PhoneProblem, wrong
from directory.importing.headings import bare
from directory.phones import SHORT_NUMBERS, PhoneError, shown

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SECRET = re.compile(r"\b(hemlig|skyddad adress|sekretess|secret|confidential)", re.IGNORECASE)
_YES = ("ja", "yes", "true", "1", "x", "sant", "sann")
_NO = ("nej", "no", "false", "0", "falskt", "falsk")
_RECKONED = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+|[0-9]+[.,][0-9]+", re.IGNORECASE)
_WHOLE = re.compile(r"([0-9]{1,3})([.,]0+)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?(\.0+)?$")
_LONGEST_CODE, _LONGEST_NUMBER, _LONGEST_EMAIL = 80, 40, 254
_LONGEST_INTERVAL = 365


def code(cell: str) -> str:
    """A service's stable key."""
    found = bare(cell).casefold()
    if not _CODE.fullmatch(found) or len(found) > _LONGEST_CODE:
        raise wrong("bad_code", value=cell)
    return found


def text(most: int) -> Callable[[str], str]:
    """A parser of text of at most so many characters."""

    def parse(cell: str) -> str:
        if len(cell) > most:
            raise wrong("too_long", most=most)
        return cell

    return parse


def line(most: int) -> Callable[[str], str]:
    """A parser of text in one line: a line break becomes a blank."""

    def parse(cell: str) -> str:
        return text(most)(re.sub(r"\s*[\r\n]+\s*", " ", cell))

    return parse


def phone(cell: str) -> str:
    """A number that can be dialled, as it was typed but with single spaces."""
    number = bare(cell)
    if _RECKONED.fullmatch(number):
        raise wrong("number_by_spreadsheet", value=number)
    try:
        return text(_LONGEST_NUMBER)(shown(number).number)
    except PhoneError as error:
        if re.fullmatch("[1-9][0-9]{6,9}", number) and number not in SHORT_NUMBERS and _dials(f"0{number}"):
            raise wrong("lost_zero", value=number) from error
        raise CellError(PhoneProblem(error=error)) from error


def _dials(number: str) -> bool:
    try:
        return bool(shown(number))
    except PhoneError:
        return False


def email(cell: str) -> str:
    """An e-mail address, without "mailto:"."""
    address = bare(cell).removeprefix("mailto:")
    if not _EMAIL.fullmatch(address):
        raise wrong("bad_email", value=cell)
    return text(_LONGEST_EMAIL)(address)


def url(cell: str) -> str:
    """A web address that a visitor can be sent to."""
    address = bare(cell)
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or " " in address:
        raise wrong("bad_url", value=cell)
    return text(1000)(address)


def age(cell: str) -> int:
    """Whole years, also as a spreadsheet writes them: "18,0"."""
    found = _WHOLE.fullmatch(bare(cell))
    if found is None or not found.group(0).isascii() or int(found.group(1)) > 120:
        raise wrong("bad_age", value=cell)
    return int(found.group(1))


def days(cell: str) -> int:
    """How many days may pass between two checks."""
    found = _WHOLE.fullmatch(bare(cell))
    if found is None or not 1 <= int(found.group(1)) <= _LONGEST_INTERVAL:
        raise wrong("bad_days", value=cell)
    return int(found.group(1))


def yes_or_no(cell: str) -> bool:
    """Ja or nej, and the other ways people and spreadsheets write them."""
    word = bare(cell).casefold()
    if word not in _YES + _NO:
        raise wrong("bad_yes_no", value=cell)
    return word in _YES


def one_of(known: Collection[str], swedish: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """A parser of one word of a list; `swedish`: what staff may write for each. Capitals do not count."""
    words = {word.casefold(): word for word in known}
    words |= {said.casefold(): word for word, said in (swedish or {}).items()}

    def parse(cell: str) -> str:
        found = words.get(bare(cell).casefold())
        if found is None:
            raise wrong("not_listed", value=cell, known=", ".join(sorted((swedish or {}).values() or known)))
        return found

    return parse


@cache
def swedish_words() -> Mapping[str, Mapping[str, str]]:
    """For each column of fixed words: our word -> what staff write."""
    path = Path(__file__).with_name("words.yml")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def several(parser: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """A parser of several values with | between them, each once."""

    def parse(cell: str) -> tuple[str, ...]:
        parts = (bare(part) for part in cell.split("|"))
        return tuple(dict.fromkeys(parser(part) for part in parts if part))

    return parse


def ranks(known: Collection[str]) -> Callable[[str], Mapping[str, int]]:
    """A parser of needs with their place in the order: "partner_violence:1|rape:2"."""

    def parse(cell: str) -> Mapping[str, int]:
        found = {}
        for part in filter(None, map(bare, cell.split("|"))):
            need, colon, place = part.partition(":")
            if not colon or not re.fullmatch("[1-9][0-9]{0,3}", place.strip()):
                raise wrong("bad_rank", value=part)
            found[one_of(known)(need)] = int(place)
        return found

    return parse


def language(cell: str) -> str:
    """An ISO 639 code."""
    found = bare(cell).casefold()
    if not _LANGUAGE.fullmatch(found):
        raise wrong("bad_language", value=cell)
    return found


def day(cell: str) -> date:
    """A date as people and spreadsheets write it: 2026-11-27, 27/11/2026, 2026-11-27 00:00."""
    try:
        return date.fromisoformat(iso_day(bare(cell)))
    except ValueError:
        raise wrong("bad_date", value=cell) from None


def iso_day(cell: str) -> str:
    """The date of a cell as year-month-day when a spreadsheet has written it otherwise; else the cell."""
    plain = _MIDNIGHT.sub("", cell)
    found = _DAY_FIRST.fullmatch(plain)
    if found is None:
        return plain
    return f"{found.group(3)}-{int(found.group(2)):02}-{int(found.group(1)):02}"


def source_day(cell: str) -> str:
    """The date of a source: any words, because sources are like that ("undated (about 2017)")."""
    return line(200)(iso_day(cell))


def week(cell: str) -> tuple[Period, ...]:
    """Opening hours; see hours_text."""
    try:
        return hours_text.read_week(cell)
    except HoursError as error:
        raise wrong("bad_hours", value=error.part) from error


def other_days(cell: str) -> tuple[OtherDays, ...]:
    """Days with other hours; see hours_text."""
    try:
        return hours_text.read_other_days(cell)
    except HoursError as error:
        raise wrong("bad_other_days", value=error.part) from error


def street_address(cell: str) -> str:
    """An address that may be shown; refuses those that say themselves that they are secret."""
    if _SECRET.search(cell):
        raise wrong("secret_address")
    return line(300)(cell)
