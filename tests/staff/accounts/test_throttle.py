"""How fast passwords may be tried, and by whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staff.accounts.throttle import HOUSE, KNOWN_DEVICE, MOST_BUCKETS, STRANGE_DEVICES, Throttle, TooManyTries
from tests.staff.builders import Hands


def tries(throttle: Throttle, account: str, device: str = "", most: int = 10_000) -> int:
    """How many tries are let through before it says stop."""
    for count in range(most):
        try:
            throttle.take(account, device)
        except TooManyTries:
            return count
    return most


def test_strangers_share_a_slow_bucket() -> None:
    """Five at once, then one every ten minutes."""
    hands = Hands()
    throttle = Throttle(hands)
    assert tries(throttle, "anna") == STRANGE_DEVICES.size
    hands.move(minutes=9)
    assert tries(throttle, "anna") == 0
    hands.move(minutes=1)
    assert tries(throttle, "anna") == 1


def test_strangers_who_guess_do_not_shut_out_a_known_device() -> None:
    """The owner's browser has a bucket of its own."""
    throttle = Throttle(Hands())
    tries(throttle, "anna")
    assert tries(throttle, "anna", "annas dator") == KNOWN_DEVICE.size


def test_a_known_device_is_slowed_down_too_until_its_owner_is_in() -> None:
    """Somebody may sit at it."""
    throttle = Throttle(Hands())
    tries(throttle, "anna", "annas dator")
    throttle.forgive("anna", "annas dator")
    assert tries(throttle, "anna", "annas dator") == KNOWN_DEVICE.size


def test_guessing_at_every_account_in_turn_is_slowed_down() -> None:
    """By one bucket for the house; known devices do not notice."""
    throttle = Throttle(Hands())
    let_in = sum(tries(throttle, f"account {number}", most=1) for number in range(200))
    assert let_in == HOUSE.size
    assert tries(throttle, "account 199", "known") == KNOWN_DEVICE.size


def test_a_refused_try_costs_nothing() -> None:
    """Else hammering at one account would empty the house's bucket for all."""
    throttle = Throttle(Hands())
    tries(throttle, "anna")
    for _ in range(500):
        with pytest.raises(TooManyTries):
            throttle.take("anna", "")
    assert tries(throttle, "bo") == STRANGE_DEVICES.size


def test_memory_is_bounded() -> None:
    """Names come from outside."""
    hands = Hands()
    throttle = Throttle(hands)
    for number in range(MOST_BUCKETS + 50):
        hands.move(seconds=2)
        throttle.take(f"account {number}", "")
    assert len(throttle._levels) <= MOST_BUCKETS


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3600), st.booleans()), max_size=60))
def test_over_any_stretch_of_time_no_more_than_the_rate_allows(steps: list[tuple[int, bool]]) -> None:
    """However the tries are spread."""
    hands = Hands()
    throttle, begun, let_in = Throttle(hands), hands.now, 0
    for seconds, _ in steps:
        hands.move(seconds=seconds)
        let_in += tries(throttle, "anna", most=3)
        assert let_in <= STRANGE_DEVICES.size + (hands.now - begun) / STRANGE_DEVICES.every + 0.001
