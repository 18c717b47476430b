"""What every page works at."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from directory import published
from directory.models import MetadataRow, Service
from tests.staff.builders import House


def test_a_change_stands_under_its_name(seeded_house: House) -> None:
    """In the history."""
    with seeded_house.desk.writing("anna@example.org") as session:
        session.scalars(select(Service)).first().name = "Nytt namn"  # type: ignore[union-attr]
    with seeded_house.desk.reading() as session:
        row = session.scalars(select(MetadataRow).where(MetadataRow.replacement_value == "Nytt namn")).one()
    assert (row.updated_by, row.origin) == ("anna@example.org", "form")


def test_nothing_can_be_changed_by_reading(house: House) -> None:
    """The connection itself refuses."""
    with house.desk.reading() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE service SET name = 'x'"))


def test_publishing_makes_the_copy_that_the_chat_falls_back_on(seeded_house: House) -> None:
    """With the clock's time."""
    seeded_house.desk.publish()
    copy = published.read(seeded_house.desk.published_path)
    assert copy is not None
    assert copy.made_at == seeded_house.clock()
    assert copy.cards("partner_violence", "sv")


def test_a_copy_that_cannot_be_made_is_told_on_every_page_until_it_is(
    seeded_house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was saved is saved; the log names the fault's class."""
    path, editor = seeded_house.desk.published_path, seeded_house.sign_in("editor")
    (path / "in the way").mkdir(parents=True)
    seeded_house.desk.publish()
    assert "reservkopia" in editor.get("/services").text
    assert "reservkopia" not in seeded_house.stranger().get("/login").text
    assert "Error" in capfd.readouterr().err
    (path / "in the way").rmdir()
    path.rmdir()
    seeded_house.desk.publish()
    assert "reservkopia" not in editor.get("/services").text
