"""The tests' own house: what the other tests lean on."""

from __future__ import annotations

from tests.staff.builders import House


def test_somebody_who_is_signed_in_sees_their_account(house: House) -> None:
    """By their address."""
    visitor = house.sign_in("editor")
    page = visitor.get("/account")
    assert page.status_code == 200
    assert visitor.email in page.text


def test_a_stranger_is_led_to_the_sign_in(house: House) -> None:
    """And back afterwards."""
    answer = house.stranger().get("/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?then=/account")


def test_a_form_is_taken_with_the_token_and_not_without(house: House) -> None:
    """The builder puts it in."""
    visitor = house.sign_in("viewer")
    assert visitor.post("/logout", csrf="").status_code == 403
    assert visitor.post("/logout").headers["location"] == "/login"
    assert visitor.get("/account").status_code == 303
