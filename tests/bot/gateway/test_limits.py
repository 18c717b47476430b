"""Pace and crowding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.errors import Busy, TooFast
from bot.gateway.limits import KEY_LIFE, InFlight, NewSessions, Pace
from tests.bot.gateway.builders import StoppedTicks


def test_twenty_a_minute_is_the_most_in_the_long_run() -> None:
    """Whoever sends once a second is stopped after the burst of twenty has gone and is refilled slowly."""
    ticks = StoppedTicks()
    pace, sent = Pace(ticks), 0
    for _ in range(120):
        ticks.pass_(1)
        try:
            pace.take()
        except TooFast:
            continue
        sent += 1
    assert 55 <= sent <= 60


@given(st.lists(st.floats(0, 90), max_size=60))
def test_no_pattern_of_pauses_gets_more_than_the_limits_allow(pauses: list[float]) -> None:
    """In any stretch of time at most 5 + 1 a second, and 20 + 20 a minute, get through."""
    ticks = StoppedTicks()
    pace = Pace(ticks)
    taken: list[float] = []
    for pause in pauses:
        ticks.pass_(pause)
        if pace.wait() == 0:
            pace.take()
            taken.append(ticks.now)
    for first, begin in enumerate(taken):
        for last in range(first, len(taken)):
            count, stretch = last - first + 1, taken[last] - begin
            assert count <= 5 + stretch + 1e-6
            assert count <= 20 + stretch / 3 + 1e-6


@given(st.integers(0, 40))
def test_waiting_as_long_as_told_is_enough(tries: int) -> None:
    """The seconds in the refusal are true."""
    ticks = StoppedTicks()
    pace = Pace(ticks)
    for _ in range(tries):
        try:
            pace.take()
        except TooFast as fault:
            ticks.pass_(fault.retry_after)
            pace.take()


def test_a_place_is_given_back_when_the_turn_fails() -> None:
    """An exception does not eat a place for ever."""
    places = InFlight(1)
    with pytest.raises(RuntimeError), places.one():
        raise RuntimeError
    with places.one(), pytest.raises(Busy), places.one():
        pass


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("203.0.113.7", "203.0.113.99", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8:1:2::1", "2001:db8:1:ff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
    ],
)
def test_networks_are_counted_by_their_neighbourhood(first: str, second: str, shared: bool) -> None:
    """One /24 or /48 shares a count, the next one does not."""
    networks = NewSessions(StoppedTicks(), at_once=1)
    networks.take(first)
    if shared:
        with pytest.raises(Busy):
            networks.take(second)
    else:
        networks.take(second)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", None, "unix", ""])
def test_loopback_and_unknown_are_not_counted(address: str | None) -> None:
    """Behind an onion service or on a developer's machine everybody looks alike."""
    networks = NewSessions(StoppedTicks(), at_once=1)
    for _ in range(5):
        networks.take(address)


def test_no_address_is_kept_and_all_is_thrown_away_after_an_hour() -> None:
    """The memory holds a keyed hash; key and counts go when they are an hour old."""
    ticks = StoppedTicks()
    networks = NewSessions(ticks)
    networks.take("203.0.113.7")
    key, seen = networks._key, repr(networks._seen)
    assert "203" not in seen
    assert bytes([203, 0, 113]) not in b"".join(networks._seen)
    ticks.pass_(KEY_LIFE)
    networks.forget_old()
    assert len(networks._seen) == 0
    assert networks._key != key
