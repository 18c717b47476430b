"""The pages that tell what has happened, and take it back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from directory.changes import pending
from directory.history import Origin
from directory.models import ImportBatch, Organization
from directory.values import KEEPERS
from tests.directory.builders import MORNING
from tests.directory.history_rows import NEW, OLD, all_texts, change, drop, furnish
from tests.staff.builders import House

HISTORY = "/service/jour/history"


def links(page: str, words: str) -> list[str]:
    """Where the links with these words lead."""
    return re.findall(rf'<a href="([^"]+)">{words}', page)


def shown(page: str) -> str:
    """The fingerprint of the plan on a page."""
    found = re.search(r'name="shown" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def test_a_change_stands_with_who_when_how_before_and_after(house: House) -> None:
    """What somebody needs who asks how a number came to be there."""
    furnish(house.desk.writing_engine)
    change(house.desk.writing_engine, "phone", number=NEW)
    page = house.sign_in("viewer").get(HISTORY).text
    for words in (
        "katalogen@example.org",
        "2026-11-24 09:00",
        "formuläret",
        f"<del>{OLD}",
        f"<ins>{NEW}",
        "Nummer",
    ):
        assert words in page


def test_the_address_of_a_service_is_in_its_history(house: House) -> None:
    """Though it hangs on a place."""
    furnish(house.desk.writing_engine)
    change(house.desk.writing_engine, "address", address_1="Exempelgatan 7")
    assert "Exempelgatan 7" in house.sign_in("viewer").get(HISTORY).text


def test_the_history_can_be_narrowed_to_one_field(house: House) -> None:
    """Only numbers."""
    furnish(house.desk.writing_engine)
    page = house.sign_in("viewer").get(f"{HISTORY}?field=number").text
    assert OLD in page
    assert "Exempelgatan" not in page


def test_who_only_reads_is_offered_no_undo(house: House) -> None:
    """And is refused when they try."""
    furnish(house.desk.writing_engine)
    save = change(house.desk.writing_engine, "phone", number=NEW)
    viewer = house.sign_in("viewer")
    assert "/undo/" not in viewer.get(HISTORY).text
    assert viewer.get(f"/undo/save/{save}").status_code == 403
    assert viewer.post(f"/undo/save/{save}").status_code == 403


def test_a_field_is_taken_back_after_a_look(house: House) -> None:
    """The page shows what will happen; then it has happened, and the copy for the chat is new."""
    furnish(house.desk.writing_engine)
    change(house.desk.writing_engine, "phone", number=NEW)
    editor = house.sign_in("editor")
    (where,) = links(editor.get(HISTORY).text, "Ångra Nummer")
    page = editor.get(where).text
    assert f"<del>{NEW}" in page
    assert f"<ins>{OLD}" in page
    assert all_texts(house.desk.writing_engine)["phone phone"]["number"] == NEW
    answer = editor.post(where, {"shown": shown(page)})
    assert (answer.status_code, answer.headers["location"]) == (303, HISTORY)
    assert all_texts(house.desk.writing_engine)["phone phone"]["number"] == OLD
    assert house.desk.published_path.exists()
    after = editor.get(HISTORY).text
    assert "Ändringen är ångrad" in after
    assert "ångrad ändring" in after


UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def read(page: str) -> str:
    """What stands on a page, without the addresses of its links and the values of its forms."""
    return re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1])


@pytest.mark.parametrize("path", ["/service/bris/history", "/history"])
def test_the_past_is_told_in_words(seeded_house: House, path: str) -> None:
    """No ids, no names of tables or fields, no fixed words of the database."""
    told = read(seeded_house.sign_in("editor").get(path).text)
    assert "vet inte" in told or path == "/history"
    assert UUID.findall(told) == []
    raw = {*KEEPERS, "unknown", "true", "false", "last_resort", "audience", "e164", "voice", "inactive"}
    assert raw.intersection(re.findall(r"(?<![\w./-])\w+(?![\w./-])", told)) == set()


def test_what_follows_from_another_field_is_told_of_and_taken_back_with_it(house: House) -> None:
    """The number's international form; alone, when only it has changed."""
    furnish(house.desk.writing_engine)
    change(house.desk.writing_engine, "phone", number=NEW, e164="+46701740606")
    editor = house.sign_in("editor")
    page = editor.get(HISTORY).text
    assert "Internationell form" not in page
    (where,) = links(page, "Ångra Nummer")
    undo = editor.get(where).text
    assert "Internationell form" not in undo
    editor.post(where, {"shown": shown(undo)})
    texts = all_texts(house.desk.writing_engine)["phone phone"]
    assert (texts["number"], texts["e164"]) == (OLD, "")
    change(house.desk.writing_engine, "phone", e164="+46701740605")
    assert "Internationell form" in editor.get(HISTORY).text


def test_a_new_row_says_what_it_is_and_not_what_it_hangs_on(house: House) -> None:
    """The English says of what; a place is called by its name; what points nowhere is said to be gone."""
    furnish(house.desk.writing_engine)
    told = read(house.sign_in("viewer").get(HISTORY).text)
    for words in ("Ny: Engelsk text: Namn", "Huset", "vet inte"):
        assert words in told
    assert "Gäller rad" not in told
    drop(house.desk.writing_engine, "service_at_location")
    drop(house.desk.writing_engine, "address")
    drop(house.desk.writing_engine, "location")
    assert "finns inte längre" in house.sign_in("viewer").get(HISTORY).text


def test_fields_with_the_same_words_are_told_apart_in_the_list_to_choose_from(house: House) -> None:
    """Each once, with what it is a field of; none that is never shown."""
    furnish(house.desk.writing_engine)
    options = re.findall(r'<option value="(\w+)"[^>]*>([^<]*)', house.sign_in("viewer").get(HISTORY).text)
    assert len({words for _, words in options}) == len(options)
    assert not {"e164", "link_entity", "resource_type", "field_name"} & {name for name, _ in options}


def test_a_deleted_number_can_be_had_back(house: House) -> None:
    """With its old id."""
    furnish(house.desk.writing_engine)
    before = all_texts(house.desk.writing_engine)
    drop(house.desk.writing_engine, "phone")
    editor = house.sign_in("editor")
    (where,) = links(editor.get(HISTORY).text, "Ta tillbaka")
    editor.post(where, {"shown": shown(editor.get(where).text)})
    assert all_texts(house.desk.writing_engine) == before


@pytest.mark.parametrize("sent", ["", "something else"])
def test_only_what_was_shown_is_done(house: House, sent: str) -> None:
    """409 and the page again."""
    furnish(house.desk.writing_engine)
    save = change(house.desk.writing_engine, "phone", number=NEW)
    answer = house.sign_in("editor").post(f"/undo/save/{save}", {"shown": sent})
    assert answer.status_code == 409
    assert "Se igenom på nytt" in answer.text
    assert all_texts(house.desk.writing_engine)["phone phone"]["number"] == NEW


def test_what_somebody_has_changed_since_is_told(house: House) -> None:
    """With what stands now; there is nothing to press."""
    furnish(house.desk.writing_engine)
    save = change(house.desk.writing_engine, "phone", number=NEW)
    change(house.desk.writing_engine, "phone", number="070-174 06 07")
    page = house.sign_in("editor").get(f"/undo/save/{save}").text
    assert "någon har ändrat det efteråt" in page
    assert "070-174 06 07" in page
    assert 'name="shown"' not in page


def test_in_class_a_the_undo_waits_for_another(house: House) -> None:
    """The page says so before and after."""
    furnish(house.desk.writing_engine, category="shelter")
    save = change(house.desk.writing_engine, "phone", number=NEW)
    editor = house.sign_in("editor")
    page = editor.get(f"/undo/save/{save}").text
    assert "Det här väntar på en annan person" in page
    editor.post(f"/undo/save/{save}", {"shown": shown(page), "reason": "Fel nummer"})
    with house.desk.reading() as session:
        (request,) = pending(session)
        assert (request.submitted_by, request.reason) == (editor.email, "Fel nummer")
    assert "väntar på att en annan person" in editor.get(HISTORY).text
    assert all_texts(house.desk.writing_engine)["phone phone"]["number"] == NEW


def test_what_the_tables_refuse_is_told_in_words(house: House) -> None:
    """The language is there again under another id."""
    furnish(house.desk.writing_engine)
    save = drop(house.desk.writing_engine, "language")
    with house.desk.writing("katalogen@example.org") as session:
        session.add(KEEPERS["language"](service_id="service", code="sv"))
    editor = house.sign_in("editor")
    page = editor.get(f"/undo/save/{save}").text
    answer = editor.post(f"/undo/save/{save}", {"shown": shown(page)})
    assert answer.status_code == 422
    assert "Katalogens regler hindrar det" in answer.text


@pytest.mark.parametrize("path", ["/service/ingen/history", "/undo/change/x", "/undo/save/x", "/undo/x/x"])
def test_what_is_not_there_is_a_404(house: House, path: str) -> None:
    """In words."""
    assert house.sign_in("editor").get(path).status_code == 404


def test_the_latest_of_all_can_be_narrowed(house: House) -> None:
    """By person, way in and day."""
    furnish(house.desk.writing_engine)
    viewer = house.sign_in("viewer")
    assert "Jouren" in viewer.get("/history").text
    assert "Inget har hänt" in viewer.get("/history?origin=import").text
    assert "Inget har hänt" in viewer.get("/history?by=ingen@example.org").text
    assert "Inget har hänt" in viewer.get("/history?first=2026-11-25").text
    assert "Inget har hänt" not in viewer.get("/history?first=2026-11-24&last=2026-11-24").text


@pytest.mark.parametrize("name", ["first", "last"])
def test_a_day_that_is_none_is_said_at_the_field(house: House, name: str) -> None:
    """And what was typed stands there."""
    answer = house.sign_in("viewer").get(f"/history?{name}=i+går")
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert 'value="i går"' in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "999999", "x", "99999999999999999999", "٣"])
def test_any_page_number_is_answered(house: House, page: str) -> None:
    """The nearest that there is."""
    furnish(house.desk.writing_engine)
    assert house.sign_in("viewer").get(f"/history?page={page}").status_code == 200


def test_what_was_written_is_text_and_never_markup(house: House) -> None:
    """A name with a tag in it is shown, not run."""
    furnish(house.desk.writing_engine)
    change(house.desk.writing_engine, "service", name="<script>x</script>")
    viewer = house.sign_in("viewer")
    for path in (HISTORY, "/history"):
        assert "<script>x" not in viewer.get(path).text


@pytest.mark.parametrize(("origin", "leads"), [("seed", []), ("import", ["/imports/batch/undo"])])
def test_a_file_is_taken_back_whole_and_by_an_approver(
    house: House, origin: Origin, leads: list[str]
) -> None:
    """An editor who took back "all that was saved" would take away a whole file."""
    with house.desk.writing("editor@example.org", origin) as session:
        session.add(ImportBatch(id="batch", at=MORNING, by="x", origin=origin, file_name="fil.csv"))
        session.flush()
        session.author = replace(session.author, batch_id="batch")
        session.add(Organization(name="Föreningen"))
        save = session.save_id
    editor, approver = house.sign_in("editor"), house.sign_in("approver")
    assert links(editor.get("/history").text, "(?:Ångra allt|Ta tillbaka hela)") == []
    assert links(approver.get("/history").text, "(?:Ångra allt|Ta tillbaka hela)") == leads
    assert editor.get(f"/undo/save/{save}").status_code == 404
