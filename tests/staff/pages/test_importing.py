"""Journeys through the pages that bring files in, take them back, and take the directory out."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from directory.models import Service
from tests.directory.builders import service_of
from tests.staff.builders import House, Visitor
from tests.staff.forms import unlabelled

HEAD = "kod;namn;organisation;telefon;beskrivning\n"
ROW = "min-mottagning;Min mottagning;Min förening;070-174 06 05;Samtal.\n"


def send(visitor: Visitor, content: str | bytes, name: str = "lista.csv") -> str:
    """Sends a file without faults; the address of the page that shows what it would change."""
    body = content.encode() if isinstance(content, str) else content
    answer = visitor.post("/import", files={"file": (name, body)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def confirm(visitor: Visitor, path: str, **choice: str) -> tuple[int, str]:
    """Presses the button; the status, and where it leads."""
    edition = re.search(r'name="edition" value="(\d+)"', visitor.get(path).text)
    assert edition is not None
    answer = visitor.post(path, {"edition": edition.group(1), **choice})
    return answer.status_code, answer.headers.get("location", answer.text)


def number_of(house: House, code: str = "min-mottagning") -> str:
    """The first number of a service."""
    with house.desk.reading() as session:
        service = session.query(Service).filter(Service.code == code).one_or_none()
        return service.phones[0].number if service else ""


def test_a_file_is_shown_before_it_changes_anything_and_can_be_taken_back(seeded_house: House) -> None:
    """Choose, look, press, see who did it, take back."""
    anna, chief = seeded_house.sign_in("editor"), seeded_house.sign_in("approver")
    path = send(anna, HEAD + ROW)
    page = anna.get(path).text
    assert "070-174 06 05" in page
    assert "1 nya" in page
    assert number_of(seeded_house) == ""
    status, there = confirm(anna, path)
    assert (status, number_of(seeded_house)) == (303, "070-174 06 05")
    page = anna.get(there).text
    assert anna.email in page
    assert "Ta tillbaka importen" not in page
    assert "lista.csv" in anna.get("/imports").text
    assert anna.get(path).headers["location"] == "/import"
    assert anna.get(f"{there}/undo").status_code == 403
    page = chief.get(f"{there}/undo").text
    assert "Det här händer" in page, page
    (shown,) = re.findall(r'name="shown" value="([^"]*)"', page)
    assert chief.post(f"{there}/undo", {"shown": "other"}).status_code == 409
    assert chief.post(f"{there}/undo", {"shown": shown}).status_code == 303
    assert number_of(seeded_house) == ""
    assert "Tillbakatagen" in chief.get(there).text
    assert chief.get(f"{there}/undo").status_code == 303


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ((HEAD + "jour;Jouren;Bo;070;\n").encode(), "Rad 2, telefon: "),
        (b"PK\x03\x04", "är ett kalkylark"),
        (b"", "är tom"),
        ((HEAD + "jour;<script>;Bo;abc <b>;\n").encode(), "abc &lt;b&gt;"),
    ],
)
def test_a_file_with_faults_is_told_of_and_changes_nothing(
    seeded_house: House, content: bytes, words: str
) -> None:
    """Where, what, and how to mend it."""
    answer = seeded_house.sign_in("editor").post("/import", files={"file": ("lista.csv", content)})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "Ingenting har ändrats." in answer.text


def test_a_form_without_a_file_says_so_at_the_field(house: House) -> None:
    """Also when no field is sent at all."""
    anna = house.sign_in("editor")
    for answer in (anna.post("/import", files={"file": ("", b"")}), anna.post("/import")):
        assert answer.status_code == 422
        assert 'aria-describedby="file-error"' in answer.text
        assert "Välj en fil." in answer.text


def test_what_people_have_changed_needs_a_choice(seeded_house: House) -> None:
    """Without it nothing happens; kept or overwritten as they say."""
    anna = seeded_house.sign_in("editor")
    confirm(anna, send(anna, HEAD + ROW))
    seeded_house.clock.move(minutes=5)
    with seeded_house.desk.writing("bo@example.org") as session:
        service_of(session, "min-mottagning").description = "Av personal."
    path = send(anna, HEAD + ROW.replace("06 05", "06 09"))
    status, page = confirm(anna, path)
    assert (status, 'aria-describedby="touched-error"' in page) == (422, True)
    assert number_of(seeded_house) == "070-174 06 05"
    assert confirm(anna, path, touched="keep")[0] == 303
    assert number_of(seeded_house) == "070-174 06 05"
    path = send(anna, HEAD + ROW.replace("06 05", "06 09"))
    assert confirm(anna, path, touched="overwrite")[0] == 303
    assert number_of(seeded_house) == "070-174 06 09"


def test_a_directory_that_has_changed_meanwhile_is_shown_anew(seeded_house: House) -> None:
    """Nobody presses a button for what they have not seen."""
    anna = seeded_house.sign_in("editor")
    path = send(anna, HEAD + ROW)
    edition = re.findall(r'name="edition" value="(\d+)"', anna.get(path).text)[0]
    with seeded_house.desk.writing("bo@example.org") as session:
        service_of(session, "bris").description = "Annat."
    answer = anna.post(path, {"edition": edition})
    assert (answer.status_code, "har ändrats sedan sidan visades" in answer.text) == (409, True)
    assert number_of(seeded_house) == ""


def test_a_file_is_nobody_elses(seeded_house: House) -> None:
    """A colleague who gets the address gets no file."""
    path = send(seeded_house.sign_in("editor"), HEAD + ROW)
    bo = seeded_house.sign_in("editor", "bo@example.org")
    assert bo.get(path).headers["location"] == "/import"
    assert bo.post(path, {"edition": "0"}).headers["location"] == "/import"
    assert number_of(seeded_house) == ""


def test_what_needs_a_second_person_is_shown_as_waiting(seeded_house: House) -> None:
    """And is among the proposals afterwards, not in the directory."""
    anna = seeded_house.sign_in("editor")
    before = number_of(seeded_house, "somaya")
    path = send(anna, "kod;namn;organisation;telefon\nsomaya;Somaya;Somaya;070-174 06 05\n")
    assert "Väntar på att en annan person godkänner det" in anna.get(path).text
    assert confirm(anna, path)[0] == 303
    assert number_of(seeded_house, "somaya") == before
    assert "Somaya" in anna.get("/changes").text


def test_an_import_that_is_not_there_is_not_found(house: House) -> None:
    """With the usual page."""
    assert house.sign_in("viewer").get("/imports/nothing").status_code == 404


def test_what_is_taken_out_can_be_sent_in_again(seeded_house: House) -> None:
    """All three forms: nothing would change."""
    anna = seeded_house.sign_in("editor")
    for form in ("verksamheter.csv", "hsds-json.zip", "hsds-csv.zip"):
        answer = anna.get(f"/export/{form}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert answer.headers["cache-control"] == "no-store"
        name = form.replace("verksamheter", "lista")
        assert "Det finns inget att läsa in" in anna.get(send(anna, answer.content, name)).text, form


def test_internal_notes_are_only_for_those_who_may_approve(seeded_house: House) -> None:
    """And only when they ask; whoever guesses the address gets the ordinary file."""
    with seeded_house.desk.writing("bo@example.org") as session:
        service_of(session, "bris").internal_note = "Ring Lisa först."
    path = "/export/verksamheter.csv?internal=1"
    assert "Ring Lisa" not in seeded_house.sign_in("editor").get(path).text
    assert "internal" not in seeded_house.sign_in("editor").get("/export").text
    chief = seeded_house.sign_in("approver")
    assert "Ring Lisa" not in chief.get("/export/verksamheter.csv").text
    assert "Ring Lisa" in chief.get(path).text


def test_a_form_that_there_is_not_is_not_found(house: House) -> None:
    """And an empty directory gives files all the same."""
    viewer = house.sign_in("viewer")
    assert viewer.get("/export/allt.exe").status_code == 404
    assert viewer.get("/export/verksamheter.csv").content.startswith("\ufeffkod;".encode())
    with zipfile.ZipFile(io.BytesIO(viewer.get("/export/hsds-json.zip").content)) as archive:
        assert archive.testzip() is None


def test_every_field_has_a_label(seeded_house: House) -> None:
    """For those who hear the page."""
    chief = seeded_house.sign_in("admin")
    for path in ("/import", send(chief, HEAD + ROW), "/export"):
        assert unlabelled(chief.get(path).text) == []
