"""The pages of changes that wait for a second person."""

from __future__ import annotations

import pytest

from directory.changes import Proposed, propose
from tests.directory.history_rows import NEW, OLD, all_texts, change, furnish
from tests.staff.builders import House

PROPOSER = "forslag@example.org"


def proposed(house: House, **what: str) -> str:
    """A new number, proposed; the address of its page."""
    furnish(house.desk.writing_engine)
    with house.desk.writing(PROPOSER) as session:
        number = Proposed("update", "phone", "phone", "service", {"number": OLD}, {"number": NEW})
        return f"/changes/{propose(session, number, what.get('reason', 'Ny växel')).id}"


def number(house: House) -> str:
    """The number that stands in the directory."""
    return all_texts(house.desk.writing_engine)["phone phone"]["number"]


def test_what_waits_stands_first_with_who_proposed_it(house: House) -> None:
    """And leads to its page."""
    path = proposed(house)
    page = house.sign_in("viewer").get("/changes").text
    for words in ("Väntar (1)", PROPOSER, f'href="{path}"', "Jouren", "Nummer"):
        assert words in page


def test_before_and_after_stand_beside_each_other_with_what_it_means(house: House) -> None:
    """The approver sees what a visitor will get."""
    page = house.sign_in("approver").get(proposed(house)).text
    for words in (f"<del>{OLD}", f"<ins>{NEW}", "Ny växel", "Ett fel nummer kan nå fel person"):
        assert words in page


def test_a_proposal_is_told_in_words(house: House) -> None:
    """Without what follows from the number, and with fixed words in ours."""
    furnish(house.desk.writing_engine)
    after = {"number": NEW, "e164": "+46701740606", "type": "text", "confidence": "memory-unverified"}
    before = {"number": OLD, "e164": "", "type": "voice", "confidence": "medium"}
    with house.desk.writing(PROPOSER) as session:
        key = propose(session, Proposed("update", "phone", "phone", "service", before, after)).id
    viewer = house.sign_in("viewer")
    page = viewer.get(f"/changes/{key}").text
    for words in ("<del>samtal", "<ins>sms", "<ins>ingen källa", f"<ins>{NEW}"):
        assert words in page
    for told in (page, viewer.get("/changes").text):
        assert "Internationell form" not in told


def test_an_approved_change_is_applied_and_published(house: House) -> None:
    """And the history tells of both people."""
    path = proposed(house)
    approver = house.sign_in("approver")
    answer = approver.post(path, {"act": "approve", "reason": "Ringde och frågade"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/changes")
    assert number(house) == NEW
    assert house.desk.published_path.exists()
    told = approver.get("/service/jour/history").text
    assert f"Föreslaget av {PROPOSER}, godkänt av {approver.email}" in told
    assert "Ringde och frågade" in approver.get(path).text


def test_nobody_approves_their_own(house: House) -> None:
    """The page says so and offers to take it back; a forged form is refused."""
    path = proposed(house)
    own = house.sign_in("approver", PROPOSER)
    page = own.get(path).text
    assert "Du har själv lagt fram förslaget" in page
    assert 'value="approve"' not in page
    assert own.post(path, {"act": "approve"}).status_code == 409
    assert number(house) == OLD
    assert own.post(f"{path}/withdraw").status_code == 303
    assert "återtaget" in own.get(path).text


def test_a_no_needs_a_reason(house: House) -> None:
    """Said at the field; then it changes nothing and can be read."""
    path, approver = proposed(house), house.sign_in("approver")
    answer = approver.post(path, {"act": "reject", "reason": "  "})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert approver.post(path, {"act": "reject", "reason": "Fel nummer"}).status_code == 303
    assert number(house) == OLD
    assert "Fel nummer" in house.sign_in("viewer").get(path).text


def test_what_has_changed_since_is_shown_and_cannot_be_approved(house: House) -> None:
    """Both values, no button; a form that was open already is refused."""
    path, approver = proposed(house), house.sign_in("approver")
    change(house.desk.writing_engine, "phone", number="070-174 06 07")
    page = approver.get(path).text
    assert "070-174 06 07" in page
    assert 'value="approve"' not in page
    answer = approver.post(path, {"act": "approve"})
    assert answer.status_code == 409
    assert "har ändrats sedan förslaget" in answer.text
    assert number(house) == "070-174 06 07"


def test_what_is_decided_is_not_decided_again(house: House) -> None:
    """The second approver is told."""
    path = proposed(house)
    house.sign_in("approver").post(path, {"act": "approve"})
    answer = house.sign_in("approver").post(path, {"act": "reject", "reason": "Nej"})
    assert answer.status_code == 409
    assert "redan avgjort" in answer.text


def test_only_the_proposer_takes_it_back(house: House) -> None:
    """Another editor is told."""
    answer = house.sign_in("editor").post(f"{proposed(house)}/withdraw")
    assert answer.status_code == 409
    assert "Bara den som lade fram" in answer.text


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_may_not_approve_is_refused(house: House, role: str) -> None:
    """And sees no button."""
    path = proposed(house)
    visitor = house.sign_in(role)  # type: ignore[arg-type] # a Role
    assert "<button name" not in visitor.get(path).text
    assert visitor.post(path, {"act": "approve"}).status_code == 403
    assert number(house) == OLD


@pytest.mark.parametrize("act", ["", "delete"])
def test_an_unknown_button_does_nothing(house: House, act: str) -> None:
    """422."""
    path = proposed(house)
    assert house.sign_in("approver").post(path, {"act": act}).status_code == 422
    assert number(house) == OLD


def test_an_unknown_request_is_a_404(house: House) -> None:
    """However it is asked for."""
    admin = house.sign_in("admin")
    assert admin.get("/changes/x").status_code == 404
    assert admin.post("/changes/x", {"act": "approve"}).status_code == 404
    assert admin.post("/changes/x/withdraw").status_code == 404


def test_what_was_written_is_text_and_never_markup(house: House) -> None:
    """A reason with a tag in it is shown, not run."""
    path = proposed(house, reason="<script>x</script>")
    assert "<script>x" not in house.sign_in("approver").get(path).text
