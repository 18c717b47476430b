"""What admins do with accounts."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from directory.models import StaffDevice, StaffEvent, StaffUser
from staff.accounts import people
from tests.staff.account_builders import PASSWORD, Account, an_account, give_password, is_in, sign_in
from tests.staff.builders import House, Visitor


def an_admin(house: House) -> Visitor:
    """An admin who can sign in, signed in."""
    return sign_in(house, an_account(house, "admin", "chef@example.org"))


def link_in(page: str) -> str:
    """The path of the link that a page shows."""
    found = re.search(r"http://staff(/welcome/[\w-]{43})", page)
    assert found, page
    return found[1]


def test_an_invitation_is_a_link_that_is_shown_once(house: House) -> None:
    """The page that made it shows it; no other page, no cookie, no address."""
    admin = an_admin(house)
    answer = admin.post("/users", {"email": "Anna@Example.org", "role": "editor"})
    link = link_in(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert link not in admin.get("/users").text
    assert "anna@example.org" in admin.get("/users").text
    assert house.stranger().get(link).status_code == 200


@pytest.mark.parametrize(("email", "role", "field"), [
    ("anna", "editor", "email"),
    ("anna@example.org\n", "kung", "role"),
    ("<b>@example.org", "editor", "email"),
    ("chef@example.org", "editor", "email"),
    ("a" * 300 + "@example.org", "editor", "email"),
    ("", "", "role"),
])  # fmt: skip
def test_a_faulty_invitation_is_told_at_its_field(house: House, email: str, role: str, field: str) -> None:
    """422, the input kept, and nobody added."""
    answer = an_admin(house).post("/users", {"email": email, "role": role})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    with house.desk.reading() as session:
        assert len(people.everybody(session)) == 1


def test_another_role_signs_the_person_out_and_counts_from_then(house: House) -> None:
    """Both ways."""
    admin, account = an_admin(house), an_account(house, "viewer")
    browser = sign_in(house, account)
    admin.post(f"/users/{account.id}", {"act": "role", "role": "admin"})
    assert not is_in(browser)
    assert sign_in(house, account, browser).get("/users").status_code == 200
    admin.post(f"/users/{account.id}", {"act": "role", "role": "viewer"})
    assert sign_in(house, account, browser).get("/users").status_code == 403


def test_a_closed_account_is_out_at_once_and_for_good(house: House) -> None:
    """Neither session nor password nor link helps, until it is opened with a new link."""
    admin, account = an_admin(house), an_account(house)
    browser = sign_in(house, account)
    link = link_in(admin.post(f"/users/{account.id}", {"act": "reset"}).text)
    admin.post(f"/users/{account.id}", {"act": "close"})
    assert not is_in(browser)
    assert house.stranger().get(link).status_code == 404
    assert give_password(browser, account).status_code == 422
    new = link_in(admin.post(f"/users/{account.id}", {"act": "open"}).text)
    assert house.stranger().get(new).status_code == 200


def test_beginning_again_forgets_password_app_and_browsers(house: House) -> None:
    """Whoever has stolen any of them has nothing."""
    admin, account = an_admin(house), an_account(house)
    browser = sign_in(house, account)
    first = link_in(admin.post(f"/users/{account.id}", {"act": "reset"}).text)
    second = link_in(admin.post(f"/users/{account.id}", {"act": "reset"}).text)
    assert not is_in(browser)
    with house.desk.reading() as session:
        assert session.scalars(select(StaffDevice).where(StaffDevice.user_id == account.id)).all() == []
    assert give_password(browser, account).status_code == 422
    assert house.stranger().get(first).status_code == 404
    assert house.stranger().get(second).status_code == 200


@pytest.mark.parametrize("act", [{"act": "role", "role": "viewer"}, {"act": "close"}, {"act": "reset"}])
def test_the_last_admin_stays(house: House, act: dict[str, str]) -> None:
    """Also when another has been invited and has not come yet."""
    admin = an_admin(house)
    admin.post("/users", {"email": "ny@example.org", "role": "admin"})
    with house.desk.reading() as session:
        mine = session.scalars(select(StaffUser).where(StaffUser.email == "chef@example.org")).one().id
    answer = admin.post(f"/users/{mine}", act)
    assert answer.status_code == 422
    assert "minst en annan administratör" in answer.text
    assert is_in(admin)
    other = an_account(house, "admin", "vice@example.org")
    assert admin.post(f"/users/{mine}", act).status_code in (200, 303)
    assert not is_in(admin)
    assert is_in(sign_in(house, other))


def test_the_password_is_asked_for_again_after_ten_minutes(house: House) -> None:
    """An admin's browser that was left open changes nobody."""
    admin, account = an_admin(house), an_account(house)
    house.clock.move(minutes=11)
    here = f"/users/{account.id}"
    assert admin.get(here).headers["location"] == f"/account/confirm?then={here}"
    assert admin.post(here, {"act": "close"}).headers["location"] == f"/account/confirm?then={here}"
    assert admin.post("/users", {"email": "a@example.org", "role": "admin"}).status_code == 303
    admin.post("/account/confirm", {"current": PASSWORD})
    assert admin.post(here, {"act": "close"}).headers["location"] == here


@pytest.mark.parametrize(
    "fields", [{}, {"act": "x"}, {"act": "open"}, {"act": "role", "role": "kung"}, {"act": "role"}]
)
def test_a_button_that_is_not_there_does_nothing(house: House, fields: dict[str, str]) -> None:
    """Back to the page."""
    admin, account = an_admin(house), an_account(house)
    assert admin.post(f"/users/{account.id}", fields).headers["location"] == f"/users/{account.id}"
    assert is_in(sign_in(house, account))


def test_nobody_is_a_page_that_is_not_there(house: House) -> None:
    """404, both ways."""
    admin = an_admin(house)
    assert admin.get("/users/ingen").status_code == 404
    assert admin.post("/users/ingen", {"act": "close"}).status_code == 404


def test_what_was_done_is_written_with_who_did_it(house: House) -> None:
    """On the page and on the account's own."""
    admin, account = an_admin(house), an_account(house)
    admin.post(f"/users/{account.id}", {"act": "role", "role": "approver"})
    page = admin.get(f"/users/{account.id}").text
    assert "ny roll (redaktör → godkännare)" in page
    assert "chef@example.org" in page


@pytest.mark.parametrize("words", ["UPDATE staff_event SET by = 'x'", "DELETE FROM staff_event"])
def test_nobody_can_change_what_was_done(house: House, words: str) -> None:
    """The database itself refuses."""
    an_admin(house)
    with pytest.raises(DBAPIError, match="append-only"), house.desk.writing_engine.begin() as connection:
        connection.execute(text(words))
    with house.desk.reading() as session:
        assert session.scalars(select(StaffEvent)).all()


def test_two_admins_cannot_close_each_other(house: House) -> None:
    """The second finds that it would be the last."""
    one, two = (an_account(house, "admin", f"{name}@example.org") for name in ("ett", "tva"))
    first, second = sign_in(house, one), sign_in(house, two)
    assert first.post(f"/users/{two.id}", {"act": "close"}).status_code == 303
    assert second.post(f"/users/{one.id}", {"act": "close"}).headers["location"].startswith("/login")
    assert is_in(first)


def test_somebody_reset_is_the_same_account_afterwards(house: House) -> None:
    """Its name in the history means the same person."""
    admin, account = an_admin(house), an_account(house)
    link = link_in(admin.post(f"/users/{account.id}", {"act": "reset"}).text)
    house.stranger().post(link, {"password": "tuvstarr vid rälsen", "again": "tuvstarr vid rälsen"})
    answer = give_password(house.stranger(), Account("", account.email), "tuvstarr vid rälsen")
    assert answer.status_code == 303
    with house.desk.reading() as session:
        assert len(people.everybody(session)) == 2
