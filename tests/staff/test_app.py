"""The staff's reading pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import httpx
from starlette.applications import Starlette

from directory.errors import DirectoryUnavailable
from directory.records import Service, Text
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
