"""My account: password, app, other browsers."""

from __future__ import annotations

from tests.staff.account_builders import PASSWORD, Account, an_account, code, give_password, is_in, sign_in
from tests.staff.builders import House

NEW = "tuvstarr vid rälsen"


def test_another_password_signs_out_other_browsers_and_keeps_this_one(house: House) -> None:
    """With a new token."""
    account = an_account(house)
    this, other = sign_in(house, account), sign_in(house, account)
    before = this.token
    answer = this.post("/account/password", {"current": PASSWORD, "password": NEW, "again": NEW})
    assert answer.headers["location"] == "/account"
    assert this.token != before
    assert is_in(this)
    assert "Lösenordet är bytt" not in this.get("/account").text, "a notice is said once"
    assert not is_in(other)
    assert give_password(other, account).status_code == 422
    assert give_password(other, account, NEW).status_code == 303


def test_the_old_password_is_asked_for(house: House) -> None:
    """A browser left open must not be enough; and it cannot be guessed there either."""
    visitor = sign_in(house, an_account(house))
    fields = {"current": "fel", "password": NEW, "again": NEW}
    answers = [visitor.post("/account/password", fields) for _ in range(11)]
    assert 'aria-describedby="current-error"' in answers[0].text
    assert {answer.status_code for answer in answers} == {422}
    assert "För många försök" in answers[-1].text
    assert "För många försök" in visitor.post("/account/password", {**fields, "current": PASSWORD}).text


def test_every_fault_is_told_at_its_field(house: House) -> None:
    """And nothing that was typed comes back."""
    visitor = sign_in(house, an_account(house))
    answer = visitor.post("/account/password", {"current": PASSWORD, "password": "kort", "again": "annat"})
    assert answer.status_code == 422
    for field in ("password", "again"):
        assert f'href="#{field}"' in answer.text
        assert f'aria-describedby="{field}-error"' in answer.text
    assert PASSWORD not in answer.text


def test_another_app_takes_over_when_it_has_shown_a_code(house: House) -> None:
    """The old one works until then, and not afterwards."""
    account = an_account(house)
    this, other = sign_in(house, account), sign_in(house, account)
    assert "<svg" not in this.get("/account/second-factor").text
    this.post("/account/second-factor")
    page = this.get("/account/second-factor").text
    secret = page.split("Nyckel: <code>")[1].split("</code>")[0].replace(" ", "")
    assert secret != account.secret
    assert this.post("/account/second-factor", {"code": code(house)}).status_code == 422
    assert this.post("/account/second-factor", {"code": code(house, secret)}).status_code == 303
    assert is_in(this)
    assert not is_in(other)
    sign_in(house, Account(account.id, account.email, secret=secret), other)


def test_what_matters_asks_for_the_password_when_it_was_given_long_ago(house: House) -> None:
    """Ten minutes."""
    visitor = sign_in(house, an_account(house))
    house.clock.move(minutes=10)
    asked = visitor.get("/account/second-factor").headers["location"]
    assert asked == "/account/confirm?then=/account/second-factor"
    assert visitor.post("/account/second-factor").headers["location"] == asked
    assert visitor.get(asked).status_code == 200
    assert visitor.post(asked, {"current": "fel"}).status_code == 422
    fields = {"current": PASSWORD, "then": "/account/second-factor"}
    assert visitor.post("/account/confirm", fields).headers["location"] == "/account/second-factor"
    assert visitor.get("/account/second-factor").status_code == 200


def test_the_confirmation_leads_to_our_own_pages_only(house: House) -> None:
    """As the sign-in."""
    visitor = sign_in(house, an_account(house))
    answer = visitor.post("/account/confirm", {"current": PASSWORD, "then": "//example.org"})
    assert answer.headers["location"] == "/account"


def test_other_browsers_can_be_signed_out(house: House) -> None:
    """The list says which one is this."""
    account = an_account(house)
    this, other = sign_in(house, account), sign_in(house, account)
    page = this.get("/account").text
    assert page.count("<li>Sedan") == 2
    assert page.count("(den här)") == 1
    this.post("/account/others")
    assert is_in(this)
    assert not is_in(other)


def test_signing_out_ends_the_session_and_not_only_the_cookie(house: House) -> None:
    """A copy of the cookie is worth nothing."""
    visitor = sign_in(house, an_account(house))
    token = visitor.token
    assert "Du är utloggad" in visitor.get(visitor.post("/logout").headers["location"]).text
    visitor.cookies.set(visitor.name, token, domain="staff.local", path="/")
    assert not is_in(visitor)
