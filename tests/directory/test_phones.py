"""Numbers as shown and as dialled."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.phones import SHORT_NUMBERS, PhoneError, PhoneFault, shown


@pytest.mark.parametrize(
    ("number", "tel"),
    [
        ("020-50 50 50", "tel:+4620505050"),
        ("08-508 40 000", "tel:+46850840000"),
        ("020-555 666", "tel:+4620555666"),
        ("070-174 06 05", "tel:+46701740605"),
        ("+46 70 174 06 05", "tel:+46701740605"),
        ("+46 (0)70 174 06 05", "tel:+46701740605"),
        ("0046 70 174 06 05", "tel:+46701740605"),
        ("112", "tel:112"),
        ("114 14", "tel:11414"),
        ("1177", "tel:1177"),
        ("90101", "tel:90101"),
        ("90 101", "tel:90101"),
        ("116 111", "tel:116111"),
        ("116 006", "tel:116006"),
        ("116 016", "tel:116016"),
        ("116\u00a0111", "tel:116111"),
    ],
)
def test_the_dialled_form(number: str, tel: str) -> None:
    """Ordinary numbers get their country code, short numbers never do."""
    assert shown(number).tel == tel


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("020-50 50 50", "020-50 50 50"), ("  070-174  06 05 ", "070-174 06 05"), ("0701740605", "0701740605")],
)
def test_the_shown_form_is_what_was_typed(typed: str, seen: str) -> None:
    """Only spaces are tidied: a library's grouping can tear a number apart."""
    assert shown(typed).number == seen


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", PhoneFault.EMPTY),
        ("   ", PhoneFault.EMPTY),
        ("070-174", PhoneFault.TOO_SHORT),
        ("113", PhoneFault.TOO_SHORT),
        ("+46112", PhoneFault.TOO_SHORT),
        ("ring 070-174 06 05", PhoneFault.LETTERS),
        ("070-174 06 05 ext. 232", PhoneFault.LETTERS),
        ("nagon@example.org", PhoneFault.LETTERS),
        ("-", PhoneFault.LETTERS),
        ("070-174 06 05, 070-174 06 06", PhoneFault.TWO_NUMBERS),
        ("070-174 06 05 / 070-174 06 06", PhoneFault.TWO_NUMBERS),
        ("070-174 06 05 eller 112", PhoneFault.TWO_NUMBERS),
        ("070-174 06 05 070-174 06 06", PhoneFault.TWO_NUMBERS),
        ("508 40 000", PhoneFault.TOO_SHORT),
        ("999-174 0", PhoneFault.NO_AREA_CODE),
        ("70-174 06 05", PhoneFault.NO_AREA_CODE),
        ("00-174 06", PhoneFault.TOO_SHORT),
        ("070-174 0", PhoneFault.TOO_SHORT),
        ("070-174 06", PhoneFault.TOO_SHORT),
        ("070-174 06 0", PhoneFault.UNKNOWN),
        ("070-174 06 055", PhoneFault.UNKNOWN),
        ("070-174 06 05 05", PhoneFault.TOO_LONG),
        ("070-174 06 05 05 055", PhoneFault.TOO_LONG),
        ("070-174 06 05 05 0555", PhoneFault.TWO_NUMBERS),
        ("+358 116 006", PhoneFault.UNKNOWN),
    ],
)
def test_a_number_that_cannot_be_dialled_says_what_is_wrong(typed: str, fault: PhoneFault) -> None:
    """Each fault has a name, and words that quote the number and say how to mend it, in both languages."""
    with pytest.raises(PhoneError) as caught:
        shown(typed)
    assert caught.value.fault is fault
    assert " ".join(typed.split()) in caught.value.message("sv")
    assert str(caught.value) == caught.value.message("en") != caught.value.message("sv")


def test_a_phone_error_is_a_value_error() -> None:
    """So that form fields and importers can catch it as such."""
    with pytest.raises(ValueError, match="too short"):
        shown("070")


digits_and_signs = st.text("0123456789+-/() ,xa", max_size=24)


@given(st.text(max_size=40) | digits_and_signs)
def test_any_text_is_a_number_or_a_phone_error(text: str) -> None:
    """And a number is always a link that a phone understands."""
    assert _tried(text) == "refused" or re.fullmatch(r"tel:\+?[0-9]+", _tried(text))


def _tried(text: str) -> str:
    try:
        return shown(text).tel
    except PhoneError:
        return "refused"


@given(st.integers(0, 94), st.sampled_from([" ", "-", "\u00a0", "  "]))
def test_every_fictional_number_can_be_shown(last: int, between: str) -> None:
    """However it is spaced."""
    digits = f"{605 + last:04d}"
    typed = f"070{between}174{between}{digits[:2]}{between}{digits[2:]}"
    assert shown(typed).tel == f"tel:+4670174{digits}"


@given(st.sampled_from(sorted(SHORT_NUMBERS)), st.data())
def test_a_short_number_is_dialled_as_it_stands_wherever_it_is_spaced(
    digits: str, data: st.DataObject
) -> None:
    """114 14 and 11 414 are the same line."""
    gap = data.draw(st.integers(1, len(digits) - 1))
    assert shown(f"{digits[:gap]} {digits[gap:]}").tel == f"tel:{digits}"
