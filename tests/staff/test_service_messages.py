"""What staff are told of messages for a while, and of the lines that the chat always shows."""

from __future__ import annotations

import re

import pytest

from directory import published
from directory.changes import approve, pending
from tests.staff.builders import House, Visitor
from tests.staff.forms import sent

SAVE = ("do", "save")
LINE = "kvinnofridslinjen"
ALWAYS = "Den här linjen visas alltid i chatten"


def write(city: House, editor: Visitor, code: str, until: str, text: str = "Telefonen är stängd") -> None:
    """Types a message into the form and saves it; in class A somebody else then approves it."""
    form = sent(editor.get(f"/service/{code}/edit").text, alert_sv=text, alert_en="Closed", alert_until=until)
    assert editor.post(f"/service/{code}/edit", [*form, SAVE]).status_code == 303
    with city.desk.writing("granskare@example.org", "change_request") as session:
        for request in pending(session):
            approve(session, request.id)
    city.desk.publish()


def test_a_message_is_on_the_preview_until_its_last_day(city: House, editor: Visitor) -> None:
    """In both languages, as in the chat, and in the copy for when the chat's own parts are gone."""
    write(city, editor, LINE, "2026-12-03")
    address = f"/service/{LINE}/preview?time=12:00&day="
    page = editor.get(f"{address}2026-12-03").text
    assert '<p class="why">Just nu: Telefonen är stängd. ' in page
    assert '<p class="why">At the moment: Closed. ' in page
    assert "Just nu: " not in editor.get(f"{address}2026-12-04").text
    copy = published.read(city.desk.published_path)
    assert copy is not None
    cards = [card for several in copy.by_language["sv"].values() for card in several]
    told = {card.why for card in cards if card.service == LINE}
    assert told
    assert all(why.startswith("Till och med 3 dec: Telefonen är stängd. ") for why in told)


def test_one_person_alone_puts_no_message_on_a_lifeline(city: House, editor: Visitor) -> None:
    """It could hold a number."""
    form = sent(editor.get(f"/service/{LINE}/edit").text, alert_sv="Ring i stället", alert_until="2026-12-03")
    editor.post(f"/service/{LINE}/edit", [*form, SAVE])
    assert "Just nu: " not in editor.get(f"/service/{LINE}/preview?time=12:00&day=2026-12-03").text


def test_a_message_that_is_over_is_marked_for_staff(city: House, editor: Visitor) -> None:
    """So that nobody thinks that the chat still tells it."""
    today = city.clock().date().isoformat()
    write(city, editor, "somaya", today)
    assert f"<dd>{today}</dd>" in editor.get("/service/somaya").text
    city.clock.move(hours=24)
    later = city.sign_in("viewer")
    assert f"<dd>{today}: visas inte i chatten</dd>" in later.get("/service/somaya").text


@pytest.mark.parametrize(("code", "number"), [("bris", "116 111"), ("112", "112"), ("1177", "1177")])
def test_staff_are_told_beside_the_status_that_a_line_is_always_shown(
    editor: Visitor, code: str, number: str
) -> None:
    """On its page and in its form, with the number that stands in the code."""
    page, form = editor.get(f"/service/{code}").text, editor.get(f"/service/{code}/edit").text
    (told,) = re.findall(r"<strong>(Den här linjen visas alltid [^<]*)</strong>", page)
    (hint,) = re.findall(r'<p class="hint" id="status-hint">([^<]*)</p>', form)
    assert told == hint
    assert f"numret {number}" in told


def test_another_service_is_not_said_to_be_always_shown(editor: Visitor) -> None:
    """Closed is closed."""
    assert ALWAYS not in editor.get("/service/somaya").text
    assert "Bara en verksamhet som är igång" in editor.get("/service/somaya/edit").text


def test_a_message_on_112_is_said_not_to_be_shown(city: House, editor: Visitor) -> None:
    """Nothing stands before a line that always answers."""
    write(city, editor, "112", "2026-12-03")
    assert "2026-12-03: visas inte i chatten" in editor.get("/service/112").text
    assert "Just nu: " not in editor.get("/service/112/preview?day=2026-11-25&time=12:00").text
