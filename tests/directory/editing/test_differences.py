"""Two people's changes in one draft."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from directory.editing.differences import merge
from directory.editing.draft import Draft, Line, from_pairs
from tests.directory.editing.builders import adding, line, on_line, ticking, typing
from tests.directory.editing.test_draft import drafts


def a_draft() -> Draft:
    """Two numbers, a name, some ticks."""
    return from_pairs(
        [
            ("name_sv", "Namn"),
            ("areas", "jarva"),
            ("areas", "farsta"),
            ("phones-0-id", "a"),
            ("phones-0-number", "070-174 06 05"),
            ("phones-1-id", "b"),
            ("phones-1-number", "070-174 06 06"),
        ]
    )


def paths(base: Draft, mine: Draft, now: Draft) -> list[tuple[str, str, bool]]:
    """What is said of the other's changes."""
    return [(one.path, one.text, one.clashes) for one in merge(base, mine, now).theirs]


def test_different_boxes_come_together() -> None:
    """Both changes stand, and the other's is told."""
    base = a_draft()
    mine, now = typing(name_sv="Nytt")(base), typing(description_sv="Ord")(base)
    merged = merge(base, mine, now).draft
    assert (merged.text("name_sv"), merged.text("description_sv")) == ("Nytt", "Ord")
    assert paths(base, mine, now) == [("description_sv", "Ord", False)]


def test_in_one_box_ones_own_stays_and_the_others_is_told() -> None:
    """Nothing is lost silently."""
    base = a_draft()
    mine, now = typing(name_sv="Mitt")(base), typing(name_sv="Deras")(base)
    assert merge(base, mine, now).draft.text("name_sv") == "Mitt"
    assert paths(base, mine, now) == [("name_sv", "Deras", True)]


def test_the_same_change_twice_is_one() -> None:
    """No clash."""
    base = a_draft()
    both = typing(name_sv="Nytt")(base)
    assert merge(base, both, both).theirs == ()


def test_cells_of_one_line_come_together() -> None:
    """One changed the number, the other its label; the box is named by its place in the form."""
    base = a_draft()
    mine, now = (
        on_line("phones", 1, number="070-174 06 09")(base),
        on_line("phones", 1, label_sv="Växel")(base),
    )
    cells = merge(base, mine, now).draft.listed("phones")[1].cells
    assert (cells["number"], cells["label_sv"]) == ("070-174 06 09", "Växel")
    assert paths(base, mine, now) == [("phones-1-label_sv", "Växel", False)]


def test_a_line_that_the_other_took_away_goes_unless_it_was_changed_here() -> None:
    """Then it stays and both are told."""
    base = a_draft()
    now = base.without_line("phones", 0)
    assert [x.id for x in merge(base, base, now).draft.listed("phones")] == ["b"]
    mine = on_line("phones", 0, label_sv="Jour")(base)
    assert [x.id for x in merge(base, mine, now).draft.listed("phones")] == ["a", "b"]
    assert paths(base, mine, now) == [("phones-0-gone", "070-174 06 05", True)]


def test_a_line_that_was_taken_away_here_comes_back_when_the_other_changed_it() -> None:
    """Somebody had a reason to mend it."""
    base = a_draft()
    mine, now = base.without_line("phones", 0), on_line("phones", 0, number="070-174 06 09")(base)
    merged = merge(base, mine, now)
    assert [x.cells["number"] for x in merged.draft.listed("phones")] == ["070-174 06 06", "070-174 06 09"]
    assert [one.clashes for one in merged.theirs] == [True]


def test_new_lines_of_both_stand() -> None:
    """Mine without an id, theirs with one."""
    base = a_draft()
    theirs = Line(
        "c", {**line().cells, **dict.fromkeys(base.listed("phones")[0].cells, ""), "number": "070-174 06 08"}
    )
    now = replace(base, lines={**base.lines, "phones": (*base.listed("phones"), theirs)})
    merged = merge(base, adding("phones", number="070-174 06 07")(base), now).draft
    assert [x.id for x in merged.listed("phones")] == ["a", "b", "", "c"]


def test_ticks_of_both_count() -> None:
    """One ticked, the other took away."""
    base = a_draft()
    mine, now = ticking("areas", "jarva", "farsta", "bromma")(base), ticking("areas", "farsta")(base)
    assert merge(base, mine, now).draft.ticked("areas") == {"farsta", "bromma"}


@settings(max_examples=30)
@given(drafts().map(Draft.meant), drafts().map(Draft.meant))
def test_whoever_changed_nothing_gets_what_stands(base: Draft, now: Draft) -> None:
    """And whoever is alone keeps what is theirs, untold of anything."""
    merged = merge(base, base, now).draft
    assert {k: v for k, v in merged.fields.items() if v} == {k: v for k, v in now.fields.items() if v}
    alone = merge(base, now, base)
    assert alone.theirs == ()
    assert {k: v for k, v in alone.draft.fields.items() if v} == {k: v for k, v in now.fields.items() if v}
