"""Shares carry their uncertainty."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.figures import Share


def test_a_published_example() -> None:
    """Wilson's interval for 81 of 263 (Newcombe 1998, table I)."""
    assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_nothing_counted_is_nothing_known() -> None:
    """No division by zero."""
    assert math.isnan(Share.of([]).value)
    assert Share.of([]).interval == (0.0, 1.0)
    assert str(Share.of([])) == "-"


@given(st.lists(st.booleans(), min_size=1))
def test_the_share_lies_in_its_interval(outcomes: list[bool]) -> None:
    """Whatever was counted."""
    share = Share.of(outcomes)
    low, high = share.interval
    assert 0 <= low <= share.value <= high <= 1
