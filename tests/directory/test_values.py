"""Tests of the way back from the history's words to values and rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Engine, Float, Integer, String, Time, inspect

from directory.database import writing
from directory.history import as_text
from directory.models import Phone, Schedule, Service
from directory.models.model import Moment
from directory.values import (
    KEEPERS,
    NotAValue,
    build,
    filled,
    from_text,
    kind_of,
    put,
    restore,
    texts_of,
    told_fields,
)
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, stopped_at

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
VALUES: dict[type[Any], st.SearchStrategy[Any]] = {
    Boolean: st.booleans(),
    Integer: st.integers(),
    Float: st.floats(allow_nan=False, allow_infinity=False),
    Date: st.dates(),
    Time: st.times(),
    Moment: st.datetimes(timezones=st.just(UTC)),
    String: WORDS,
}
FIELDS = [(kind, name) for kind in KEEPERS.values() for name in told_fields(kind)]


def column_type(field: tuple[Any, str]) -> type[Any]:
    """The kind of values that a field holds."""
    column = inspect(field[0]).columns[field[1]]
    return next(kind for kind in VALUES if isinstance(column.type, kind))


@given(st.sampled_from(FIELDS), st.data())
def test_what_the_history_writes_can_be_read_back(field: tuple[Any, str], data: st.DataObject) -> None:
    """Of every field of every table that keeps history."""
    value = data.draw(VALUES[column_type(field)])
    read = from_text(*field, as_text(value))
    assert as_text(read) == as_text(value)
    assert read == value or (value == "" and read is None)


@given(st.sampled_from(FIELDS))
def test_nothing_is_null_where_the_column_allows_it(field: tuple[Any, str]) -> None:
    """And the empty text where it must hold text; nothing else can be empty."""
    column = inspect(field[0]).columns[field[1]]
    if column.nullable:
        assert from_text(*field, "") is None
    elif isinstance(column.type, String):
        assert from_text(*field, "") == ""
    else:
        with pytest.raises(NotAValue):
            from_text(*field, "")


@given(st.sampled_from(FIELDS), WORDS)
def test_any_words_are_a_value_or_a_fault_that_does_not_repeat_them(
    field: tuple[Any, str], words: str
) -> None:
    """Whatever somebody has put into a form."""
    told = ""
    try:
        from_text(*field, words)
    except NotAValue as fault:
        told = str(fault)
    assert told in ("", f"this is no value of {field[0].__tablename__}.{field[1]}")


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        (Service, "always_open", "true", True),
        (Service, "minimum_age", "18", 18),
        (Service, "assured_date", "2026-11-24", date(2026, 11, 24)),
        (Schedule, "opens_at", "09:00:00", time(9)),
        (
            KEEPERS["translation"],
            "source_last_modified",
            "2026-11-24T08:00:00+00:00",
            datetime(2026, 11, 24, 8, tzinfo=UTC),
        ),
        (KEEPERS["location"], "latitude", "59.3", 59.3),
    ],
)  # fmt: skip - one line a kind
def test_each_kind_of_value(kind: Any, name: str, text: str, value: object) -> None:
    """As the history has them."""
    assert from_text(kind, name, text) == value


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        (Service, "always_open", "yes"),
        (Service, "minimum_age", "arton"),
        (Schedule, "opens_at", "nine"),
        (KEEPERS["translation"], "source_last_modified", "2026-11-24T08:00:00"),
        (Service, "no_such_field", "x"),
        (Service, "id", "x"),
        (Service, "last_modified", "2026-11-24T08:00:00+00:00"),
    ],
)
def test_what_is_no_value_is_refused(kind: Any, name: str, text: str) -> None:
    """Neither a wrong word nor a field that the history does not tell about."""
    with pytest.raises(NotAValue):
        from_text(kind, name, text)


@pytest.mark.parametrize("name", ["staff_user", "metadata", "change_request", "nothing"])
def test_only_tables_that_keep_history_can_be_named(name: str) -> None:
    """Nobody proposes a password."""
    with pytest.raises(NotAValue):
        kind_of(name)


def test_a_row_comes_back_as_it_was(engine: Engine) -> None:
    """All fields, the same id, on either database."""
    service = a_service_row("jour", minimum_age=18, always_open=True)
    phone = Phone(number="070-174 06 05", sort_order=3, verified_on=date(2026, 11, 20), textable=True)
    service.phones.append(phone)
    phone_id = phone.id
    keep(engine, service)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        told = texts_of(session.get_one(Phone, phone_id))
        session.delete(session.get_one(Phone, phone_id))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        session.add(restore("phone", phone_id, filled(told)))
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert texts_of(session.get_one(Phone, phone_id)) == told


def test_an_empty_text_is_not_replaced_by_the_default() -> None:
    """A country that was empty was empty; a number that is not told came into the table later."""
    address = restore("address", "1", {"address_1": "Exempelgatan 1", "location_id": "2"})
    assert texts_of(address)["country"] == ""
    phone = restore("phone", "1", {"number": "070-174 06 05"})
    assert texts_of(phone)["verified_on"] == ""
    assert getattr(phone, "sort_order") is None  # noqa: B009 - the default comes when it is stored


def test_putting_sets_only_what_is_named() -> None:
    """The rest stays."""
    phone = Phone(number="070-174 06 05", description="Dagtid")
    put(phone, {"number": "070-174 06 06"})
    assert (phone.number, phone.description) == ("070-174 06 06", "Dagtid")


def test_a_new_row_leaves_the_rest_to_the_defaults(engine: Engine) -> None:
    """Whoever proposes a number says nothing of its place in the order."""
    keep(
        engine,
        a_service_row("jour", id="jour"),
        build("phone", "1", {"number": "070-174 06 05", "service_id": "jour"}),
    )
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert texts_of(session.get_one(Phone, "1"))["sort_order"] == "1"
