"""Codes from the app."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staff.accounts.second_factor import STEP, new_secret, picture, readable, step_of
from tests.directory.builders import MORNING
from tests.staff.account_builders import SECRET

NOW = int(MORNING.timestamp())


def shown(seconds: int) -> str:
    """What the app shows so many seconds from now."""
    return pyotp.TOTP(SECRET).at(NOW + seconds)


@pytest.mark.parametrize(
    ("seconds", "right"), [(0, True), (-30, True), (30, True), (-60, False), (60, False)]
)
def test_a_code_may_be_one_step_early_or_late(seconds: int, right: bool) -> None:
    """Clocks differ."""
    assert (step_of(SECRET, shown(seconds), MORNING, None) is not None) == right


def test_a_code_is_let_in_once() -> None:
    """And none from before it."""
    step = step_of(SECRET, shown(0), MORNING, None)
    assert step == NOW // STEP
    assert step_of(SECRET, shown(0), MORNING, step) is None
    assert step_of(SECRET, shown(-30), MORNING, step) is None
    assert step_of(SECRET, shown(30), MORNING, step) == step + 1


def test_spaces_are_as_apps_show_them() -> None:
    """ "123 456"."""
    code = shown(0)
    assert step_of(SECRET, f" {code[:3]} {code[3:]}\n", MORNING, None) is not None


@given(st.text(max_size=12), st.integers(0, 10**6))
def test_nothing_but_the_three_codes_fits(typed: str, minutes: int) -> None:
    """Whatever is typed, at whatever time."""
    now = MORNING + timedelta(minutes=minutes)
    right = {pyotp.TOTP(SECRET).at(int(now.timestamp()) + drift) for drift in (-30, 0, 30)}
    assert (step_of(SECRET, typed, now, None) is not None) == ("".join(typed.split()) in right)


def test_a_secret_is_long_random_and_readable() -> None:
    """160 bits, in groups of four."""
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(first) == 32
    assert readable("ABCDEFGH") == "ABCD EFGH"


def test_the_picture_needs_neither_style_nor_script() -> None:
    """The page's policy would not let them be."""
    drawn = picture(SECRET, "<b>@example.org")
    assert drawn.startswith("<svg")
    for forbidden in ("style", "script", "<b>", "href", "url("):
        assert forbidden not in drawn
