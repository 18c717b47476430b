"""The page of numbers: what it tells, and what it keeps to itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from directory.counting.book import Book
from directory.counting.counts import Cell
from tests.staff.builders import House

OCTOBER, NOVEMBER = date(2026, 10, 5), date(2026, 11, 17)


def a_cell(on: date = OCTOBER, need: str = "sells_sex", **other: str) -> Cell:
    """A cell of the table."""
    return Cell(on, need, "sv", "answered")._replace(**other)  # type: ignore[arg-type] # words of the table


def count(house: House, counts: Mapping[Cell, int]) -> None:
    """As the chat does."""
    Book(house.desk.writing_engine.url.render_as_string(hide_password=False)).write(counts)


def see(house: House, query: str = "") -> str:
    """The page, as a viewer sees it."""
    answer = house.sign_in("viewer").get(f"/numbers{query}")
    assert answer.status_code == 200
    return answer.text


def test_without_counts_it_says_so(seeded_house: House) -> None:
    """And no picture of nothing."""
    page = see(seeded_house)
    assert "Inget har räknats ännu" in page
    assert "<img" not in page


def test_it_opens_with_what_people_ask_for_in_vain(seeded_house: House) -> None:
    """In words, with a way to the gaps; the newest month first."""
    count(
        seeded_house,
        {
            a_cell(outcome="no_contact"): 23,
            a_cell(need="addiction"): 40,
            a_cell(need="", outcome="not_understood"): 11,
        },
    )
    page = see(seeded_house)
    assert "Vad frågar människor efter som vi inte kan erbjuda?" in page
    assert '<a href="/gaps?behov=sells_sex">Jag får betalt för sex</a>: 23 gånger' in page
    assert "11 meddelanden förstods inte" in page
    assert page.index("23 gånger") < page.index("<table")


def test_a_small_number_stands_nowhere(seeded_house: House) -> None:
    """Nor one that gives it away."""
    count(seeded_house, {a_cell(): 400, a_cell(need="addiction"): 7, a_cell(need="money_help"): 13})
    page = see(seeded_house)
    assert "400" in page
    assert not {">7<", ">13<", ">413<", ">407<"} & set(page.split("\n"))
    for number in ("7", "13", "413", "407"):
        assert f"<td>{number}</td>" not in page
    assert "Färre än 10 eller dolt: " in page
    hidden = page[page.index("Färre än 10 eller dolt: ") :].partition("</p>")[0]
    assert "Alkohol, droger eller tabletter" in hidden
    assert "Pengar till mat, hyra eller skulder" in hidden


def test_the_running_month_is_told_in_tens(seeded_house: House) -> None:
    """And says that it is running."""
    count(seeded_house, {a_cell(NOVEMBER): 37})
    page = see(seeded_house)
    assert "minst 30" in page
    assert "Månaden pågår" in page


@pytest.mark.parametrize(
    ("per", "words"), [("dag", "2026-11-17"), ("vecka", "vecka 47, 2026"), ("manad", "oktober 2026")]
)
def test_the_course_by_day_week_and_month(seeded_house: House, per: str, words: str) -> None:
    """A picture, and the same as a table beside it."""
    count(seeded_house, {a_cell(NOVEMBER): 37, a_cell(): 12})
    page = see(seeded_house, f"?per={per}&manad=2026-10")
    assert words in page
    assert f'src="/numbers/course.svg?per={per}" alt="Staplar: meddelanden per' in page
    assert "Behov i oktober 2026" in page


@pytest.mark.parametrize("query", ["?manad=2026-01", "?manad=x", "?manad=' OR 1"])
def test_a_month_that_is_not_there_is_not_found(seeded_house: House, query: str) -> None:
    """No fault, and nothing of what was typed."""
    answer = seeded_house.sign_in("viewer").get(f"/numbers{query}")
    assert answer.status_code == 404


@pytest.mark.parametrize("picture", ["course.svg?per=vecka", "needs.svg?manad=2026-10", "needs.svg?ton=mork"])
def test_a_picture_needs_no_exception_from_the_policy(seeded_house: House, picture: str) -> None:
    """Whole XML; no style, no script, no address of another place to fetch from."""
    count(seeded_house, {a_cell(): 37, a_cell(outcome="no_contact"): 14, a_cell(need="addiction"): 20})
    answer = seeded_house.sign_in("viewer").get(f"/numbers/{picture}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    root = ElementTree.fromstring(answer.content)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in {"style", "script", "image", "foreignObject"}
        assert "style" not in element.attrib
        assert all(value.startswith("#") for name, value in element.attrib.items() if name.endswith("href"))
    assert answer.content == seeded_house.sign_in("viewer").get(f"/numbers/{picture}").content


def test_a_picture_holds_no_number_that_the_page_hides(seeded_house: House) -> None:
    """What is drawn is what is told: a hidden need has no bar."""
    count(seeded_house, {a_cell(): 40, a_cell(need="addiction"): 3, a_cell(need="money_help"): 12})
    with_hidden = seeded_house.sign_in("viewer").get("/numbers/needs.svg").content
    count(seeded_house, {a_cell(need="addiction"): 4})
    assert seeded_house.sign_in("viewer").get("/numbers/needs.svg").content == with_hidden


def test_matplotlib_is_not_imported_before_a_picture_is_asked_for() -> None:
    """A second and 40 MB that most runs never need."""
    code = "import sys, staff.contents; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_matplotlib_keeps_its_files_in_our_folder(seeded_house: House) -> None:
    """Not in the home of whoever runs us."""
    code = (
        "import sys; from pathlib import Path; from staff.plots import *; "
        "drawn(Bars(['a'], {'b': [1]}), LIGHT, Path(sys.argv[1])); import matplotlib; "
        "sys.exit(matplotlib.get_configdir() != sys.argv[1] or matplotlib.get_cachedir() != sys.argv[1])"
    )
    folder = seeded_house.desk.published_path.parent / "matplotlib"
    bare = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    assert subprocess.run([sys.executable, "-c", code, str(folder)], env=bare).returncode == 0


def test_days_are_those_of_stockholm(seeded_house: House) -> None:
    """Half an hour after midnight there, yesterday is over, whatever the day in London."""
    seeded_house.clock.now = seeded_house.clock.now.replace(hour=0, minute=30)
    yesterday = seeded_house.clock.now.date() - timedelta(days=1)
    count(seeded_house, {a_cell(yesterday): 15})
    assert f'<th scope="row">{yesterday}</th><td>15</td>' in see(seeded_house, "?per=dag")
