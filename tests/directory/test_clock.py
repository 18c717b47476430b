"""Tests of the real clock."""

from directory.clock import stockholm_now


def test_the_clock_says_which_zone_it_shows() -> None:
    """Opening hours are wall time in Stockholm, so the clock must be too."""
    assert str(stockholm_now().tzinfo) == "Europe/Stockholm"
