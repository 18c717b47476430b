"""The arithmetic of the bench, on numbers that can be checked by head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.builders import a_bot, a_load, a_run
from tests.load.figures import Ratio, percentile, ratios

HUNDRED = tuple(float(n) for n in range(1, 101))


@pytest.mark.parametrize(("rank", "expected"), [(1, 1.0), (50, 50.0), (95, 95.0), (99, 99.0), (100, 100.0)])
def test_a_percentile_is_a_value_that_was_measured(rank: int, expected: float) -> None:
    """Nearest rank on 1 to 100, in any order."""
    assert percentile(tuple(reversed(HUNDRED)), rank) == expected


def test_the_percentile_of_one_value_is_that_value() -> None:
    """Whatever the rank."""
    assert {percentile((7.0,), rank) for rank in (1, 50, 99, 100)} == {7.0}


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_enough_values_lie_at_or_below_a_percentile(values: list[float], rank: int) -> None:
    """At least `rank` per cent do, and fewer lie strictly below."""
    found = percentile(values, rank)
    assert sum(value <= found for value in values) * 100 >= rank * len(values)
    assert sum(value < found for value in values) * 100 < rank * len(values)


def test_an_unanswered_turn_is_no_throughput_but_was_waited_for() -> None:
    """It counts in the percentiles only."""
    load = a_load(seconds=2.0, milliseconds=(10.0, 10.0, 10.0, 5000.0), unanswered=1)
    assert load.turns_per_second == 1.5
    assert load.percentile(99) == 5000.0


def test_processor_time_is_shared_by_all_turns() -> None:
    """Seconds of the whole stretch become milliseconds a turn."""
    assert a_load(milliseconds=(1.0,) * 50, cpu_seconds=2.0).cpu_milliseconds == 40.0


def test_two_runs_of_a_bot_are_pooled_by_connections() -> None:
    """Turns, seconds and failures add up; percentiles are taken of all turns together."""
    first = a_run(a_load(1, 10.0, (10.0,) * 9), a_load(8, 10.0, (80.0,)))
    second = a_run(a_load(1, 20.0, (90.0,), unanswered=1), a_load(8, 10.0, (90.0,)))
    loads = a_bot(first, second).loads
    assert list(loads) == [1, 8]
    assert loads[1].turns_per_second == pytest.approx(9 / 30)
    assert (loads[1].percentile(50), loads[1].percentile(99)) == (10.0, 90.0)


def test_start_and_memory_are_means_of_the_runs() -> None:
    """A process that was there in one run only counts half."""
    bot = a_bot(a_run(first_answer=10.0, megabytes=500), a_run(first_answer=20.0, megabytes=700))
    assert bot.first_answer == 15.0
    assert bot.busy_bytes == {"Rasa": 600_000_000}


@pytest.mark.parametrize(
    ("ours", "stock", "more_is_better", "verdict"),
    [
        (60.0, 30.0, True, "ours, 2.0 x"),
        (30.0, 60.0, True, "stock, 2.0 x"),
        (30.0, 60.0, False, "ours, 2.0 x"),
        (60.0, 30.0, False, "stock, 2.0 x"),
        (10.5, 10.0, False, "even"),
        (10.5, 10.0, True, "even"),
    ],
)
def test_a_ratio_says_who_is_better(ours: float, stock: float, more_is_better: bool, verdict: str) -> None:
    """More turns are better, more milliseconds are worse, a tenth is nothing."""
    assert Ratio("made up", ours, stock, more_is_better).verdict == verdict


def test_every_measure_is_ours_divided_by_stock() -> None:
    """Each measure differs by its own factor, so that none can be taken for another."""
    ours = a_bot(
        a_run(a_load(1, 10.0, (20.0,) * 100, 0, 2.0), first_answer=30.0, megabytes=700),
        seconds=60.0,
        size=2,
        parse=3.0,
    )
    stock = a_bot(
        a_run(a_load(1, 10.0, (40.0,) * 50, 0, 4.0), first_answer=20.0, megabytes=1000),
        seconds=600.0,
        size=40,
        parse=9.0,
    )
    assert {ratio.name: ratio.value for ratio in ratios(ours, stock)} == pytest.approx(
        {
            "turns/s at 1": 2.0,
            "p50 at 1": 0.5,
            "p95 at 1": 0.5,
            "p99 at 1": 0.5,
            "processor time a turn at 1": 0.25,
            "start to first answer": 1.5,
            "memory after the load": 0.7,
            "training": 0.1,
            "model file": 0.05,
            "one text, no server, p50": 1 / 3,
        }
    )
