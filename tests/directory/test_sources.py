"""Where a fact was read, in words."""

from __future__ import annotations

import pytest

from directory.records import Source
from directory.sources import source_words


@pytest.mark.parametrize(
    ("read", "sv", "en"),
    [
        ("2024-04-16", "example.org, 2024-04-16", "example.org, 2024-04-16"),
        ("2023-11", "example.org, 2023-11", "example.org, 2023-11"),
        ("2021", "example.org, 2021", "example.org, 2021"),
        ("2024 (on the year 2023)", "example.org, 2024", "example.org, 2024"),
        ("about 2017", "example.org, omkring 2017", "example.org, about 2017"),
        ("undated (about 2020)", "example.org, omkring 2020", "example.org, about 2020"),
        ("undated", "example.org, utan datum", "example.org, undated"),
        ("undated (before 2018: it names another agency)", "example.org, utan datum", "example.org, undated"),
        ("undated (2020-22, covid)", "example.org, utan datum", "example.org, undated"),
        ("text on 2022", "example.org, utan datum", "example.org, undated"),
        ("", "example.org, utan datum", "example.org, undated"),
    ],
)
def test_a_source_says_its_page_and_its_date(read: str, sv: str, en: str) -> None:
    """A date of the page's own stands as it is; a guessed year says so; anything else is undated."""
    assert source_words(Source("example.org", read), "sv") == sv
    assert source_words(Source("www.example.org", read), "en") == en
