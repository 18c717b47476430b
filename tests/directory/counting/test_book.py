"""Tests of the table of counts: what is added is added, and nothing else can get in."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.counting.book import Book
from directory.counting.counts import Cell, CountedLanguage, Outcome, Turn, known
from directory.errors import DirectoryUnavailable
from directory.models.counts import COUNTED_LANGUAGES, COUNTED_OUTCOMES, UsageCount
from tests.directory.builders import keep

DAY = date(2026, 11, 24)
ASKED = Cell(DAY, "sells_sex", "sv", "answered")
LOST = Cell(DAY, "", "en", "not_understood")


def write(engine: Engine, counts: Mapping[Cell, int]) -> None:
    """As the chat does, on this engine's database."""
    Book(engine.url.render_as_string(hide_password=False)).write(counts)


def counted(engine: Engine) -> dict[Cell, int]:
    """The whole table."""
    with Session(engine) as session:
        rows = session.scalars(select(UsageCount)).all()
        return {Cell(row.date, row.need, row.language, row.outcome): row.count for row in rows}  # type: ignore[arg-type] # words of the table


def test_counts_of_the_same_day_are_added(engine: Engine) -> None:
    """Also those of another program: each adds, none replaces."""
    write(engine, {ASKED: 12, LOST: 1})
    write(engine, {ASKED: 3})
    assert counted(engine) == {ASKED: 15, LOST: 1}


def test_days_needs_languages_and_outcomes_are_kept_apart(engine: Engine) -> None:
    """Each is a row of its own."""
    cells = {
        ASKED,
        ASKED._replace(on=date(2026, 11, 25)),
        ASKED._replace(need="buys_sex"),
        ASKED._replace(language="other"),
        ASKED._replace(outcome="no_contact"),
    }
    write(engine, dict.fromkeys(cells, 10))
    assert counted(engine) == dict.fromkeys(cells, 10)


@pytest.mark.parametrize(
    "cell",
    [
        ASKED._replace(need="min mamma heter Kanarie"),
        ASKED._replace(language="Kanarie"),  # type: ignore[arg-type] # the fault
        ASKED._replace(outcome="Kanarie"),  # type: ignore[arg-type] # the fault
    ],
)
def test_a_visitors_word_is_refused_and_not_repeated(engine: Engine, cell: Cell) -> None:
    """All or nothing: what stood beside it is not written either."""
    with pytest.raises(ValueError, match="only words") as caught:
        write(engine, {ASKED: 1, cell: 1})
    assert "Kanarie" not in str(caught.value)
    assert counted(engine) == {}


def test_the_database_refuses_other_words_too(engine: Engine) -> None:
    """Whoever writes to it."""
    with pytest.raises(IntegrityError):
        keep(engine, UsageCount(date=DAY, need="", language="sv", outcome="kanske", count=1))
    with pytest.raises(IntegrityError):
        keep(engine, UsageCount(date=DAY, need="", language="sv", outcome="answered", count=0))


def test_the_words_in_code_are_those_of_the_database() -> None:
    """One list each."""
    assert get_args(CountedLanguage) == COUNTED_LANGUAGES
    assert get_args(Outcome) == COUNTED_OUTCOMES
    assert known(Turn("", "sv", "answered"))
    assert not known(Turn("kanarie", "sv", "answered"))


def test_a_count_holds_nothing_but_day_need_language_outcome_and_number() -> None:
    """No column could hold a text, a session or a time of day."""
    columns = {column.name for column in UsageCount.__table__.columns}
    assert columns == {"id", "date", "need", "language", "outcome", "count"}
    assert str(UsageCount.__table__.c.date.type) == "DATE"


def test_rows_lie_in_the_order_of_the_words_and_not_of_the_turns(engine: Engine) -> None:
    """What a reader of the file could learn from the order of rows is the alphabet."""
    place = "rowid" if engine.dialect.name == "sqlite" else "ctid"
    write(engine, {ASKED: 1, LOST: 1, ASKED._replace(need="addiction"): 1})
    with engine.connect() as connection:
        needs = connection.exec_driver_sql(f"SELECT need FROM usage_count ORDER BY {place}").scalars().all()
    assert needs == ["", "addiction", "sells_sex"]


def test_a_missing_database_is_told_and_not_made(tmp_path: Path) -> None:
    """An empty file would look like a directory without services."""
    path = tmp_path / "directory.sqlite"
    with pytest.raises(DirectoryUnavailable):
        Book(f"sqlite:///{path}").write({ASKED: 1})
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_the_table_is_told(tmp_path: Path) -> None:
    """One that has not been brought up to this version yet."""
    path = tmp_path / "directory.sqlite"
    sqlite3.connect(path).close()
    path.touch()
    with pytest.raises(DirectoryUnavailable):
        Book(f"sqlite:///{path}").write({ASKED: 1})
