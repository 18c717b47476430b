"""Which page language a browser gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.language import known, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "sv"),
        ("*", "sv"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en-US,en;q=0.5", "en"),
        ("nb-NO", "sv"),
        ("da", "sv"),
        ("ar,en;q=0.5", "en"),
        ("ro-RO", "en"),
        ("th,sv;q=0.3", "sv"),
    ],
)
def test_preferred(header: str, language: str) -> None:
    """Swedish for Nordic browsers and silent ones, English for all others."""
    assert preferred(header) == language


@given(st.text())
def test_any_header_gives_a_language(header: str) -> None:
    """Nonsense never breaks the page."""
    assert preferred(header) in {"sv", "en"}


@pytest.mark.parametrize(
    ("code", "language"), [("sv", "sv"), ("en", "en"), ("other", None), (None, None), ("de", None)]
)
def test_known(code: str | None, language: str | None) -> None:
    """Only our two."""
    assert known(code) == language
