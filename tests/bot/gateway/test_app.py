"""What every response carries, and what stands when things break."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.gateway.answer_step import AnswerStep
from bot.gateway.app import create_app
from bot.gateway.last_net import LastNet
from bot.gateway.neighbours import RasaAnswer
from tests.bot.gateway.builders import (
    FakeRasa,
    Visitor,
    a_card,
    a_log,
    a_reply,
    a_tester,
    a_visitor,
    run,
    some_parts,
)

HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noarchive",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
}
PATHS = [
    "/",
    "/akut",
    "/integritet",
    "/utskrift",
    "/lamna",
    "/health",
    "/static/chat.css",
    "/finns-inte",
    "/static/../app.py",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_every_header(path: str) -> None:
    """Pages, files, redirects and errors alike; and nothing that tells of the server or marks the browser."""
    answer = a_visitor().get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert not {"server", "etag", "last-modified", "server-timing"} & set(answer.headers)


@pytest.mark.parametrize("path", ["/", "/akut", "/integritet", "/finns-inte"])
def test_every_page_is_padded_to_four_kibibytes(path: str) -> None:
    """And so are answers and fragments."""
    visitor = a_visitor(FakeRasa(RasaAnswer(a_reply(cards=(a_card(),)))))
    assert len(visitor.get(path).content) % 4096 == 0
    visitor.get()
    assert len(visitor.post({"x-requested-with": "fetch"}, text="hej").content) % 4096 == 0


def test_answers_of_different_length_have_the_same_size() -> None:
    """A short and a long answer cannot be told apart by their size."""
    sizes = set()
    for text in ("Hej.", "Ett längre svar. " * 20):
        visitor = a_visitor(FakeRasa(RasaAnswer(a_reply(text))))
        visitor.get()
        sizes.add(len(visitor.post({"x-requested-with": "fetch"}, text="hej").content))
    assert sizes == {4096}


def test_the_padding_is_different_every_time() -> None:
    """So that it cannot be compressed away or used as a mark."""
    visitor = a_visitor()
    assert visitor.get("/integritet").text != visitor.get("/integritet").text


@pytest.mark.parametrize(
    ("scheme", "cookie"),
    [("http", "s="), ("https", "__Host-s=")],
)
def test_the_cookie(scheme: str, cookie: str) -> None:
    """HttpOnly, Strict, no lifetime, no domain; Secure and bound to the host over https."""
    visitor = a_visitor()
    visitor.base_url = f"{scheme}://lotsen.example.org"
    sent = visitor.get().headers["set-cookie"]
    assert sent.startswith(cookie)
    parts = {part.strip().lower() for part in sent.split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=strict"} | ({"secure"} if scheme == "https" else set())


def test_the_page_names_no_other_host() -> None:
    """No address of anybody else in page, style or script."""
    visitor = a_visitor()
    for path in ("/", "/integritet", "/static/chat.css", "/static/chat.js"):
        assert "//" not in visitor.get(path).text.replace("// ", "")


@pytest.mark.parametrize(
    "path", ["/finns-inte", "/webhooks/rest/webhook", "/conversations/x/tracker", "/docs"]
)
def test_unknown_addresses_get_a_page_with_112(path: str) -> None:
    """Not an empty 404."""
    answer = a_visitor().get(path)
    assert answer.status_code == 404
    assert "tel:112" in answer.text


def test_a_fault_in_a_page_still_shows_112_and_logs_no_words() -> None:
    """The outermost net answers, in the same headers, and its log has class and hour only."""
    out = io.StringIO()
    parts = some_parts(log=a_log(out))

    class BrokenPages:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("hemlig text")

    whole = create_app(parts)
    whole.state.parts = replace(parts, pages=BrokenPages())  # type: ignore[arg-type]  # broken on purpose
    answer = Visitor(whole).get()
    assert answer.status_code == 500
    assert "tel:112" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "RuntimeError" in out.getvalue()
    assert "hemlig" not in out.getvalue()


def test_a_fault_after_the_answer_began_is_logged_and_does_not_begin_another() -> None:
    """The net cannot mend a page that is half sent; it must not break it further."""
    out = io.StringIO()

    async def half(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    sent: list[Mapping[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    run(LastNet(half, "sida", a_log(out))({"type": "http"}, None, send))  # type: ignore[arg-type]  # never received
    assert [message["type"] for message in sent] == ["http.response.start"]
    assert "RuntimeError" in out.getvalue()


@pytest.mark.parametrize(("method", "held"), [("POST", True), ("GET", False)])
def test_answers_to_posts_leave_at_whole_steps(method: str, held: bool) -> None:
    """A turn that took 1.1 steps is held to 2; pages are not held."""

    async def work(_: Any) -> PlainTextResponse:
        await asyncio.sleep(0.11)
        return PlainTextResponse("klart")

    app = Starlette(
        routes=[Route("/", work, methods=["GET", "POST"])],
        middleware=[Middleware(AnswerStep, step=0.1, ticks=monotonic)],
    )

    async def ask() -> float:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            began = monotonic()
            await client.request(method, "/")
            return monotonic() - began

    assert (run(ask()) >= 0.2) is held


def test_health_says_only_that_it_lives() -> None:
    """No versions, no counts."""
    assert a_visitor().get("/health").json() == {"status": "ok"}


def test_the_chat_has_no_testers_door_and_the_door_no_pages() -> None:
    """Each app has its own routes."""
    assert a_visitor().ask("POST", "/turn", {}, json={}).status_code == 404
    assert a_tester().get("/").status_code == 404


@pytest.mark.parametrize("name", ["chat.css", "chat.js"])
def test_style_and_script_are_compressed_only_for_browsers_that_ask(name: str) -> None:
    """The same bytes come out either way."""
    visitor = a_visitor()
    packed = visitor.get(f"/static/{name}", **{"accept-encoding": "gzip"})
    plain = visitor.get(f"/static/{name}", **{"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content


def test_the_first_load_is_at_most_14_kibibytes() -> None:
    """Page, style, script and icon together, as they go over the wire."""
    visitor = a_visitor()
    total = 0
    for path in ("/", "/static/chat.css", "/static/chat.js", "/static/icon.png"):
        total += int(visitor.get(path, **{"accept-encoding": "gzip"}).headers["content-length"])
    assert total <= 14 * 1024
