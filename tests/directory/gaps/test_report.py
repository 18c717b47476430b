"""Tests of the gaps as lines, and of working them out once."""

from __future__ import annotations

import time
from datetime import date
from threading import Event

import pytest
from sqlalchemy import Engine

from directory.counting.book import Book
from directory.counting.counts import Cell
from directory.database import reading
from directory.errors import DirectoryUnavailable
from directory.gaps.finding import Gap, Hours, Kind, gaps
from directory.gaps.report import GapsShelf, gaps_report
from directory.reading import services
from directory.terms import needs
from tests.directory.builders import MORNING

GAP = Gap("sells_sex", (Hours.NIGHT,), Kind.NONE, ("jarva",), ())


def test_the_seed_has_gaps_that_can_be_read(seeded_engine: Engine) -> None:
    """In Swedish, with what to mend; a need that was asked comes first, with how often."""
    asked = Cell(date(2026, 10, 5), "sells_sex", "sv", "answered")
    Book(seeded_engine.url.render_as_string(hide_password=False)).write({asked: 34})
    with reading(seeded_engine) as session:
        lines = list(gaps_report(session, MORNING))
    assert lines[0].startswith("Jag får betalt för sex (34), ")
    assert any("varken telefon eller chatt: " in line for line in lines)
    assert lines[-1].endswith("ingen är kontrollerad: kvinnofridslinjen")


def test_all_needs_places_and_hours_take_less_than_two_seconds(seeded_engine: Engine) -> None:
    """Measured, on a machine that does other things too."""
    with reading(seeded_engine) as session:
        known = services(session)
    began = time.process_time()
    assert gaps(known, needs(), MORNING)
    assert time.process_time() - began < 2


def test_the_gaps_are_worked_out_once_for_each_state() -> None:
    """And again when the directory has changed."""
    shelf, worked = GapsShelf(), []

    def work_out() -> tuple[Gap, ...]:
        worked.append(1)
        return (GAP,)

    assert shelf.gaps(1, work_out) == shelf.gaps(1, work_out) == (GAP,)
    assert len(worked) == 1
    shelf.gaps(2, work_out)
    assert len(worked) == 2


def test_nobody_waits_long() -> None:
    """What is not ready is told as such, and is there when it is."""
    shelf, go = GapsShelf(), Event()

    def work_out() -> tuple[Gap, ...]:
        go.wait(5)
        return (GAP,)

    assert shelf.gaps(1, work_out, patience=0.01) is None
    go.set()
    assert shelf.gaps(1, work_out) == (GAP,)


def test_a_fault_comes_out_and_is_not_kept() -> None:
    """The database may answer the next time."""
    shelf = GapsShelf()

    def fail() -> tuple[Gap, ...]:
        raise DirectoryUnavailable("locked")

    with pytest.raises(DirectoryUnavailable):
        shelf.gaps(1, fail)
    assert shelf.gaps(1, lambda: (GAP,)) == (GAP,)
