"""The table of counts, for the one program that adds to it: whole days at a time, each in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.counting.counts import Cell, Turn, known
from directory.database import answering, writing_engine
from directory.errors import DirectoryUnavailable
from directory.models import new_id
from directory.models.counts import UsageCount


def add(session: Session, counts: Mapping[Cell, int]) -> None:
    """Adds to what the days have already, one statement a row so that two programs at once both count.

    In the order of the words, never of the turns. Raises ValueError, which repeats nothing, for other words.
    """
    if not all(known(Turn(*cell[1:])) for cell in counts):
        raise ValueError("only words of the directory are counted")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for cell in sorted(counts):
        first = dialect.insert(UsageCount).values(
            id=new_id(), date=cell.on, need=cell.need, language=cell.language,
            outcome=cell.outcome, count=counts[cell],
        )  # fmt: skip
        session.execute(
            first.on_conflict_do_update(
                index_elements=["date", "need", "language", "outcome"],
                set_={"count": UsageCount.count + first.excluded["count"]},
            )
        )


class Book:
    """The table, for a program that only counts. Opens the database when it writes, and closes it again."""

    def __init__(self, url: str) -> None:
        self._url = url

    def write(self, counts: Mapping[Cell, int]) -> None:
        """All of it in one transaction, or nothing. Raises DirectoryUnavailable; never makes a database."""
        self._refuse_missing_file()
        engine = writing_engine(self._url)
        try:
            _write(engine, counts)
        finally:
            engine.dispose()

    def _refuse_missing_file(self) -> None:
        address = make_url(self._url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
            raise DirectoryUnavailable("there is no directory here yet")


def _write(engine: Engine, counts: Mapping[Cell, int]) -> None:
    with answering(), Session(engine) as session, session.begin():
        add(session, counts)
