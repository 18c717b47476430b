"""Checking a service, and an approver's list."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from directory import published
from directory.models import Service, Verification
from tests.directory.verifying.builders import a_line, put_in
from tests.staff.builders import House, Visitor

HERE = "/service/jour/verify"


def with_line(house: House, of_class: str = "B", **values: Any) -> House:
    """The house with one line."""
    put_in(house.desk.writing_engine, *a_line(of_class=of_class, **values))
    return house


def form(page: str, **fields: str) -> list[tuple[str, str]]:
    """The form of the page with every box ticked, unless `but` says which not."""
    but = fields.pop("but", "nothing")
    seen = re.findall(r'name="seen" value="(\w+)"', page)
    keys = [key for key in re.findall(r'name="tick" value="([^"]+)"', page) if not key.startswith(but)]
    told = {"method": "phone", "outcome": "confirmed", "act": "vouch", "seen": seen[0], **fields}
    return [*told.items(), *(("tick", key) for key in keys)]


def send(visitor: Visitor, **fields: str) -> httpx.Response:
    """Opens the page, ticks, and presses a button."""
    return visitor.post(HERE, form(visitor.get(HERE).text, **fields))


def held(house: House) -> Service:
    """The service as it is."""
    with house.desk.reading() as session:
        service = session.scalars(select(Service)).one()
        session.expunge_all()
        return service


def states(house: House) -> list[str]:
    """The rows of the workflow."""
    with house.desk.reading() as session:
        return list(session.scalars(select(Verification.state).order_by(Verification.ended_at)))


def test_save_and_assure_moves_the_date_of_class_b(house: House) -> None:
    """And the chat's copy is made anew."""
    with_line(house)
    editor = house.sign_in("editor")
    answer = send(editor)
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    assert "Sparat och intygat" in editor.get("/queue").text
    assert held(house).assured_date == house.clock().date()
    assert published.read(house.desk.published_path) is not None


def test_class_a_is_handed_in_and_assured_by_somebody_else(house: House) -> None:
    """The whole way, in two browsers."""
    with_line(house, "A")
    editor, approver = house.sign_in("editor"), house.sign_in("approver")
    send(editor, notes="Talade med växeln")
    assert held(house).assured_date is None
    assert "väntar på godkännande" in editor.get(HERE).text
    page = approver.get("/verifications").text
    assert "Talade med växeln" in page
    assert "070-174 06 05" in page
    answer = approver.post("/verifications", {"code": "jour", "act": "approve"})
    assert answer.status_code == 303
    assert held(house).assured_date == house.clock().date()
    assert "Ingen kontroll väntar" in approver.get("/verifications").text


def test_an_approver_does_not_approve_their_own_check_of_class_a(house: House) -> None:
    """The page says why, and nothing moves."""
    with_line(house, "A")
    approver = house.sign_in("approver")
    send(approver)
    assert "avgör någon annan" in approver.get("/verifications").text
    answer = approver.post("/verifications", {"code": "jour", "act": "approve"})
    assert answer.status_code == 422
    assert "Någon annan" in answer.text
    assert held(house).assured_date is None


def test_one_box_that_is_empty_is_named_and_the_rest_is_kept(house: House) -> None:
    """At the box, and in the list at the top."""
    with_line(house)
    answer = send(house.sign_in("editor"), but="phone", notes="Ringde växeln")
    assert answer.status_code == 422
    key = re.findall(r'name="tick" value="(phone:[^"]+)"', answer.text)[0]
    assert f'href="#{key}"' in answer.text
    assert f'aria-describedby="{key}-error"' in answer.text
    assert answer.text.count(" checked") == len(re.findall(r'name="tick"', answer.text)) - 1 + 2
    assert "Ringde växeln" in answer.text
    assert held(house).assured_date is None


def test_ticks_are_cleared_at_the_next_check(house: House) -> None:
    """What held last time is looked at again."""
    with_line(house)
    editor = house.sign_in("editor")
    send(editor)
    assert " checked" not in editor.get(HERE).text


def test_a_number_that_changed_while_the_page_was_open_clears_the_ticks(house: House) -> None:
    """The tick was for another number."""
    with_line(house)
    editor = house.sign_in("editor")
    filled = form(editor.get(HERE).text)
    with house.desk.writing("mona@example.org") as session:
        session.scalars(select(Service)).one().phones[0].number = "070-174 06 09"
    answer = editor.post(HERE, filled)
    assert answer.status_code == 422
    assert "ändrats under tiden" in answer.text
    assert "070-174 06 09" in answer.text
    assert 'name="tick" value="name" checked' not in answer.text
    assert held(house).assured_date is None


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"method": ""}, "method"), ({"outcome": ""}, "outcome"), ({"outcome": "?"}, "outcome")],
)
def test_how_and_what_must_be_said(house: House, missing: dict[str, str], field: str) -> None:
    """At their fields."""
    with_line(house)
    answer = send(house.sign_in("editor"), **missing)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert states(house) == []


def test_saving_notes_the_attempt_and_moves_no_date(house: House) -> None:
    """Half a check."""
    with_line(house)
    editor = house.sign_in("editor")
    assert send(editor, act="save", outcome="partly", notes="Ring igen på torsdag").status_code == 303
    page = editor.get(HERE).text
    assert "Ring igen på torsdag" in page
    assert held(house).assured_date is None


def test_three_silent_attempts_come_to_an_approver_who_decides(house: House) -> None:
    """Nobody has to tick anything to say that nobody answered."""
    with_line(house)
    editor, approver = house.sign_in("editor"), house.sign_in("approver")
    for _ in range(3):
        assert editor.post(HERE, {"act": "no_answer"}).status_code == 303
        house.clock.move(minutes=5)
    assert "Ingen har svarat på 3 försök" in approver.get("/verifications").text
    answer = approver.post("/verifications", {"code": "jour", "act": "hide", "reason": "Svarar inte"})
    assert answer.status_code == 303
    assert held(house).status == "inactive"
    assert "Jouren jour" not in approver.get("/queue").text
    assert "Jouren jour" in approver.get("/queue?only=hidden").text


def test_a_check_that_is_sent_back_tells_the_editor_why(house: House) -> None:
    """And without a reason it is not sent back."""
    with_line(house, "A")
    editor, approver = house.sign_in("editor"), house.sign_in("approver")
    send(editor)
    silent = approver.post("/verifications", {"code": "jour", "act": "send_back"})
    assert silent.status_code == 422
    assert 'href="#jour-reason"' in silent.text
    approver.post("/verifications", {"code": "jour", "act": "send_back", "reason": "Fråga om språken"})
    assert "Fråga om språken" in editor.get(HERE).text
    assert "skickad tillbaka" in editor.get("/queue?assignee=mine").text


def test_a_check_is_taken_given_and_left(house: House) -> None:
    """Only an approver gives it to somebody else, and only to those who may do it."""
    with_line(house)
    editor, approver = house.sign_in("editor"), house.sign_in("approver")
    assert editor.post(HERE, {"act": "take"}).status_code == 303
    assert "Jouren" in editor.get("/queue?assignee=mine").text
    assert editor.post(HERE, {"act": "give", "to": approver.email}).status_code == 404
    assert approver.post(HERE, {"act": "give", "to": "okand@example.org"}).status_code == 404
    assert approver.post(HERE, {"act": "give", "to": approver.email}).status_code == 303
    assert "Jouren" in approver.get("/queue?assignee=mine").text
    assert approver.post(HERE, {"act": "leave"}).status_code == 303
    assert "Jouren" not in approver.get("/queue?assignee=mine").text


def test_a_reader_sees_what_there_is_to_check_and_no_button(house: House) -> None:
    """Reading is for everybody in the house."""
    with_line(house)
    page = house.sign_in("viewer").get(HERE).text
    assert "070-174 06 05" in page
    assert "Spara och intyga" not in page


@pytest.mark.parametrize("fields", [{"act": "?"}, {}, {"act": "approve"}])
def test_a_button_that_is_not_there_does_nothing(house: House, fields: dict[str, str]) -> None:
    """404, nothing kept."""
    with_line(house)
    assert house.sign_in("editor").post(HERE, fields).status_code == 404
    assert house.sign_in("approver").post("/verifications", {"code": "jour"}).status_code == 404
    assert states(house) == []


def test_a_service_that_is_not_there_is_an_ordinary_404(house: House) -> None:
    """In both forms."""
    editor, approver = house.sign_in("editor"), house.sign_in("approver")
    assert editor.get("/service/ingen/verify").status_code == 404
    assert editor.post("/service/ingen/verify", {"act": "take"}).status_code == 404
    assert approver.post("/verifications", {"code": "ingen", "act": "approve"}).status_code == 404


def test_what_somebody_noted_is_text_and_never_markup(house: House) -> None:
    """On the service's page and in the approver's list."""
    with_line(house, "A")
    editor = house.sign_in("editor")
    send(editor, notes="<script>x</script>")
    assert "<script>" not in editor.get(HERE).text
    assert "<script>" not in house.sign_in("approver").get("/verifications").text


def test_a_note_has_an_end(house: House) -> None:
    """And the form keeps it, to be shortened."""
    with_line(house)
    answer = send(house.sign_in("editor"), notes="x" * 2001)
    assert answer.status_code == 422
    assert 'href="#notes"' in answer.text
