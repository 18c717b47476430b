"""Signing in, step by step, and everybody who tries to do it without."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from directory.models import StaffUser
from staff.accounts import sessions
from staff.accounts.passwords import Passwords
from staff.accounts.tokens import csrf_for
from staff.app import create_app
from tests.staff.account_builders import Account, a_link, an_account, code, give_password, is_in, sign_in
from tests.staff.builders import House, Visitor


def test_before_there_is_anybody_the_page_says_how_to_make_the_first(house: House) -> None:
    """Whoever runs the service reads it there."""
    answer = house.stranger().get("/login")
    assert answer.status_code == 200
    assert "python -m staff add-admin" in answer.text


def test_password_and_code_lead_in_and_to_the_page_that_was_asked_for(house: House) -> None:
    """One without the other does not."""
    account, stranger = an_account(house), house.stranger()
    assert stranger.get("/account/password").headers["location"] == "/login?then=/account/password"
    fields = {"email": " Anna@Example.org ", "password": account.password, "then": "/account/password"}
    led = stranger.post("/login", fields).headers["location"]
    assert led == "/login/code?then=/account/password"
    assert not is_in(stranger)
    assert 'value="/account/password"' in stranger.get(led).text
    fields = {"code": code(house), "then": "/account/password"}
    assert stranger.post("/login/code", fields).headers["location"] == "/account/password"
    assert is_in(stranger)


@pytest.mark.parametrize("then", ["https://example.org", "//example.org", "/\\example.org"])
def test_a_link_to_our_sign_in_never_leads_elsewhere(house: House, then: str) -> None:
    """At no step."""
    account, stranger = an_account(house), house.stranger()
    fields = {"email": account.email, "password": account.password, "then": then}
    assert stranger.post("/login", fields).headers["location"] == "/login/code"
    assert stranger.post(f"/login/code?then={then}", {"code": code(house)}).headers["location"] == "/"


def test_every_step_gives_a_new_token_and_ends_the_one_before(house: House) -> None:
    """A token that somebody planted, or saw half-way, is worth nothing."""
    account, stranger = an_account(house), house.stranger()
    tokens = [stranger.token]
    give_password(stranger, account)
    tokens.append(stranger.token)
    stranger.post("/login/code", {"code": code(house)})
    tokens.append(stranger.token)
    assert len(set(tokens)) == 3
    for old in tokens[:2]:
        assert not is_in(Visitor(house, old, ""))
        with house.desk.reading() as session:
            assert sessions.find(session, old, house.clock()) is None


def test_wrong_password_unknown_address_and_closed_account_look_the_same(house: House) -> None:
    """To the letter, but for what was typed."""
    an_account(house)
    closed = an_account(house, email="bo@example.org")
    with house.desk.writing("tests") as session:
        session.get_one(StaffUser, closed.id).active = False
    pages = set()
    for email, password in [
        ("anna@example.org", "fel"),
        ("eva@example.org", "fel"),
        (closed.email, closed.password),
    ]:
        stranger = house.stranger()
        answer = stranger.post("/login", {"email": email, "password": password})
        pages.add((answer.status_code, answer.text.replace(email, "").replace(csrf_for(stranger.token), "")))
    assert len(pages) == 1
    assert pages.pop()[0] == 422


def test_an_unknown_address_costs_the_same_work(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash is compared, whoever it is."""
    an_account(house)
    compared: list[str] = []

    def fits(self: Passwords, stored: str, password: str) -> bool:
        compared.append(stored)
        return False

    monkeypatch.setattr(Passwords, "fits", fits)
    for email in ("anna@example.org", "eva@example.org"):
        house.stranger().post("/login", {"email": email, "password": "fel"})
    assert [bool(stored) for stored in compared] == [True, False]


def test_a_code_opens_once(house: House) -> None:
    """Somebody who looks over a shoulder is too late."""
    account, first, second = an_account(house), house.stranger(), house.stranger()
    for visitor in (first, second):
        give_password(visitor, account)
    assert first.post("/login/code", {"code": code(house)}).status_code == 303
    answer = second.post("/login/code", {"code": code(house)})
    assert answer.status_code == 422
    assert 'aria-describedby="code-error"' in answer.text
    assert not is_in(second)


def test_a_stranger_who_guesses_does_not_shut_out_the_owner(house: House) -> None:
    """Their browser has been here before; the stranger's has not."""
    account = an_account(house)
    browser = sign_in(house, account)
    browser.post("/logout")
    stranger = house.stranger()
    answers = [give_password(stranger, account, f"fel {number}").status_code for number in range(12)]
    assert answers.count(429) == 8  # the owner's own first sign-in here was a stranger's too
    assert give_password(house.stranger(), account).status_code == 429
    assert give_password(browser, account).headers["location"] == "/login/code"
    assert browser.post("/login/code", {"code": code(house, later=30)}).status_code == 303
    assert is_in(browser)


def test_an_unknown_address_is_slowed_down_as_a_known_one(house: House) -> None:
    """Else the slowing would tell who is here."""
    an_account(house)
    for email in ("anna@example.org", "eva@example.org"):
        tried = Account("", email)
        assert [give_password(house.stranger(), tried, "fel").status_code for _ in range(6)] == [422] * 5 + [
            429
        ]


def test_whoever_knows_the_password_cannot_guess_the_code(house: House) -> None:
    """Five tries from browsers that are not known, then ten minutes each; admins see it."""
    account, stranger = an_account(house), house.stranger()
    give_password(stranger, account)
    answers = [stranger.post("/login/code", {"code": "000000"}).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    assert "rätt lösenord men fel kod (okänd webbläsare)" in house.sign_in("admin").get("/users").text


def test_an_invitation_leads_through_password_and_app_into_the_house(house: House) -> None:
    """The whole way, with the browser known afterwards."""
    link, stranger = a_link(house), house.stranger()
    assert "anna@example.org" in stranger.get(link).text
    fields = {"password": "fyra hästar äter moln", "again": "fyra hästar äter moln"}
    assert stranger.post(link, fields).headers["location"] == "/login/second-factor"
    assert not is_in(stranger)
    page = stranger.get("/login/second-factor").text
    assert "<svg" in page
    secret = page.split("Nyckel: <code>")[1].split("</code>")[0].replace(" ", "")
    assert stranger.post("/login/second-factor", {"code": "000000"}).status_code == 422
    assert stranger.post("/login/second-factor", {"code": code(house, secret)}).status_code == 303
    assert is_in(stranger)
    stranger.post("/logout")
    account = Account("", "anna@example.org", secret=secret)
    for number in range(9):
        give_password(house.stranger(), account, f"fel {number}")
    sign_in(house, account, stranger)


def test_a_link_works_once_and_for_two_days(house: House) -> None:
    """Afterwards the page says what to do."""
    fields = {"password": "fyra hästar äter moln", "again": "fyra hästar äter moln"}
    used, old = a_link(house), a_link(house, email="bo@example.org")
    house.stranger().post(used, fields)
    house.clock.move(hours=48)
    for link in (used, old, "/welcome/" + "x" * 43):
        for answer in (house.stranger().get(link), house.stranger().post(link, fields)):
            assert answer.status_code == 404
            assert "Be en administratör om en ny" in answer.text


def test_a_password_that_will_not_do_leaves_the_link_in_force(house: House) -> None:
    """The words stand at the fields and at the top, with links to them."""
    link, stranger = a_link(house), house.stranger()
    answer = stranger.post(link, {"password": "Lösenord2026", "again": "något annat"})
    assert answer.status_code == 422
    assert 'href="#password"' in answer.text
    assert 'aria-describedby="again-error"' in answer.text
    assert "Lösenord2026" not in answer.text
    assert stranger.get(link).status_code == 200


def test_who_stopped_before_the_app_goes_on_from_there(house: House) -> None:
    """With the password; it opens nothing but that page."""
    link, first = a_link(house), house.stranger()
    first.post(link, {"password": "fyra hästar äter moln", "again": "fyra hästar äter moln"})
    later, account = house.stranger(), Account("", "anna@example.org")
    answer = give_password(later, account)
    assert answer.headers["location"] == "/login/code"
    assert later.get("/login/code").headers["location"] == "/login/second-factor"
    assert later.get("/login/second-factor").status_code == 200
    assert not is_in(later)


@pytest.mark.parametrize("path", ["/login/code", "/login/second-factor"])
def test_nobody_enters_in_the_middle(house: House, path: str) -> None:
    """Back to the beginning."""
    assert house.stranger().get(path).headers["location"] == "/login"
    assert house.stranger().post(path, {"code": "123456"}).headers["location"] == "/login"


def test_who_is_in_is_not_asked_again(house: House) -> None:
    """At none of the steps."""
    visitor = house.sign_in()
    for path in ("/login", "/login/code", "/login/second-factor"):
        assert visitor.get(path).headers["location"] == "/"


def test_a_hash_of_yesterdays_costs_is_made_anew_at_the_sign_in(house: House) -> None:
    """While the password is at hand."""
    account = an_account(house)
    dearer = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    house.app = create_app(house.desk, passwords=dearer)
    sign_in(house, account)
    with house.desk.reading() as session:
        stored = session.scalars(select(StaffUser.password_hash)).one()
    assert not dearer.is_outdated(stored)
    assert dearer.fits(stored, account.password)


def test_nothing_odd_breaks_a_step(house: House) -> None:
    """Long, empty, and in strange letters."""
    account, odd = an_account(house), ["", "a" * 40_000, "\ud7ff\uffff", "' OR 1=1 --", "<b>"]
    for value in odd:
        stranger = house.stranger()
        assert stranger.post("/login", {"email": value, "password": value}).status_code in (422, 429)
        give_password(sign_in(house, account), account)
        assert stranger.post("/welcome/x", {"password": value}).status_code in (404, 422)
