"""Tests of the publisher: the same copy as made anew, for a fraction of the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory import published
from directory.database import reading, reading_engine, writing
from directory.publishing import Publisher
from directory.reading import services
from directory.shelf import Shelf
from directory.terms import needs
from tests.directory.builders import MORNING, STAFF, service_of, stopped_at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the copy goes."""
    return tmp_path / "published.json"


@pytest.fixture
def publisher(seeded_engine: Engine, path: Path) -> Iterator[Publisher]:
    """On the whole seed."""
    readers = reading_engine(seeded_engine.url.render_as_string(hide_password=False))
    yield Publisher(Shelf(readers), needs(), path)
    readers.dispose()


def anew(engine: Engine) -> published.Published:
    """The copy as the command makes it."""
    with reading(engine) as session:
        return published.make(services(session), needs(), MORNING)


def test_it_writes_what_the_command_writes(seeded_engine: Engine, publisher: Publisher, path: Path) -> None:
    """At the first time and after a change."""
    publisher.publish(MORNING)
    assert published.read(path) == anew(seeded_engine)
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "kvinnofridslinjen").name = "Kvinnofridslinjen (nytt namn)"
    publisher.publish(MORNING)
    copy = published.read(path)
    assert copy == anew(seeded_engine)
    assert "(nytt namn)" in str(copy)


def test_needs_that_were_not_touched_are_not_made_again(
    seeded_engine: Engine, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of one service makes the needs that lead to it."""
    publisher.publish(MORNING)
    made: list[str] = []
    make = published.cards_of

    def noted(code: str, *rest: object) -> published.CardsOfNeed:
        made.append(code)
        return make(code, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(published, "cards_of", noted)
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "kast-sthlm").name = "Kast (nytt namn)"
    publisher.publish(MORNING)
    assert "buys_sex" in made
    assert len(made) < len(published.codes(needs())) / 2


def test_another_night_makes_all_of_them_again(publisher: Publisher, path: Path) -> None:
    """What is open then may be other services."""
    publisher.publish(MORNING)
    publisher.publish(MORNING + timedelta(days=1))
    copy = published.read(path)
    assert copy is not None
    assert copy.made_at == MORNING + timedelta(days=1)
