"""What is taken in with a form, and where it stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.responses import JSONResponse, Response

from staff import form
from staff.app import create_app
from staff.form import FORM_BYTES, MOST_FIELDS, UPLOAD_BYTES, UploadedFile
from staff.page import Page
from staff.visit import Visit
from tests.staff.builders import CHEAP, House, Visitor


def echo(visit: Visit) -> Response:
    """What arrived."""
    file = visit.form.get("file")
    size = len(file.content) if isinstance(file, UploadedFile) else 0
    name = file.name if isinstance(file, UploadedFile) else ""
    return JSONResponse(
        {"words": visit.form.texts("words"), "text": visit.form.text("file"), "size": size, "name": name}
    )


@pytest.fixture
def visitor(house: House) -> Visitor:
    """An editor at a house with one page, which says what it got."""
    house.app = create_app(house.desk, passwords=CHEAP, pages=(Page("/echo", post=echo),))
    return house.sign_in("editor")


def test_fields_and_files_arrive_whole(visitor: Visitor) -> None:
    """All of one name in their order; a file with its name."""
    got = visitor.post(
        "/echo", [("words", "å"), ("words", "b\r\nc")], files={"file": ("a.csv", b"1;2")}
    ).json()
    assert got == {"words": ["å", "b\nc"], "text": "", "size": 3, "name": "a.csv"}


def test_a_form_without_files_is_small(visitor: Visitor) -> None:
    """One byte too many is too many."""
    assert visitor.post("/echo", {"words": "a" * (FORM_BYTES - 200)}).status_code == 200
    answer = visitor.post("/echo", {"words": "a" * FORM_BYTES})
    assert answer.status_code == 413
    assert "5 MB" in answer.text


def test_a_file_is_at_most_five_megabytes(visitor: Visitor) -> None:
    """As the page says."""
    assert visitor.post("/echo", files={"file": ("a.csv", b"a" * 4_900_000)}).json()["size"] == 4_900_000
    assert visitor.post("/echo", files={"file": ("a.csv", b"a" * UPLOAD_BYTES)}).status_code == 413


def test_a_body_that_does_not_say_how_long_it_is_stops_at_the_limit(visitor: Visitor) -> None:
    """The counting is ours, not the sender's."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(10_000):
            yield b"words=" + b"a" * 10_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.request("POST", "/echo", content=endless(), headers=headers).status_code == 413


def test_too_many_fields_are_refused(visitor: Visitor) -> None:
    """A form of ours has a few hundred at the most."""
    assert visitor.post("/echo", [("w", "")] * (MOST_FIELDS - 10)).status_code == 200
    assert visitor.post("/echo", [("w", "")] * (MOST_FIELDS + 10)).status_code in (400, 413)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/mixed"])
def test_only_forms_are_read(visitor: Visitor, kind: str) -> None:
    """Other kinds could be sent from elsewhere without asking, or need another reader."""
    assert visitor.request("POST", "/echo", content=b"{}", headers={"Content-Type": kind}).status_code == 415


@pytest.mark.parametrize(
    "body", [b"--x\r\nrubbish", b"", b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--"]
)
def test_a_broken_upload_is_a_page_and_no_fault_of_ours(visitor: Visitor, body: bytes) -> None:
    """400 or 403, in words."""
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert visitor.request("POST", "/echo", content=body, headers=headers).status_code in (400, 403)


def test_a_form_that_never_ends_is_let_go(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """408 when patience ends."""
    monkeypatch.setattr(form, "PATIENCE", 0.05)

    async def slow() -> AsyncIterator[bytes]:
        yield b"words=a"
        await asyncio.sleep(5)

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.request("POST", "/echo", content=slow(), headers=headers).status_code == 408


def test_a_stranger_cannot_upload_anything(house: House, visitor: Visitor) -> None:
    """Not at the sign-in, and a page's body is not read before the gate."""
    stranger: Visitor = house.stranger()
    answer: httpx.Response = stranger.post("/login", files={"file": ("a.csv", b"a")})
    assert answer.status_code == 415
    assert stranger.post("/echo", files={"file": ("a.csv", b"a")}).status_code in (303, 401)


def test_nulls_never_reach_the_database(visitor: Visitor) -> None:
    """PostgreSQL would stop at them."""
    assert visitor.post("/echo", {"words": "a\x00b"}).json()["words"] == ["ab"]


def test_signs_that_nobody_sees_and_that_turn_text_around_are_left_out(visitor: Visitor) -> None:
    """A number that reads in another order than it is dialled would hurt somebody."""
    got = visitor.post("/echo", {"words": "a\u202eb\u2066c\x00d\x1be\tf\u200fg"}).json()
    assert got["words"] == ["abcde\tf\u200fg"]
