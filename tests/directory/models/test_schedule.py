"""Tests of weekdays as HSDS writes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from directory.models import Schedule
from directory.models.schedule import byday


@given(st.frozensets(st.integers(1, 7)))
def test_weekdays_survive_being_written(days: frozenset[int]) -> None:
    """What is read is what was written."""
    assert Schedule(byday=byday(days)).weekdays == days


def test_weekdays_are_written_from_monday() -> None:
    """People read them in this order."""
    assert byday(frozenset({7, 1, 3})) == "MO,WE,SU"


def test_what_is_no_weekday_is_left_out() -> None:
    """Other people's files hold rules such as 1SA, the first Saturday."""
    assert Schedule(byday="MO,1SA,XX").weekdays == {1}
