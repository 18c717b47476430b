"""Words for the past: every table and field has some."""

from __future__ import annotations

import pytest

from directory.critical import CRITICAL
from directory.models.change_request import REQUEST_STATES
from directory.models.past import ACTIONS, ORIGINS
from directory.undoing.plan import Why
from directory.values import KEEPERS, told_fields
from staff.past.words import field_words, means, said, value_words, words


@pytest.mark.parametrize("table", sorted(KEEPERS))
def test_every_field_has_words(table: str) -> None:
    """Nobody reads "address_1" on a page."""
    assert said("tables", table) != table
    for name in told_fields(KEEPERS[table]):
        assert field_words(table, name) != name


def test_every_state_way_in_and_reason_has_words() -> None:
    """The same for what is not a field."""
    for group, keys in (
        ("actions", ACTIONS),
        ("origins", ORIGINS),
        ("states", REQUEST_STATES),
        ("left", Why.__args__),  # type: ignore[attr-defined] # a Literal
    ):
        assert words()[group].keys() == {*keys}


def test_every_critical_table_says_what_a_change_means() -> None:
    """The approver must know."""

    assert all(means("update", table) for table in CRITICAL)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("opens_at", "09:00:00", "09:00"),
        ("always_open", "true", "ja"),
        ("status", "inactive", "visas inte"),
        ("name", "", ""),
    ],
)
def test_values_read_as_staff_write_them(name: str, text: str, told: str) -> None:
    """No seconds, no English."""
    assert value_words(name, text) == told
