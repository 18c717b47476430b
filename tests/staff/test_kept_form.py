"""A form that came too late loses nobody's words."""

from __future__ import annotations

import re

import pytest
from starlette.responses import PlainTextResponse, Response

from staff.app import create_app
from staff.page import Page
from staff.visit import Visit
from tests.staff.account_builders import an_account, sign_in
from tests.staff.builders import CHEAP, House, Visitor

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
WORDS = [("name", 'Min "mottagning" <ny>'), ("phone", "070-174 06 05"), ("phone", "070-174 06 06")]


def echo(visit: Visit) -> Response:
    """What arrived, and where."""
    return PlainTextResponse(
        f"{visit.request.url.query} {visit.form.texts('name')} {visit.form.texts('phone')}"
    )


@pytest.fixture
def writer(house: House) -> Visitor:
    """Somebody who has been writing for longer than a session lasts."""
    house.app = create_app(house.desk, passwords=CHEAP, pages=(Page("/echo", post=echo),))
    visitor = sign_in(house, an_account(house))
    house.clock.move(minutes=31)
    return visitor


def kept(page: str) -> list[tuple[str, str]]:
    """The fields that a page keeps, as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    mended = [
        (name, value.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">")) for name, value in found
    ]
    return [(name, value) for name, value in mended if name != "csrf"]


def test_words_survive_the_end_of_a_session(house: House, writer: Visitor) -> None:
    """Sign in beside it, send again, say yes: everything arrives, at the same address."""
    answer = writer.post("/echo?back=1", WORDS, headers=OWN)
    assert answer.status_code == 401
    assert 'action="/echo?back=1"' in answer.text
    assert kept(answer.text) == WORDS
    stale = re.search(r'name="csrf" value="(\w+)"', answer.text)
    assert stale
    sign_in(house, an_account(house, email="bo@example.org"), writer)
    again = writer.post("/echo?back=1", kept(answer.text), csrf=stale[1], headers=OWN)
    assert again.status_code == 403
    assert "Vill du skicka det här?" in again.text
    done = writer.post("/echo?back=1", kept(again.text), headers=OWN)
    assert done.text == "back=1 ['Min \"mottagning\" <ny>'] ['070-174 06 05', '070-174 06 06']"


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_words_from_elsewhere_are_not_kept(house: House, writer: Visitor, headers: dict[str, str]) -> None:
    """Nobody can put words in front of staff with a button to send them."""
    assert writer.post("/echo", WORDS, headers=headers).headers["location"] == "/login"
    visitor = house.sign_in()
    answer = visitor.post("/echo", WORDS, csrf="", headers=headers)
    assert answer.status_code == 403
    assert "mottagning" not in answer.text


@pytest.mark.parametrize("name", ["password", "again", "current", "code"])
def test_secrets_are_never_shown_again(house: House, writer: Visitor, name: str) -> None:
    """Not before signing in and not after."""
    assert writer.post("/echo", [*WORDS, (name, "hemligt")], headers=OWN).status_code == 303
    answer = house.sign_in().post("/echo", [*WORDS, (name, "hemligt")], csrf="", headers=OWN)
    assert "hemligt" not in answer.text


def test_files_are_not_kept(house: House, writer: Visitor) -> None:
    """They are chosen again."""
    answer = writer.post("/echo", WORDS, files={"file": ("a.csv", b"hemligt")}, headers=OWN)
    assert answer.headers["location"] == "/login"
    answer = house.sign_in().post("/echo", WORDS, files={"file": ("a.csv", b"x")}, csrf="", headers=OWN)
    assert "mottagning" not in answer.text


def test_a_large_form_is_not_read_for_a_stranger(writer: Visitor) -> None:
    """The same limit as for everybody."""
    assert writer.post("/echo", {"name": "a" * 300_000}, headers=OWN).status_code == 413
