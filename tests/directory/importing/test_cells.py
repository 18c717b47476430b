"""Tests of the parsers of single cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.importing import cells
from directory.importing.faults import CellError, Problem


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("070-174 06 05", "070-174 06 05"),
        ("  070-174   06 05 ", "070-174 06 05"),
        ("+46 70 174 06 05", "+46 70 174 06 05"),
        ("114 14", "114 14"),
        ("116 111", "116 111"),
        ("90101", "90101"),
    ],
)
def test_a_number_stays_as_it_was_typed(cell: str, number: str) -> None:
    """People recognise numbers by their grouping; short numbers are numbers too."""
    assert cells.phone(cell) == number


@pytest.mark.parametrize("cell", ["namn@example.org", "mailto:namn@example.org"])
def test_a_mailbox_is_read_with_and_without_its_scheme(cell: str) -> None:
    """People paste both."""
    assert cells.email(cell) == "namn@example.org"


@pytest.mark.parametrize("cell", ["namn", "namn@example", "a@b.se, c@d.se", "n @example.org", "@example.org"])
def test_what_is_no_mailbox_is_refused(cell: str) -> None:
    """One whole address, nothing else."""
    with pytest.raises(CellError):
        cells.email(cell)


@pytest.mark.parametrize(
    "cell", ["https://example.org", "http://example.org/sida?x=1", "https://exempel.stockholm/å"]
)
def test_a_web_address_is_taken_as_it_stands(cell: str) -> None:
    """Also those with Swedish letters and new endings."""
    assert cells.url(cell) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https://example",
        "https://a b.se",
        "https://[",
        "mailto:a@example.org",
        "data:text/html,x",
    ],
)  # fmt: skip - one list
def test_what_a_visitor_cannot_be_sent_to_is_refused(cell: str) -> None:
    """Only whole addresses of pages."""
    with pytest.raises(CellError):
        cells.url(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("ja", True),
        ("JA", True),
        ("x", True),
        ("yes", True),
        ("SANT", True),
        ("1", True),
        ("nej\xa0", False),
        ("0", False),
        ("FALSKT", False),
    ],
)
def test_yes_and_no_are_understood_as_people_write_them(cell: str, answer: bool) -> None:
    """In both languages."""
    assert cells.yes_or_no(cell) is answer


@given(st.integers(0, 120))
def test_every_age_is_read(age: int) -> None:
    """Whole years."""
    assert cells.age(str(age)) == age


@pytest.mark.parametrize("cell", ["18,0", "18.00", " 18\u200b", "18\xa0"])
def test_an_age_is_read_as_a_spreadsheet_leaves_it(cell: str) -> None:
    """With decimals and unseen blanks."""
    assert cells.age(cell) == 18


HALVES = st.floats().filter(lambda number: number != number // 1 or not 0 <= number <= 120)


@given(st.one_of(st.integers(121), st.integers(max_value=-1), HALVES, st.just("²"), st.just("١٨")))
def test_no_other_number_is_an_age(age: object) -> None:
    """Neither halves, nor thousands, nor digits of other scripts."""
    with pytest.raises(CellError):
        cells.age(str(age))


@given(st.lists(st.sampled_from(["sv", "en", "so"])))
def test_several_values_come_each_once_and_in_order(values: list[str]) -> None:
    """Blanks around them and empty ones between them do not count."""
    cell = " | ".join(values) + " |"
    assert cells.several(cells.language)(cell) == tuple(dict.fromkeys(values))


@pytest.mark.parametrize("cell", ["hemlig", "Skyddad adress", "SECRET", "Exempelgatan 1 (hemlig)"])
def test_an_address_that_calls_itself_secret_is_refused(cell: str) -> None:
    """It must not even be stored."""
    with pytest.raises(CellError):
        cells.street_address(cell)


def test_an_ordinary_address_is_taken() -> None:
    """The test above can fail."""
    assert cells.street_address("Hemliavägen 3") == "Hemliavägen 3"


@pytest.mark.parametrize("cell", ["7,01741E+08", "7.01741e+08", "701740605,0", "7E+8"])
def test_a_number_that_a_spreadsheet_reckoned_with_is_refused(cell: str) -> None:
    """Its last digits are gone: nobody can guess them."""
    with pytest.raises(CellError) as told:
        cells.phone(cell)
    assert told.value.problem.name == "number_by_spreadsheet"


@pytest.mark.parametrize("cell", ["701740605", "20505050", "850828000"])
def test_a_number_without_its_zero_is_refused_with_advice(cell: str) -> None:
    """A spreadsheet takes it for a sum."""
    with pytest.raises(CellError) as told:
        cells.phone(cell)
    assert told.value.problem.name == "lost_zero"
    assert f"0{cell}" in told.value.problem.message("sv")


@pytest.mark.parametrize("cell", ["112", "1177", "116111", "90101", "116006"])
def test_a_short_number_has_lost_no_zero(cell: str) -> None:
    """It never had one."""
    assert cells.phone(cell) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-27",
        "27/11/2026",
        "27.11.2026",
        "2026-11-27 00:00",
        "2026-11-27T00:00:00",
        "\u200e2026-11-27 ",
    ],
)
def test_a_date_is_read_as_spreadsheets_write_it(cell: str) -> None:
    """With the day first, or with a midnight after it."""
    assert cells.day(cell).isoformat() == "2026-11-27"
    assert cells.source_day(cell.strip("\u200e ")) == "2026-11-27"


@pytest.mark.parametrize("cell", ["11/27/2026", "2026-02-30", "46353", "igår", "2026-11-27 14:00"])
def test_what_is_no_date_is_refused(cell: str) -> None:
    """Neither the American order nor a spreadsheet's own count of days is guessed at."""
    with pytest.raises(CellError):
        cells.day(cell)


def test_the_date_of_a_source_may_be_words() -> None:
    """Sources are like that."""
    assert cells.source_day("undated (about 2017)") == "undated (about 2017)"


def test_needs_come_with_their_place_in_the_order() -> None:
    """Each once; the last word counts."""
    assert cells.ranks(("a", "b"))("a:1| B : 12") == {"a": 1, "b": 12}


@pytest.mark.parametrize("cell", ["a", "a:0", "a:x", "c:1", "a:1.5"])
def test_needs_without_a_place_are_refused(cell: str) -> None:
    """And needs that there are not."""
    with pytest.raises(CellError):
        cells.ranks(("a", "b"))(cell)


def test_fixed_words_may_be_swedish() -> None:
    """What the export writes, and the word of the database."""
    read = cells.one_of(("active", "defunct"), {"active": "aktiv", "defunct": "upphörd"})
    assert [read(word) for word in ("Aktiv", "ACTIVE", "upphörd\xa0")] == ["active", "active", "defunct"]


@given(st.text(max_size=20))
def test_no_cell_whatever_makes_a_parser_fall_over(cell: str) -> None:
    """A value, or a fault that can be told."""
    week = (
        cells.day,
        cells.days,
        cells.age,
        cells.phone,
        cells.week,
        cells.other_days,
        cells.code,
        cells.url,
    )
    for parse in (
        *week,
        cells.email,
        cells.language,
        cells.yes_or_no,
        cells.street_address,
        cells.source_day,
    ):
        problem = problem_of(parse, cell)
        assert problem is None or (problem.message("sv") and problem.message("en"))


def problem_of(parse: Callable[[str], object], cell: str) -> Problem | None:
    """What is wrong with the cell, when something is."""
    try:
        parse(cell)
    except CellError as error:
        return error.problem
    return None


@pytest.mark.parametrize(
    ("parser", "long"),
    [(cells.phone, f"070{'.' * 60}174 06 05"), (cells.email, f"{'a' * 300}@example.org")],
)
def test_what_no_column_holds_is_too_long(parser: Callable[[str], str], long: str) -> None:
    """PostgreSQL would refuse the whole file without a word of the row."""
    with pytest.raises(CellError) as refused:
        parser(long)
    assert refused.value.problem.name == "too_long"
