"""The staff's reading pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import httpx
import pytest
from starlette.applications import Starlette

from directory.errors import DirectoryUnavailable
from directory.records import Link, Service, Source, Text
from staff.app import create_app
from tests.actions.builders import a_service


def ask(app: Starlette, path: str, method: str = "GET") -> httpx.Response:
    """One request to the pages, without a server."""

    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(base_url="http://staff", transport=transport) as client:
            return await client.request(method, path)

    return asyncio.run(one())


def a_house(*services: Service) -> Starlette:
    """The pages about these services."""
    return create_app(lambda: services)


def test_the_list_counts_what_is_unverified_and_without_a_number() -> None:
    """The two figures that staff have to bring down."""
    page = ask(a_house(a_service("ett"), a_service("tva", phones=())), "/").text
    assert "2 verksamheter, varav 2 inte är kontrollerade" in page
    assert "1 saknar telefonnummer" in page


def test_a_service_shows_its_number_and_both_languages() -> None:
    """Everything on one page."""
    page = ask(a_house(a_service("ett")), "/service/ett").text
    assert "070-174 06 05" in page
    assert "ett en" in page


def test_an_unknown_service_is_a_page_with_a_way_back() -> None:
    """404, in words."""
    answer = ask(a_house(), "/service/ingen")
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_a_directory_that_does_not_answer_says_what_to_do() -> None:
    """503, in words, without the fault's own."""

    def load() -> Iterable[Service]:
        raise DirectoryUnavailable("secret detail")

    answer = ask(create_app(load), "/")
    assert answer.status_code == 503
    assert "python -m directory status" in answer.text
    assert "secret detail" not in answer.text


def test_what_staff_wrote_is_text_and_never_markup() -> None:
    """A name with a tag in it is shown, not run."""
    evil = a_service("ett", name=Text("<script>x</script>"))
    assert "<script>x" not in ask(a_house(evil), "/").text


def test_nothing_can_be_posted() -> None:
    """The pages are for reading."""
    assert ask(a_house(a_service("ett")), "/service/ett", "POST").status_code == 405


@pytest.mark.parametrize("path", ["/", "/service/ett", "/service/ingen", "/nowhere", "/health"])
def test_every_page_is_kept_nowhere_and_runs_nothing(path: str) -> None:
    """No cache, no script, no frame, no referrer; also on the pages that say no."""
    headers = ask(a_house(a_service("ett")), path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]


def test_the_pages_need_no_script_and_nothing_from_elsewhere() -> None:
    """The policy would stop it; the page does not try."""
    page = ask(a_house(a_service("ett")), "/").text
    assert "<script" not in page
    assert "http" not in page.replace('href="/', "")


def test_the_style_is_there() -> None:
    """The one file that a page asks for."""
    answer = ask(a_house(), "/static/staff.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/nothing.css"])
def test_nothing_but_the_style_is_served_as_a_file(path: str) -> None:
    """No way up into the code."""
    assert ask(a_house(), path).status_code == 404


def test_health_does_not_ask_the_directory() -> None:
    """The process is up though the database is not; else the supervisor would restart it in vain."""

    def load() -> Iterable[Service]:
        raise DirectoryUnavailable("locked")

    assert ask(create_app(load), "/health").json() == {"status": "ok"}


def test_the_list_is_sorted_by_the_swedish_name() -> None:
    """Whatever order the database gives."""
    page = ask(a_house(a_service("b"), a_service("c"), a_service("a")), "/").text
    assert page.index("a sv") < page.index("b sv") < page.index("c sv")


def test_a_checked_service_counts_as_checked_and_shows_when() -> None:
    """The date a member of staff has vouched for it."""
    house = a_house(a_service("ett", assured_date=date(2026, 11, 20)), a_service("tva"))
    assert "2 verksamheter, varav 1 inte är kontrollerade" in ask(house, "/").text
    assert "2026-11-20" in ask(house, "/service/ett").text


def test_where_a_number_was_read_stands_beside_it() -> None:
    """Source and its date, so that staff know what to check it against."""
    phone = a_service("ett").phones[0]
    sourced = replace(phone, source=Source("example.org", "2024-04-16"))
    page = ask(a_house(a_service("ett", phones=(sourced,))), "/service/ett").text
    assert "(high, example.org, 2024-04-16)" in page


@pytest.mark.parametrize("code", ["<b>ett", "ett%00", "%F0%9F%99%82", "a" * 5000])
def test_an_odd_address_is_an_ordinary_404(code: str) -> None:
    """And is not repeated on the page."""
    answer = ask(a_house(a_service("ett")), f"/service/{code}")
    assert answer.status_code == 404
    assert code not in answer.text


def test_a_link_from_the_directory_is_shown_as_text() -> None:
    """Staff see where it leads before they go there; no "javascript:" can hide behind it."""
    evil = Link("javascript:alert(1)", Text("x"), "web", "low")
    assert 'href="javascript' not in ask(a_house(a_service("ett", links=(evil,))), "/service/ett").text


def test_a_correction_is_on_the_page_at_once() -> None:
    """The directory is asked each time; nothing is kept from the last visit."""
    services = [a_service("ett")]
    house = create_app(lambda: tuple(services))
    assert "Nytt namn" not in ask(house, "/").text
    services[0] = a_service("ett", name=Text("Nytt namn"))
    assert "Nytt namn" in ask(house, "/").text
