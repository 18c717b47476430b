"""Tests of the parsers of single cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.importing import cells
from directory.importing.faults import CellError


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
    ("cell", "answer"), [("ja", True), ("JA", True), ("x", True), ("yes", True), ("nej", False), ("0", False)]
)
def test_yes_and_no_are_understood_as_people_write_them(cell: str, answer: bool) -> None:
    """In both languages."""
    assert cells.yes_or_no(cell) is answer


@given(st.integers(0, 120))
def test_every_age_is_read(age: int) -> None:
    """Whole years."""
    assert cells.age(str(age)) == age


@given(st.one_of(st.integers(121), st.integers(max_value=-1), st.floats(), st.just("²"), st.just("١٨")))
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
