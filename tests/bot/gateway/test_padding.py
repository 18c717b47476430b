"""Padding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.padding import STEP, pad


@given(st.text(max_size=200) | st.integers(STEP - 20, STEP + 5).map(lambda length: "x" * length))
def test_every_page_is_a_multiple_and_begins_as_it_was(page: str) -> None:
    """Whole steps of 4 KiB, never a whole step more than needed, and the page itself untouched."""
    padded = pad(page)
    assert len(padded) % STEP == 0
    assert len(padded) - len(page.encode()) < STEP + 10
    assert padded.startswith(page.encode())
    assert padded.endswith(b"-->\n")
