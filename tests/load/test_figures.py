"""The arithmetic of the bench, on numbers that can be checked by head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.builders import a_bot, a_load, a_run
from tests.load.figures import Ratio, load_ratios, percentile, single_ratios

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
    ("ours", "stock", "more_is_better", "better"),
    [
        (60.0, 30.0, True, "ours"),
        (30.0, 60.0, True, "stock"),
        (30.0, 60.0, False, "ours"),
        (60.0, 30.0, False, "stock"),
        (10.5, 10.0, False, "even"),
        (10.5, 10.0, True, "even"),
    ],
)
def test_a_ratio_says_who_is_better(ours: float, stock: float, more_is_better: bool, better: str) -> None:
    """More turns are better, more milliseconds are worse, a tenth is nothing."""
    assert Ratio(ours, stock, more_is_better).better == better


def test_every_measure_under_load_is_ours_divided_by_stock() -> None:
    """Each differs by its own factor, so that none can be taken for another; one column a load."""
    spread = (20.0,) * 90 + (60.0,) * 8 + (300.0,) * 2
    halved = (40.0,) * 90 + (240.0,) * 8 + (3000.0,) * 2
    ours = a_bot(a_run(a_load(1, 10.0, spread, 0, 2.0), a_load(8)))
    stock = a_bot(a_run(a_load(1, 30.0, halved, 0, 8.0), a_load(8)))
    found = {name: [ratio.value for ratio in at] for name, at in load_ratios(ours, stock).items()}
    assert found == {
        "turns/s": pytest.approx([3.0, 1.0]),
        "p50": pytest.approx([0.5, 1.0]),
        "p95": pytest.approx([0.25, 1.0]),
        "p99": pytest.approx([0.1, 1.0]),
        "processor time a turn": pytest.approx([0.25, 1.0]),
    }


def test_only_of_turns_more_is_better() -> None:
    """All else is time or space."""
    ours = stock = a_bot()
    good = {name for name, at in load_ratios(ours, stock).items() if at[0].more_is_better}
    assert good == {"turns/s"}
    assert not any(ratio.more_is_better for ratio in single_ratios(ours, stock).values())


def test_every_single_measure_is_ours_divided_by_stock() -> None:
    """Each by its own factor here too."""
    ours = a_bot(a_run(first_answer=30.0, megabytes=700), seconds=60.0, size=2, parse=3.0)
    stock = a_bot(a_run(first_answer=20.0, megabytes=1000), seconds=600.0, size=40, parse=9.0)
    assert {name: ratio.value for name, ratio in single_ratios(ours, stock).items()} == pytest.approx(
        {
            "start to first answer": 1.5,
            "memory after the load": 0.7,
            "training": 0.1,
            "model file": 0.05,
            "one text, no server, p50": 1 / 3,
        }
    )
