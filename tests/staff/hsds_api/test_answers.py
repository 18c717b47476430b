"""What the API tells, and what it never tells."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from starlette.applications import Starlette

from directory.models import Service
from staff.hsds_api.routes import routes
from tests.directory.hsds_directories import WHOLE
from tests.directory.hsds_schemas import faults_of
from tests.staff.hsds_api.conftest import ADesk, request

Ask = Callable[[str], Any]


def test_every_service_is_what_hsds_says_a_service_is(ask: Ask) -> None:
    """In the list, in the full list, and by itself."""
    listed = ask("/hsds/services?per_page=100")
    full = ask("/hsds/services?per_page=100&full=true")
    assert listed["total_items"] == full["total_items"] == len(listed["contents"])
    for one in (*listed["contents"], *full["contents"], ask(f"/hsds/services/{WHOLE}")):
        assert faults_of("service", one) == []


def test_organisations_and_places_are_what_hsds_says(ask: Ask) -> None:
    """Lists and single ones."""
    for name, schema in (("organizations", "organization"), ("service_at_locations", "service_at_location")):
        found = ask(f"/hsds/{name}?per_page=100")["contents"]
        assert found
        for one in (*found, ask(f"/hsds/{name}/{found[0]['id']}")):
            assert faults_of(schema, one) == []


def test_a_page_counts_as_hsds_counts(ask: Ask) -> None:
    """Numbers, and the two flags at the ends."""
    first = ask("/hsds/services?per_page=10")
    assert (first["page_number"], first["size"], first["first_page"], first["last_page"]) == (
        1,
        10,
        True,
        False,
    )
    last = ask(f"/hsds/services?per_page=10&page={first['total_pages']}")
    assert (last["first_page"], last["last_page"], last["empty"]) == (False, True, False)
    beyond = ask("/hsds/services?per_page=10&page=99")
    assert (beyond["empty"], beyond["contents"]) == (True, [])


def test_pages_hold_every_service_once(ask: Ask) -> None:
    """Together they are the list."""
    ids = [
        one["id"]
        for number in range(1, 9)
        for one in ask(f"/hsds/services?minimal=true&per_page=10&page={number}")["contents"]
    ]
    assert len(ids) == len(set(ids)) == ask("/hsds/services")["total_items"]


def test_hidden_places_notes_and_doubtful_numbers_are_not_told(ask: Ask) -> None:
    """Whatever is asked for."""
    told = json.dumps(
        [
            ask(f"/hsds/services/{WHOLE}"),
            ask("/hsds/services?full=true&per_page=100"),
            ask("/hsds/service_at_locations?per_page=100"),
            ask("/hsds/organizations?per_page=100"),
        ],
        ensure_ascii=False,
    )  # fmt: skip - four answers
    assert "070-174 06 05" in told
    for secret in ("HEMLIG", "SECRET", "DOLT", "DOLDA", "namn.efternamn", "070-174 06 06"):
        assert secret not in told


def test_what_is_not_running_is_not_there(app: Starlette, desk: ADesk) -> None:
    """Neither in the list nor by its id."""
    with desk.reading() as session:
        stopped = [one.id for one in session.query(Service).filter(Service.status != "active")]
    assert stopped
    listed = request(app, "/hsds/services?minimal=true&per_page=100").json()["contents"]
    assert not {one["id"] for one in listed} & set(stopped)
    assert {request(app, f"/hsds/services/{one}").status_code for one in stopped} == {404}


def test_services_are_found_by_words_terms_organisation_and_date(ask: Ask) -> None:
    """Each narrows the list."""
    assert [one["id"] for one in ask("/hsds/services?search=EXEMPELMOTT")["contents"]] == [WHOLE]
    whole = ask(f"/hsds/services/{WHOLE}")
    term = whole["attributes"][0]["taxonomy_term"]
    for query in (
        f"organization_id={whole['organization_id']}",
        f"taxonomy_term_id={term['id']}",
        f"taxonomy_id={term['taxonomy_id']}",
        "modified_after=2026-11-23",
    ):
        assert WHOLE in {one["id"] for one in ask(f"/hsds/services?per_page=100&{query}")["contents"]}
    assert ask("/hsds/services?modified_after=2026-11-24")["empty"]
    assert ask("/hsds/services?search=%25")["empty"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "per_page=101",
        "full=yes",
        "taxonomy_id=1",
        "modified_after=igår",
        "colour=red",
        "page=1&page=2",
        "search=",
        "search=%00",
    ],
)  # fmt: skip - a list
def test_a_wrong_question_is_a_problem_that_repeats_no_value(app: Starlette, query: str) -> None:
    """400, which parameter, and what it may be."""
    answer = request(app, f"/hsds/services?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == query.partition("=")[0]


def test_whoever_the_guard_does_not_know_reads_nothing(desk: ADesk) -> None:
    """Not even the description."""
    closed = Starlette(routes=list(routes(desk, lambda _request: False)))
    for path in ("/", "/services", f"/services/{WHOLE}", "/openapi.json"):
        assert request(closed, f"/hsds{path}").status_code == 401


def test_nothing_can_be_changed(app: Starlette) -> None:
    """Reading is all there is."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert request(app, "/hsds/services", method).status_code == 405


def test_a_page_asks_the_database_a_fixed_number_of_questions(app: Starlette, desk: ADesk) -> None:
    """As many for fifty services as for five."""
    asked: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    counts = []
    for size in (5, 50):
        asked.clear()
        request(app, f"/hsds/services?full=true&per_page={size}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


def test_the_list_is_quick(app: Starlette) -> None:
    """A rough guard; ten thousand services are measured in docs/hsds.md."""
    request(app, "/hsds/services")
    began = time.perf_counter()
    request(app, "/hsds/services")
    assert time.perf_counter() - began < 1
