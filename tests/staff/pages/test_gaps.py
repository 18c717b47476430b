"""The page of gaps: filters, words, and ways to what can be mended."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest

from directory.counting.book import Book
from directory.counting.counts import Cell
from directory.models import Phone
from tests.directory.builders import service_of
from tests.staff.builders import House


def see(house: House, query: str = "") -> str:
    """The page, as a viewer sees it."""
    viewer = house.sign_in("viewer")
    for _ in range(20):  # on a busy machine they may not be worked out within a page's patience
        answer = viewer.get(f"/gaps{query}")
        assert answer.status_code == 200
        if "räknas fram" not in answer.text:
            break
    return answer.text


def rows(page: str) -> list[str]:
    """The rows of the table."""
    return page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]


def test_each_gap_leads_to_the_services_to_mend(seeded_house: House) -> None:
    """In words; nothing of the seed has been checked by anybody."""
    page = see(seeded_house, "?behov=sells_sex&brist=no_contact")
    assert rows(page)
    assert all("varken telefon eller chatt" in row for row in rows(page))
    assert '<a href="/service/mikamottagningen-sthlm">' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?behov=money_help", "Pengar till mat, hyra eller skulder"),
        ("?tid=night&brist=closed", "natt"),
        ("?brist=unverified", "ingen är kontrollerad"),
    ],
)
def test_every_filter_leaves_only_what_it_says(seeded_house: House, query: str, words: str) -> None:
    """And there is something left."""
    found = rows(see(seeded_house, query))
    assert found
    assert all(words in row or (words == "natt" and "alltid" in row) for row in found)
    assert len(found) < len(rows(see(seeded_house)))


def test_a_district_leaves_the_gaps_that_are_there(seeded_house: House) -> None:
    """Also those that are everywhere."""
    found = rows(see(seeded_house, "?stadsdel=farsta"))
    assert found
    assert all("Farsta" in row or "överallt" in row for row in found)


@pytest.mark.parametrize(
    "query", ["?behov=x", "?stadsdel=paris", "?tid=1", "?brist=allt", "?sida=99", "?sida=x"]
)
def test_words_that_are_not_ours_are_not_found(seeded_house: House, query: str) -> None:
    """404, and not the whole list."""
    assert seeded_house.sign_in("viewer").get(f"/gaps{query}").status_code == 404


def test_what_was_typed_is_never_repeated(seeded_house: House) -> None:
    """Not in the form either."""
    answer = seeded_house.sign_in("viewer").get(f"/gaps?behov={quote('<script>alert(1)</script>')}")
    assert "alert(1)" not in answer.text


def test_the_most_asked_comes_first(seeded_house: House) -> None:
    """With how often, as far as that may be told."""
    url = seeded_house.desk.writing_engine.url.render_as_string(hide_password=False)
    assert "Jag köper sex" not in rows(see(seeded_house))[0]
    Book(url).write({Cell(date(2026, 10, 5), "buys_sex", "sv", "answered"): 25})
    first = rows(see(seeded_house))[0]
    assert "Jag köper sex" in first
    assert "minst 25 gånger" in first


def test_a_mended_service_is_no_gap_any_more(seeded_house: House) -> None:
    """At once: the gaps are worked out anew when the directory has changed."""
    seeded_house.clock.move(hours=1)
    before = rows(see(seeded_house, "?behov=buys_sex"))
    with seeded_house.desk.writing("nils@example.org") as session:
        service = service_of(session, "preventell")
        service.always_open = True
        service.phones.append(Phone(number="070-174 06 05", confidence="high"))
    after = rows(see(seeded_house, "?behov=buys_sex"))
    assert any("varken telefon eller chatt" in row for row in before)
    assert all("ingen är kontrollerad" in row for row in after)
