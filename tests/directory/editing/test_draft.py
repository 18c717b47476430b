"""A draft as a form sends it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.editing.draft import (
    FIELDS,
    LINES,
    TICKS,
    Draft,
    Line,
    from_pairs,
    packed,
    plain,
    to_pairs,
    unpacked,
)

WORDS = st.text(max_size=12).map(plain)
CODES = st.text("abc-", min_size=1, max_size=5)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Any draft."""
    fields = {name: draw(WORDS) for name in FIELDS}
    fields |= {f"need-{code}": draw(WORDS) for code in draw(st.sets(CODES, max_size=3))}
    return Draft(
        fields,
        {name: draw(st.frozensets(CODES, max_size=3)) for name in TICKS},
        {name: tuple(draw(lines(name)) for _ in range(draw(st.integers(0, 3)))) for name in LINES},
    )


@st.composite
def lines(draw: st.DrawFn, name: str) -> Line:
    """Any line of a list."""
    return Line(draw(WORDS), {cell: draw(WORDS) for cell in LINES[name]})


@settings(max_examples=40)
@given(drafts())
def test_what_is_sent_comes_back_as_it_was(draft: Draft) -> None:
    """Through the form, and packed into one box."""
    assert from_pairs(to_pairs(draft)) == draft
    assert unpacked(packed(draft)) == draft


@given(st.text())
def test_a_box_that_somebody_has_tampered_with_is_no_draft(text: str) -> None:
    """Never an error."""
    assert unpacked(text) is None or isinstance(unpacked(text), Draft)


def test_what_is_no_box_of_ours_is_passed_over() -> None:
    """Other names, other cells, other lists."""
    strange = [("id", "1"), ("phones-0-verified_on", "2026-01-01"), ("staff-0-id", "x"), ("phones-x-id", "1")]
    assert from_pairs(strange) == from_pairs([])


def test_a_new_line_that_nobody_wrote_in_is_no_line() -> None:
    """What is only chosen from a list does not count."""
    draft = from_pairs(
        [("phones-0-id", ""), ("phones-0-order", "1"), ("phones-1-id", ""), ("phones-1-number", "1")]
    )
    assert [line.cells["number"] for line in draft.meant().listed("phones")] == ["1"]


def test_a_line_that_is_sent_twice_counts_once() -> None:
    """No browser does that; the first stands."""
    draft = from_pairs([("phones-0-id", "a"), ("phones-0-number", "1"), ("phones-1-id", "a")]).meant()
    assert [line.cells["number"] for line in draft.listed("phones")] == ["1"]


def test_a_line_is_added_last_and_taken_away_by_its_place() -> None:
    """What the two buttons do."""
    draft = from_pairs([("phones-0-id", "a"), ("phones-1-id", "b")])
    assert [line.id for line in draft.with_line("phones").listed("phones")] == ["a", "b", ""]
    assert [line.id for line in draft.without_line("phones", 0).listed("phones")] == ["b"]
    assert draft.without_line("phones", 9) == draft


def test_line_ends_and_blanks_do_not_count() -> None:
    """A browser sends CRLF."""
    assert plain(" a\r\nb\x00 ") == "a\nb"
