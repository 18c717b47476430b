"""Tests of what every table shares."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError

from directory.database import writing
from directory.models import ImportBatch, Phone, lasting_id
from tests.directory.builders import MORNING, STAFF, keep, stopped_at


def a_batch(at: datetime) -> ImportBatch:
    """An import at a moment."""
    return ImportBatch(at=at, by="katalogen@example.org", origin="import", file_name="a.csv")


def test_a_row_has_its_id_before_it_is_stored() -> None:
    """Rows can point to each other without asking the database first."""
    assert len(Phone(number="070-174 06 05").id) == 36
    assert Phone().id != Phone().id


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4))
def test_the_same_parts_always_make_the_same_id(parts: list[str]) -> None:
    """Importing twice finds its own rows."""
    assert lasting_id(*parts) == lasting_id(*parts)
    assert lasting_id(*parts) != lasting_id("other", *parts)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
def test_an_instant_is_the_same_instant_in_any_zone(naive: datetime, zone: timezone) -> None:
    """What is kept is the instant, not the wall clock it was read from."""
    kind = ImportBatch.__table__.c.at.type
    bind, result = kind.process_bind_param, kind.process_result_value  # type: ignore[attr-defined] # a Moment
    moment = naive.replace(tzinfo=zone)
    assert result(bind(moment, None), None) == moment
    assert result(bind(moment, None).replace(tzinfo=None), None) == moment


def test_an_instant_comes_back_with_its_zone(engine: Engine) -> None:
    """SQLite forgets zones; we do not."""
    keep(engine, a_batch(MORNING))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert session.query(ImportBatch.at).scalar() == MORNING.astimezone(UTC)


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    """Nobody could say which instant it is."""
    with pytest.raises(StatementError, match="time zone"):
        keep(engine, a_batch(MORNING.replace(tzinfo=None)))
