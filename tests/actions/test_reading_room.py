"""The directory as actions see it: read once, read again when it has changed, and never written."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, update

from actions import _reading_room
from actions._reading_room import report_wrong_phone
from directory.database import reading, reading_engine, writing, writing_engine
from directory.errors import DirectoryUnavailable, UnknownService
from directory.match import Need
from directory.models import ProblemReport, Service
from directory.schema import upgrade
from directory.shelf import Shelf
from tests.actions.builders import a_closed_room, a_room, a_service
from tests.directory.builders import MORNING, STAFF, seeded, stopped_at


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A seeded directory in a file."""
    url = f"sqlite:///{tmp_path_factory.mktemp('room') / 'directory.sqlite'}"
    upgrade(writing_engine(url))
    return seeded(url)


def test_what_has_not_changed_is_not_read_again(address: str) -> None:
    """The very same values come back."""
    shelf = Shelf(reading_engine(address))
    assert shelf.load() is shelf.load()


def test_a_correction_is_there_at_the_next_question(address: str) -> None:
    """Staff change a name; nobody restarts anything."""
    shelf = Shelf(reading_engine(address))
    before = {service.code: service.name.sv for service in shelf.load()}
    with writing(writing_engine(address), STAFF, stopped_at(MORNING)) as session:
        row = session.scalars(select(Service).where(Service.code == "bris")).one()
        row.name = "Bris (nytt namn)"
    after = {service.code: service.name.sv for service in shelf.load()}
    assert before["bris"] != after["bris"] == "Bris (nytt namn)"


def test_a_directory_that_is_gone_says_so(tmp_path: Path) -> None:
    """No hanging, no empty list that looks like an answer."""
    with pytest.raises(DirectoryUnavailable):
        Shelf(reading_engine(f"sqlite:///{tmp_path / 'nothing.sqlite'}")).load()


def test_a_wrong_number_is_counted_and_nothing_else_is_kept(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Service, field, day and how many; two reports on one day are one row that says two."""
    monkeypatch.setenv("LOTSEN_DATABASE_URL", address)
    report_wrong_phone("bris")
    report_wrong_phone("bris")
    with reading(reading_engine(address)) as session:
        (row,) = session.scalars(select(ProblemReport))
        code = session.scalars(select(Service.code).where(Service.id == row.service_id)).one()
    assert (code, row.field_name, row.count) == ("bris", "phone", 2)
    assert set(ProblemReport.__table__.columns.keys()) == {
        "id", "service_id", "field_name", "date", "count", "handled_at",
    }  # fmt: skip


def test_a_report_on_an_unknown_service_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up code cannot fill the table."""
    monkeypatch.setenv("LOTSEN_DATABASE_URL", address)
    with pytest.raises(UnknownService):
        report_wrong_phone("no-such-service")


def test_cards_are_at_most_three_in_the_asked_language() -> None:
    """The best first, each saying why."""
    room = a_room(*(a_service(f"hjalp-{n}", rank=n) for n in range(1, 6)))
    cards_ = room.first_cards(Need("addiction", language="en"))
    assert [card.service for card in cards_] == ["hjalp-1", "hjalp-2", "hjalp-3"]
    assert cards_[0].name == "hjalp-1 en"
    assert all(card.why for card in cards_)


def test_a_service_by_its_code() -> None:
    """None when there is no such service."""
    room = a_room(a_service("ett"))
    assert room.service("ett") is not None
    assert room.service("tva") is None


def test_the_actions_cannot_write_through_their_reading_room(address: str) -> None:
    """The engine refuses, whatever an action might try."""
    with pytest.raises(DirectoryUnavailable), reading(reading_engine(address)) as session:
        session.execute(update(Service).values(status="defunct"))


def test_opening_early_is_no_harm_when_the_directory_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server starts all the same, and the first question tries again."""
    monkeypatch.setattr(_reading_room, "reading_room", a_closed_room)
    _reading_room.open_early()
