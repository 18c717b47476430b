"""Every fault stands at its box and says how to mend it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from directory.editing.checking import Choices, check, wording
from directory.editing.draft import Draft, from_pairs
from tests.directory.editing.builders import Change, adding, on_line, ticking, typing
from tests.directory.editing.test_draft import drafts

TODAY = date(2026, 11, 24)
KNOWN = Choices(
    {"audiences": ("minor",), "areas": ("jarva",), "need": ("sells_sex",)}, ("Min förening",), ("upptagen",)
)
NUMBER = "070-174 06 05"
SOURCED = {"source": "samtal med verksamheten", "source_date": "2026-11-24"}


def a_draft(**fields: str) -> Draft:
    """A service with a number, a chat, a mailbox and a place, without faults."""
    boxes = {
        **{"code": "min", "name_sv": "Namn", "organization": "Min förening", "status": "active"},
        **{"phones-0-id": "a", "phones-0-number": NUMBER, "phones-0-source": "example.org"},
        **{"phones-0-source_date": "2024", "links-0-id": "b", "links-0-kind": "email"},
        **{"links-0-url": "a@example.org", "places-0-id": "c", "places-0-street": "Exempelgatan 1"},
        **{"hours-0-id": "d", "hours-0-attending": "phone", "hours-0-mo": "09:00-12:00"},
    }
    return from_pairs((boxes | fields).items())


def faults(change: Change, before: Draft | None = None) -> dict[str, str]:
    """Box -> what is said there."""
    before = before or a_draft()
    return {fault.path: fault.message for fault in check(before, change(before), KNOWN, TODAY)}


@pytest.mark.parametrize(
    ("change", "path", "key"),
    [
        (typing(name_sv=""), "name_sv", "missing"),
        (typing(organization=""), "organization", "missing"),
        (typing(organization="Okänd"), "organization", "known_organization"),
        (typing(code="upptagen"), "code", "code_taken"),
        (typing(minimum_age="20", maximum_age="18"), "maximum_age", "ages_crossed"),
        (typing(alert_sv="Stängt"), "alert_until", "alert_needs_end"),
        (typing(alert_until="2026-12-01"), "alert_sv", "alert_without_text"),
        (typing(alert_sv="Stängt", alert_until="2026-11-23"), "alert_until", "alert_past"),
        (typing(alert_sv="Stängt", alert_until="2027-02-23"), "alert_until", "alert_too_long"),
        (typing(alert_sv="Stängt", alert_until="i morgon"), "alert_until", "bad_date"),
        (typing(fees_description_en="Free"), "fees_description_sv", "english_alone"),
        (typing(source="example.org"), "source_date", "needs_source_date"),
        (typing(**{"need-sells_sex": "först"}), "need-sells_sex", "bad_rank"),
        (typing(**{"last-sells_sex": "0"}), "last-sells_sex", "bad_rank"),
        (typing(**{"need-okant": "1"}), "need-okant", "unknown_choice"),
        (ticking("audiences", "alla"), "audiences", "unknown_choice"),
        (ticking("languages", "Svenska"), "languages", "bad_language"),
        (on_line("phones", 0, number=""), "phones-0-number", "missing"),
        (on_line("phones", 0, number="070-174 06 06"), "phones-0-source", "same_source"),
        (adding("phones", number="070-174 06 06"), "phones-1-source", "needs_source"),
        (adding("phones", number="070-174 06 06", source="x"), "phones-1-source_date", "needs_source_date"),
        (adding("phones", number="0701740605", **SOURCED), "phones-1-number", "double_number"),
        (on_line("phones", 0, order="sist"), "phones-0-order", "bad_rank"),
        (on_line("phones", 0, label_en="Line"), "phones-0-label_sv", "english_alone"),
        (adding("links", kind="email", url="b@example.org"), "links-1-source", "needs_source"),
        (adding("links", kind="web", url="a@example.org"), "links-1-url", "double_line"),
        (on_line("hours", 0, mo="nio"), "hours-0-mo", "bad_hours"),
        (on_line("hours", 0, mo=""), "hours-0-mo", "no_days"),
        (on_line("hours", 0, tu="09-12, 11-13"), "hours-0-tu", "hours_overlap"),
        (
            on_line("hours", 0, valid_from="2026-12-01", valid_to="2026-11-01"),
            "hours-0-valid_to",
            "dates_crossed",
        ),
        (typing(always_open="yes"), "hours-0-attending", "both_always_and_hours"),
        (adding("exceptions", reason="Jul"), "exceptions-0-date_from", "missing"),
        (adding("exceptions", date_from="24/12"), "exceptions-0-date_from", "bad_date"),
        (
            adding("exceptions", date_from="2026-12-24", hours="9-10, 11-12"),
            "exceptions-0-hours",
            "one_period",
        ),
        (on_line("places", 0, visibility="internal"), "places-0-street", "secret_place"),
        (on_line("places", 0, street=""), "places-0-street", "empty_place"),
        (on_line("places", 0, street="Annan gata 2"), "places-0-source", "needs_source"),
        (adding("what_happens", text_en="They ask."), "what_happens-0-text_sv", "missing"),
    ],
)
def test_a_fault_stands_at_its_box(change: Change, path: str, key: str) -> None:
    """With the words of wording.yml, whatever stands in the braces."""
    told = faults(change)[path]
    assert told.startswith(wording()[key].partition("{")[0]) or "”" in told


@pytest.mark.parametrize(
    ("change", "path", "part"),
    [
        (typing(minimum_age="arton"), "minimum_age", "arton"),
        (typing(status="stängd"), "status", "stängd"),
        (typing(description_sv="x" * 2001), "description_sv", "2000"),
        (typing(alert_sv="x" * 201, alert_until="2026-12-01"), "alert_sv", "200"),
        (on_line("phones", 0, number="070-174"), "phones-0-number", "070-174"),
        (on_line("links", 0, url="a(at)example.org"), "links-0-url", "a(at)example.org"),
        (adding("links", kind="web", url="javascript:alert(1)"), "links-1-url", "javascript"),
        (adding("links", kind="fax", url="https://example.org/"), "links-1-kind", "fax"),
        (on_line("places", 0, street="Skyddad adress 1"), "places-0-street", "hemlig"),
    ],
)
def test_the_rules_of_imports_hold_here_too(change: Change, path: str, part: str) -> None:
    """The same parsers, the same words."""
    assert part in faults(change)[path]


@pytest.mark.parametrize(
    "change",
    [
        typing(description_sv="Nytt"),
        typing(organization="Ny förening", organization_new="yes"),
        typing(alert_sv="Stängt", alert_until="2027-02-22"),
        typing(**{"need-sells_sex": "1"}),
        on_line("phones", 0, number="0701740605"),
        on_line("phones", 0, number="070-174 06 06", source_date="2026"),
        adding("phones", number="070-174 06 06", **SOURCED),
        adding("links", kind="web", url="https://example.org/ny"),
        adding("phones", order="1"),
        adding("exceptions", date_from="2026-12-24"),
        on_line("places", 0, visibility="internal", street=""),
        lambda draft: draft.without_line("phones", 0),
    ],
)
def test_what_may_be_saved(change: Change) -> None:
    """The same digits written otherwise are no new fact; a page is its own source; an empty line is none."""
    assert faults(change) == {}


@settings(max_examples=40)
@given(drafts())
def test_whatever_is_sent_is_a_draft_with_or_without_faults(draft: Draft) -> None:
    """Never an error, and every fault has words."""
    for fault in check(a_draft(), draft, KNOWN, TODAY):
        assert fault.message
        assert "{value}" not in fault.message


def test_digits_without_end_are_a_fault() -> None:
    """Python refuses to read them."""
    told = faults(typing(minimum_age="9" * 5000, maximum_age="9" * 5000, **{"need-sells_sex": "9" * 5000}))
    assert set(told) == {"minimum_age", "maximum_age", "need-sells_sex"}


def test_what_stands_as_it_was_stops_nobody() -> None:
    """An old fault, e.g. from an import, is not put on whoever mends something else."""
    before = a_draft(**{"phones-0-number": "ring oss", "description_sv": "x" * 3000})
    assert faults(typing(alternate_name_sv="Nytt"), before) == {}


def test_a_new_service_says_where_it_was_read() -> None:
    """Nothing comes into the directory from nowhere."""
    told = check(from_pairs([]), a_draft(), KNOWN, TODAY)
    assert "source" in {fault.path for fault in told}


def test_every_sentence_is_used_or_gone() -> None:
    """No words of wording.yml are left over from a rule that is no more."""
    code = "".join(path.read_text("utf-8") for path in Path("directory/editing").glob("*.py"))
    code += Path("staff/service_form/preview.py").read_text("utf-8")
    code += Path("staff/pages/service_form.py").read_text("utf-8")
    assert [key for key in wording() if f'"{key}"' not in code] == []
