"""The report for machines."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from rehearsal.junit import junit
from rehearsal.play import Outcome, play
from tests.rehearsal.builders import a_case, a_turn, expect
from tests.rehearsal.fakes import FakeDoor


def played(name: str, *wanted: str) -> Outcome:
    """A case that expects these needs of an assistant that understands nothing."""
    case = a_case(a_turn(*(expect("need", need) for need in wanted)), name=name)
    return play(case, FakeDoor({}), lambda: 0.0)


def test_passed_failed_and_broken_are_told_apart() -> None:
    """A difference is a failure; no answer is an error."""
    silent = replace(played("silent", "x"), differences=(), broken="HTTP 500")
    suite = ElementTree.fromstring(junit([played("well"), played("wrong", "greet"), silent]))[0]
    assert {key: suite.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
    }
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]
    failure = suite[1][0]
    assert failure.get("message") == "need: greet"
    assert "+ need: greet\n  - need: null" in (failure.text or "")


def test_a_case_tells_where_it_stands() -> None:
    """File and line, for tools that link to them; metadata as properties."""
    outcome = played("well")
    suite = ElementTree.fromstring(
        junit([replace(outcome, case=replace(outcome.case, metadata={"page": "12"}))])
    )[0]
    case = suite[0]
    assert (case.get("file"), case.get("line"), case.get("classname")) == ("talk.yml", "3", "talk.yml")
    assert [dict(p.attrib) for p in case[0]] == [{"name": "page", "value": "12"}]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_makes_readable_xml(name: str, wanted: str) -> None:
    """Control characters, lone surrogates and markup do no harm."""
    ElementTree.fromstring(junit([played(name, wanted)]).encode("utf-8"))
