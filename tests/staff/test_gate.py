"""The gate: tokens of forms, where forms come from, and where a sign-in may lead."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.requests import Request

from staff.accounts.tokens import csrf_for, is_csrf, kept, new_token
from staff.gate import own_path, way_in
from tests.staff.builders import House

PARTS = st.sampled_from(
    [*"/\\@:?#\t\n\x00ä.", "//", "..", "http:", "https://", "javascript:", "example.org", "%2f", "services"]
)


def test_the_token_of_one_session_is_worth_nothing_in_another(house: House) -> None:
    """Also of the same person."""
    first, second = (house.sign_in("editor", "anna@example.org") for _ in range(2))
    assert second.post("/account/others", csrf=csrf_for(first.token)).status_code == 403
    assert second.post("/account/others").status_code == 303


def test_the_sign_in_form_needs_its_token_too(house: House) -> None:
    """Else somebody could sign a browser in as themselves and read what is written there."""
    stranger = house.stranger()
    fields = {"email": "anna@example.org", "password": "x"}
    assert stranger.post("/login", fields, csrf="").status_code == 403
    assert stranger.post("/login", fields, headers={"Origin": "http://evil.example.org"}).status_code == 403
    assert stranger.post("/login", fields).status_code == 422


def test_a_browser_without_any_cookie_gets_one_with_the_sign_in_form(house: House) -> None:
    """HttpOnly, Strict, for the whole site, and for no neighbouring host."""
    house.sign_in("admin")
    stranger = house.stranger()
    stranger.cookies.clear()
    answer = stranger.get("/login")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert csrf_for(stranger.token) in answer.text
    assert stranger.post("/login", {"email": "x", "password": "y"}).status_code == 422


@pytest.mark.parametrize("headers", [
    {"Origin": "http://staff", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "none"},
])  # fmt: skip
def test_our_own_forms_are_taken_from_browsers_of_every_kind(house: House, headers: dict[str, str]) -> None:
    """With no-referrer some send "null", old ones send nothing."""
    assert house.sign_in("viewer").post("/account/others", headers=headers).status_code == 303


@pytest.mark.parametrize("headers", [
    {"Origin": "http://staff:1"},
    {"Origin": "http://staff.example.org"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
])  # fmt: skip
def test_forms_from_elsewhere_are_refused(house: House, headers: dict[str, str]) -> None:
    """Another port is elsewhere, and so is a neighbouring host."""
    assert house.sign_in("viewer").post("/account/others", headers=headers).status_code == 403


@given(st.lists(PARTS | st.text(max_size=5), max_size=8).map("".join))
@example("//example.org")
@example("/\\example.org")
@example("/\t/example.org")
@example("/%09/example.org")
@example("https:example.org")
@example("/..//example.org")
def test_a_sign_in_never_leads_to_another_site(asked: str) -> None:
    """As a browser understands the address: it drops tabs and line ends and turns \\ into /."""
    path = own_path(asked, "/")
    as_browser = "".join(c for c in path if c not in "\t\r\n").strip().replace("\\", "/")
    assert as_browser.startswith("/")
    assert not as_browser.startswith("//")
    assert not urlsplit(as_browser).netloc


@pytest.mark.parametrize("asked", ["/services", "/services?q=a%20b", "/service/bris#telefon", "/"])
def test_an_own_page_is_where_it_leads(asked: str) -> None:
    """With its query."""
    assert own_path(asked, "/elsewhere") == asked


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=30), st.text(max_size=10))
def test_who_is_asked_to_sign_in_comes_back_to_the_very_page(path: str, query: str) -> None:
    """The address survives the way through the form, or the first page is where it ends."""
    scope = {"type": "http", "method": "GET", "path": "/" + path, "query_string": quote(query).encode(),
             "headers": [], "server": ("staff", 80), "scheme": "http"}  # fmt: skip
    led = way_in(Request(scope))
    assert led.startswith("/login")
    back = parse_qs(urlsplit(led).query).get("then", ["/"])[0]
    assert own_path(back, "/").startswith("/")
    assert not own_path(back, "/").startswith("//")


@given(st.text())
def test_no_made_up_token_fits(made_up: str) -> None:
    """Whatever characters are in it."""
    token = new_token()
    assert not is_csrf(made_up, token)
    assert not is_csrf(made_up, "")
    assert is_csrf(csrf_for(token), token)
    assert kept(token) != token
