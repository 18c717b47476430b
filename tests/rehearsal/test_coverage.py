"""What the scripts touch, and what they do not."""

from __future__ import annotations

from pathlib import Path

from rehearsal.coverage import coverage, read_column, uncovered
from tests.rehearsal.builders import a_case, a_turn, expect, write

CASES = (
    a_case(a_turn(expect("need", "greet"), expect("card", "bris")), language="sv"),
    a_case(a_turn(expect("card_first", "112"), expect("no_card", "kast-sthlm"), expect("need", None))),
)


def test_a_script_touches_what_it_expects() -> None:
    """A card that must not come is not covered by that."""
    needs, cards, languages = coverage(CASES, None, None)
    assert needs.touched == {"greet"}
    assert cards.touched == {"bris", "112"}
    assert languages.touched == {"sv"}
    assert [str(seen) for seen in (needs, cards, languages)] == ["needs 1", "cards 2", "languages 1 of 2"]


def test_what_no_script_expects_is_listed() -> None:
    """Against the directory's lists; a word that is in no list does not count."""
    touched = coverage(CASES, frozenset({"greet", "thanks"}), frozenset({"112"}))
    assert [str(seen) for seen in touched] == ["needs 1 of 2", "cards 1 of 1", "languages 1 of 2"]
    assert list(uncovered(touched)) == ["needs without a script: thanks", "languages without a script: en"]


def test_without_a_list_it_says_so() -> None:
    """Not knowing is not the same as nothing missing."""
    assert next(iter(uncovered(coverage(CASES, None, None)))) == "needs: no list to compare with"


def test_the_lists_are_read_from_the_directorys_own_file(tmp_path: Path) -> None:
    """Needs in one column, their offers parted by bars in another; empty cells are no codes."""
    path = write(tmp_path, "needs.csv", "code,offers\ngreet,\nbuys_sex,kast-sthlm|preventell\n")
    assert read_column(path, "code") == frozenset({"greet", "buys_sex"})
    assert read_column(path, "offers") == frozenset({"kast-sthlm", "preventell"})


def test_no_list_is_no_fault(tmp_path: Path) -> None:
    """A missing file, an empty one, or one without the column gives nothing to compare with."""
    assert read_column(tmp_path / "none.csv", "code") is None
    assert read_column(write(tmp_path, "empty.csv", "code\n"), "code") is None
    assert read_column(write(tmp_path, "other.csv", "name\nBris\n"), "code") is None
