"""Signed-in browsers: how long, how many, and what ends them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from directory.models import StaffSession
from staff.accounts import sessions
from staff.accounts.tokens import kept
from staff.cookies import SESSION
from tests.staff.account_builders import is_in
from tests.staff.builders import House


def test_half_an_hour_without_a_page_ends_it(house: House) -> None:
    """Every page view counts from then."""
    visitor = house.sign_in()
    for _ in range(3):
        house.clock.move(minutes=29)
        assert is_in(visitor)
    house.clock.move(minutes=30)
    assert not is_in(visitor)


def test_eight_hours_end_it_in_any_case(house: House) -> None:
    """However busy."""
    visitor = house.sign_in()
    for _ in range(23):
        house.clock.move(minutes=20)
        assert is_in(visitor)
    house.clock.move(minutes=20)
    assert not is_in(visitor)


def test_a_clock_that_is_set_back_lets_nobody_in(house: House) -> None:
    """A session from the future is none."""
    visitor = house.sign_in()
    house.clock.move(minutes=-5)
    assert not is_in(visitor)


def test_a_fourth_browser_ends_the_oldest(house: House) -> None:
    """Three at a time; other people's are not counted."""
    other = house.sign_in("editor", "bo@example.org")
    mine = []
    for _ in range(4):
        mine.append(house.sign_in("editor", "anna@example.org"))
        house.clock.move(seconds=1)
    assert [is_in(visitor) for visitor in (*mine, other)] == [False, True, True, True, True]


def test_the_table_holds_no_token(house: House) -> None:
    """A stolen copy of the directory opens nothing."""
    visitor = house.sign_in()
    with house.desk.reading() as session:
        row = session.scalars(select(StaffSession)).one()
    assert row.token_hash == kept(visitor.token)
    visitor.cookies.set(visitor.name, row.token_hash, domain="staff.local", path="/")
    assert not is_in(visitor)


def test_rows_that_nobody_can_use_are_taken_away(house: House) -> None:
    """At the next sign-in."""
    house.sign_in()
    house.clock.move(hours=9)
    house.sign_in()
    with house.desk.reading() as session:
        assert len(session.scalars(select(StaffSession)).all()) == 1


def test_reading_does_not_write_at_every_page(house: House) -> None:
    """Once a minute is enough to know that somebody is there."""
    visitor = house.sign_in()

    def seen() -> object:
        with house.desk.reading() as session:
            return session.scalars(select(StaffSession.seen_at)).one()

    before = seen()
    house.clock.move(seconds=59)
    assert is_in(visitor)
    assert seen() == before
    house.clock.move(seconds=1)
    assert is_in(visitor)
    assert seen() == house.clock()


@pytest.mark.parametrize("stage", ["code", "enrol"])
def test_half_way_is_not_in_and_lasts_ten_minutes(house: House, stage: sessions.Stage) -> None:
    """The password alone opens nothing."""
    visitor = house.sign_in("admin", "anna@example.org")
    with house.desk.writing("tests") as session:
        owner = session.scalars(select(StaffSession.user_id)).first()
        token = sessions.begin(session, owner or "", stage, house.clock())
    visitor.cookies.set(visitor.name, token, domain="staff.local", path="/")
    assert visitor.get("/users").headers["location"] == "/login?then=/users"
    house.clock.move(minutes=10)
    with house.desk.reading() as session:
        assert sessions.find(session, token, house.clock()) is None


@pytest.mark.parametrize(("https", "name"), [(True, f"__Host-{SESSION}"), (False, SESSION)])
def test_the_cookie_is_bound_to_this_very_host_where_browsers_can_do_it(
    house: House, https: bool, name: str
) -> None:
    """The name itself makes browsers refuse it from a neighbour."""
    house.rebuild(https=https)
    house.sign_in()
    stranger = house.stranger()
    stranger.cookies.clear()
    cookie = stranger.get("/login").headers["set-cookie"]
    assert cookie.startswith(f"{name}=")
    assert ("Secure" in cookie) == https
    assert "Max-Age" not in cookie
