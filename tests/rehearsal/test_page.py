"""The report as a web page."""

from __future__ import annotations

from rehearsal.coverage import Seen
from rehearsal.page import page
from rehearsal.play import play
from tests.rehearsal.builders import a_case, a_turn, expect
from tests.rehearsal.fakes import FakeDoor

TOUCHED = (Seen("needs", frozenset({"greet"}), frozenset({"greet", "thanks"})),)


def test_a_failed_case_stands_first_with_its_difference() -> None:
    """Expected, got and where; then every case, then what no script touches."""
    outcome = play(a_case(a_turn(expect("need", "greet"))), FakeDoor({}), lambda: 0.0)
    html = page([outcome], TOUCHED)
    for text in (
        "0 passed, 1 failed",
        "+ need: greet",
        "- need: null",
        "talk.yml:4",
        "without a script: thanks",
    ):
        assert text in html


def test_a_run_without_differences_has_no_such_part() -> None:
    """Nothing to look at is not shown."""
    html = page([play(a_case(), FakeDoor({}), lambda: 0.0)], TOUCHED)
    assert "1 passed, 0 failed" in html
    assert "What differs" not in html


def test_markup_in_a_script_stays_text() -> None:
    """A visitor's <b> is shown, not obeyed."""
    outcome = play(a_case(a_turn(expect("need", "x"), words="<script>")), FakeDoor({}), lambda: 0.0)
    html = page([outcome], TOUCHED)
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_the_page_asks_nobody_for_anything() -> None:
    """No address, picture or script of another place."""
    html = page([play(a_case(), FakeDoor({}), lambda: 0.0)], TOUCHED)
    assert not any(word in html for word in ("http", "src=", "url(", "@import"))
