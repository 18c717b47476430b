"""Phone numbers: shown as people typed them, dialled as `tel:` links (contract C3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers

from directory.records import Language
from directory.wording import say

SHORT_NUMBERS = frozenset({"112", "11414", "1177", "90101", "116111", "116006", "116016"})
"""Swedish short numbers that are dialled as they stand. The phonenumbers library does not know them all, and
an international form of them reaches nobody."""

_ALLOWED = re.compile(r"[0-9+()./\s‐-―−-]+")
_BETWEEN_NUMBERS = re.compile(r"[,;/|]|\b(?:eller|och|or|and)\b", re.IGNORECASE)
_SHORTEST, _LONGEST, _TWO_NUMBERS = 9, 11, 16
"""Digits, with the leading zero: of the shortest number in use here, of the longest, of two in one field."""


class PhoneFault(StrEnum):
    """What can be wrong with a number that somebody typed."""

    EMPTY = "empty"
    LETTERS = "letters"
    TWO_NUMBERS = "two_numbers"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_AREA_CODE = "no_area_code"
    UNKNOWN = "unknown"


class PhoneError(ValueError):
    """A number that cannot be shown; `message` tells staff what is wrong and how to mend it."""

    def __init__(self, fault: PhoneFault, number: str) -> None:
        super().__init__(fault, number)
        self.fault = fault
        self.number = number

    def __str__(self) -> str:
        return self.message("en")

    def message(self, language: Language) -> str:
        """The fault in one language."""
        return say(f"phone_faults.{self.fault}", language, number=self.number)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as people read it, and the same number as a link."""

    number: str
    tel: str


@lru_cache(maxsize=32_768)
def shown(number: str) -> Shown:
    """The number with single spaces, and its tel: form. Raises PhoneError.

    Sweden is assumed when there is no country code. The typed grouping stays: the library would print
    0771-11 00 11 as 077-111 00 11.
    """
    typed = " ".join(number.split())
    fault = _plain_fault(typed)
    if fault:
        raise PhoneError(fault, typed)
    digits = re.sub(r"[^0-9]", "", typed)
    if digits in SHORT_NUMBERS and "+" not in typed:
        return Shown(typed, f"tel:{digits}")
    return Shown(typed, f"tel:{_e164(typed, digits)}")


def _plain_fault(typed: str) -> PhoneFault | None:
    if not typed:
        return PhoneFault.EMPTY
    if _holds_two(typed):
        return PhoneFault.TWO_NUMBERS
    if not _ALLOWED.fullmatch(typed) or not re.search(r"[0-9]", typed):
        return PhoneFault.LETTERS
    return None


def _holds_two(typed: str) -> bool:
    parts = _BETWEEN_NUMBERS.split(typed)
    long_enough = [part for part in parts if len(re.findall(r"[0-9]", part)) >= 3]
    return len(long_enough) > 1 and "@" not in typed


def _e164(typed: str, digits: str) -> str:
    try:
        parsed = phonenumbers.parse(typed, "SE")
    except phonenumbers.NumberParseException:
        raise PhoneError(_fault_of_length(digits), typed) from None
    if not phonenumbers.is_valid_number(parsed):
        raise PhoneError(_fault_of_length(digits), typed)
    if not typed.lstrip("(").startswith(("0", "+")):  # valid by chance, in some other town
        raise PhoneError(PhoneFault.NO_AREA_CODE, typed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _fault_of_length(digits: str) -> PhoneFault:
    if len(digits) >= _TWO_NUMBERS:
        return PhoneFault.TWO_NUMBERS
    if len(digits) < _SHORTEST:
        return PhoneFault.TOO_SHORT
    return PhoneFault.TOO_LONG if len(digits) > _LONGEST else PhoneFault.UNKNOWN
