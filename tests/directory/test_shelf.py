"""Tests of the shelf: always as the directory is, and little of it read twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, delete, text, update

from directory.database import reading, reading_engine, writing
from directory.models import DirectoryEdition, Phone, Translation
from directory.reading import services
from directory.shelf import Shelf
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, service_of, stopped_at
from tests.directory.test_reading import questions


@pytest.fixture
def readers(engine: Engine) -> Iterator[Engine]:
    """A reading engine on three services."""
    rows = [a_service_row(code, name=f"Jouren {code}") for code in ("a", "b", "c")]
    for row in rows:
        row.phones = [Phone(number="070-174 06 05", description="Telefon")]
    keep(engine, *rows)
    readers = reading_engine(engine.url.render_as_string(hide_password=False))
    yield readers
    readers.dispose()


def same_as_everything(shelf: Shelf, readers: Engine) -> bool:
    """True when the shelf holds what reading everything gives."""
    with reading(readers) as session:
        return tuple(shelf.load()) == services(session)


def test_what_has_not_changed_is_not_read_again(readers: Engine) -> None:
    """The very same values come back, for one question."""
    shelf = Shelf(readers)
    before = shelf.load()
    with questions(readers) as asked:
        assert shelf.load() is before
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


def test_after_a_change_only_what_changed_is_read(engine: Engine, readers: Engine) -> None:
    """The others are the very same values as before."""
    shelf = Shelf(readers)
    before = {service.code: service for service in shelf.load()}
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "b").phones[0].number = "070-174 06 06"
    after = {service.code: service for service in shelf.load()}
    assert after["b"].phones[0].number == "070-174 06 06"
    assert (after["a"] is before["a"], after["c"] is before["c"]) == (True, True)
    assert same_as_everything(shelf, readers)


def test_new_ones_come_and_lost_ones_go(engine: Engine, readers: Engine) -> None:
    """In the order of their codes."""
    shelf = Shelf(readers)
    shelf.load()
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service = service_of(session, "b")
        for phone in service.phones:
            session.delete(phone)
        session.flush()
        session.expire(service)
        session.delete(service)
    keep(engine, a_service_row("ab"))
    assert [service.code for service in shelf.load()] == ["a", "ab", "c"]
    assert same_as_everything(shelf, readers)


def test_english_words_of_what_hangs_on_a_service_come_along(engine: Engine, readers: Engine) -> None:
    """Also when a translation does not say whose it is."""
    shelf = Shelf(readers)
    shelf.load()
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        phone = service_of(session, "a").phones[0]
        words = {"resource_type": "phone", "resource_id": phone.id, "field_name": "description"}
        session.add(Translation(**words, language="en", value="Phone"))
    assert same_as_everything(shelf, readers)
    (first, *_) = shelf.load()
    assert first.phones[0].label.en == "Phone"


def test_a_change_past_the_program_is_seen(engine: Engine, readers: Engine) -> None:
    """A number that was mended at the database's own prompt reaches the next visitor."""
    shelf = Shelf(readers)
    shelf.load()
    with engine.begin() as connection:
        connection.execute(text("UPDATE phone SET number = '070-174 06 99'"))
    assert {service.phones[0].number for service in shelf.load()} == {"070-174 06 99"}
    assert same_as_everything(shelf, readers)


@pytest.mark.parametrize("number", [0, 1])
def test_a_directory_that_was_put_back_is_read_whole(engine: Engine, readers: Engine, number: int) -> None:
    """Its edition is an earlier one, or the same one with another mark."""
    shelf = Shelf(readers)
    before = shelf.load()
    with engine.begin() as connection:
        connection.execute(update(DirectoryEdition).values(number=number, mark="another"))
    assert shelf.load() is not before
    assert all(old is not new for old, new in zip(before, shelf.load(), strict=True))


def test_a_directory_whose_edition_is_lost_can_be_read(engine: Engine, readers: Engine) -> None:
    """By the length of its history alone."""
    shelf = Shelf(readers)
    with engine.begin() as connection:
        connection.execute(delete(DirectoryEdition))
    assert len(shelf.load()) == 3
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        service_of(session, "a").name = "Nya jouren"
    assert same_as_everything(shelf, readers)
