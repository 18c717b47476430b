"""The staff house as a whole: what holds for every answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from directory.database import reading_engine, writing_engine
from directory.models import Service
from staff.app import create_app
from staff.desk import Desk
from tests.directory.builders import MORNING
from tests.directory.verifying.builders import a_line, put_in
from tests.staff.builders import House, Visitor


def nowhere(house: House, folder: Path) -> Visitor:
    """A visitor of a house whose database is not there."""
    url = f"sqlite:///{folder / 'gone.sqlite'}"
    desk = Desk(reading_engine(url), writing_engine(url), lambda: MORNING, folder / "published.json")
    house.app = create_app(desk)
    return house.stranger()


@pytest.mark.parametrize("path", ["/", "/login", "/account", "/nowhere", "/health", "/static/staff.css"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_every_answer_is_kept_nowhere_and_runs_nothing(house: House, path: str, method: str) -> None:
    """No cache, no script, no frame, no referrer; also on the pages that say no."""
    headers = house.sign_in("viewer").request(method, path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


def test_browsers_are_told_to_stay_on_https_only_where_there_is_https(house: House) -> None:
    """On plain loopback the promise could not be kept."""
    assert "strict-transport-security" not in house.stranger().get("/health").headers
    house.https, house.app = True, create_app(house.desk, https=True)
    assert "strict-transport-security" in house.stranger().get("/health").headers


def test_an_unknown_page_is_a_page_with_a_way_back(house: House) -> None:
    """404, in words, for a stranger and for staff."""
    for visitor in (house.stranger(), house.sign_in("viewer")):
        answer = visitor.get("/nowhere")
        assert answer.status_code == 404
        assert 'href="/"' in answer.text


@pytest.mark.parametrize("path", ["/<b>ett", "/ett%00", "/%F0%9F%99%82", "/" + "a" * 5000])
def test_an_odd_address_is_an_ordinary_404(house: House, path: str) -> None:
    """And is not repeated on the page."""
    answer = house.sign_in("viewer").get(path)
    assert answer.status_code == 404
    assert path[1:] not in answer.text


def test_a_directory_that_is_not_there_says_what_to_do(house: House, tmp_path: Path) -> None:
    """503, in words."""
    answer = nowhere(house, tmp_path).get("/account")
    assert answer.status_code == 503
    assert "python -m directory status" in answer.text


@pytest.mark.parametrize(
    ("version", "advice"),
    [("0001", "python -m directory init"), ("tomorrow", "uppdatera programmet")],
)
def test_a_directory_of_another_version_says_what_to_do(house: House, version: str, advice: str) -> None:
    """The older one is brought up by a command, the newer one needs a newer program."""
    visitor = house.sign_in("viewer")
    with house.desk.writing_engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
    at_the_door = house.stranger().get("/login")
    with house.desk.writing_engine.begin() as connection:
        connection.execute(text("ALTER TABLE staff_session RENAME TO elsewhere"))
    for answer in (at_the_door, visitor.get("/account")):
        assert answer.status_code == 503
        assert advice in answer.text


def test_health_does_not_ask_the_directory(house: House, tmp_path: Path) -> None:
    """The process is up though the database is not; else the supervisor would restart it in vain."""
    assert nowhere(house, tmp_path).get("/health").json() == {"status": "ok"}


def test_the_style_is_there(house: House) -> None:
    """The one file that a page asks for."""
    answer = house.stranger().get("/static/staff.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/nothing.css"])
def test_nothing_but_the_style_is_served_as_a_file(house: House, path: str) -> None:
    """No way up into the code."""
    assert house.sign_in("admin").get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/service/%00",
        "/history?by=%00",
        "/queue?assignee=%00",
        "/undo/save/%00",
        "/changes/%00",
        "/imports/%00",
        "/welcome/%00",
        "/login?then=%00",
        "/gaps?behov=%00",
    ],
)
def test_a_zero_byte_in_an_address_is_an_ordinary_404(house: House, path: str) -> None:
    """PostgreSQL takes none, and would make it a broken page."""
    assert house.sign_in("approver").get(path).status_code == 404


def test_what_somebody_wrote_is_kept_when_the_directory_is_locked(house: House) -> None:
    """On the page that says so, to be sent again."""
    put_in(house.desk.writing_engine, *a_line())
    editor = house.sign_in("editor")
    sent = {"act": "no_answer", "method": "phone", "notes": "Ringde tre gånger"}
    with house.desk.writing("somebody") as session:
        session.scalars(select(Service).with_for_update()).all()
        answer = editor.post("/service/jour/verify", sent, headers={"Sec-Fetch-Site": "same-origin"})
    if house.desk.writing_engine.dialect.name == "sqlite":  # the other server lets both write
        assert answer.status_code == 503
        assert 'name="notes" value="Ringde tre gånger"' in answer.text
