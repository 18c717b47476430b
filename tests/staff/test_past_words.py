"""Words for the past: every table and field has some."""

from __future__ import annotations

import re

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
        ("anonymous", "unknown", "vet inte"),
        ("anonymous", "yes", "ja"),
        ("byday", "MO,SU", "måndag, söndag"),
        ("language", "en", "engelska"),
        ("source_last_modified", "2026-11-24T08:00:00+00:00", "2026-11-24 09:00"),
        ("description", "any", "any"),
    ],
)
def test_values_read_as_staff_write_them(name: str, text: str, told: str) -> None:
    """No seconds, no English."""
    assert value_words("service", name, text) == told


def test_every_fixed_word_that_the_tables_know_has_words() -> None:
    """Nobody reads "unknown" or "last_resort"; a word that both languages write alike is no fault."""
    alike = {"fax", "chat"}
    for table, kind in KEEPERS.items():
        for check in kind.__table__.constraints:  # type: ignore[attr-defined] # a Table
            known = re.fullmatch(r"(\w+) IN \((.*)\)", str(getattr(check, "sqltext", "")))
            for word in re.findall("'([^']*)'", known.group(2)) if known else ():
                assert known
                assert value_words(table, known.group(1), word) != word or word in alike
