"""What staff come for, from the first page to the card: with keys alone, no script, by rule on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from actions._reading_room import ReadingRoom
from directory.match import Need
from directory.shelf import Shelf
from staff.accounts.members import Role
from tests.browser.staff_visits import Colleague
from tests.browser.test_staff_pages import LOOKS
from tests.staff.builders import House

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only("sqlite")]

NEW = "070-174 06 05"
FOR_PROFESSIONALS, PROFESSIONALS = (
    "Jämställdhetsmyndighetens stödtelefon (NMT / NSPM)",
    "professional_guidance",
)
HEAD = "kod;namn;organisation;telefon\n"
HELPLINE, FLEES = "Kvinnofridslinjen", "shelter_tonight"
BEHIND_THE_BUTTON = """() => {
    const one = document.activeElement, bar = document.querySelector('.save');
    if (!one.closest('form.service') || bar.contains(one)) return '';
    return one.getBoundingClientRect().top >= bar.getBoundingClientRect().top ? one.id || one.name : '';
}"""
Comes = Callable[[Role], Colleague]


@pytest.fixture(params=LOOKS)
def comes(request: pytest.FixtureRequest, browser: Browser, house: House, address: str) -> Iterator[Comes]:
    """Lets a colleague come in; the test fails when one of them met a page that breaks a rule."""
    here: list[Colleague] = []

    def comes_in(role: Role) -> Colleague:
        here.append(Colleague(browser, house, address, role, LOOKS[request.param]))
        here[-1].start()
        return here[-1]

    yield comes_in
    for one in here:
        one.leave()
    assert [fault for one in here for fault in one.faults] == []


@pytest.fixture
def chat(house: House) -> Callable[[str], list[str]]:
    """The numbers on the cards of the next turn, by need; the room is one that is in use all the time."""
    room = ReadingRoom(Shelf(house.desk.reading_engine).load, house.clock)
    return lambda need: [phone.number for card in room.first_cards(Need(need)) for phone in card.phones]


def find(who: Colleague, name: str) -> None:
    """From wherever to a service, as somebody who knows its name."""
    who.follow("Katalogen")
    who.write("Sök verksamhet", name)
    who.enter()
    who.follow(name, within="main")
    assert who.heading == name


def correct(who: Colleague, number: str) -> None:
    """On the page of a service: the number of its first telephone, and who said so."""
    who.follow("Ändra telefon")
    who.write("Nummer", number, within="#phones-0")
    who.write("Källa", "Samtal med verksamheten", within="#phones-0")
    who.write("Källans datum", "2026-11-24", within="#phones-0")
    who.enter()


def test_a_wrong_number_is_corrected_and_the_chat_shows_it_on_the_next_turn(
    comes: Comes, chat: Callable[[str], list[str]]
) -> None:
    """Five pages, four boxes, and a hundred presses of Tab at the most."""
    assert NEW not in chat(PROFESSIONALS)
    anna = comes("editor")
    find(anna, FOR_PROFESSIONALS)
    correct(anna, NEW)
    assert anna.notice == "Sparat."
    assert anna.stops < 100
    assert NEW in chat(PROFESSIONALS)
    anna.follow("Förhandsvisa kortet")
    assert anna.reads(NEW)


def test_a_number_for_people_in_danger_is_shown_when_a_second_person_has_agreed(
    comes: Comes, chat: Callable[[str], list[str]]
) -> None:
    """Before that the chat says what it said; who proposed it cannot agree."""
    anna = comes("approver")
    find(anna, HELPLINE)
    correct(anna, NEW)
    assert "annan person godkänner" in anna.notice
    assert anna.reads("Väntar på att en annan person godkänner")
    anna.follow("Godkänna")
    anna.follow(HELPLINE, within="main")
    assert anna.reads("Någon annan behöver godkänna det")
    assert anna.page.get_by_role("button", name="Godkänn").count() == 0
    assert NEW not in chat(FLEES)
    birgit = comes("admin")
    birgit.follow("Godkänna")
    birgit.follow(HELPLINE, within="main")
    assert birgit.reads(NEW)
    birgit.press("Godkänn och inför")
    assert birgit.notice == "Godkänt och infört."
    assert NEW in chat(FLEES)


def test_a_service_is_checked_point_by_point_and_its_date_moves(comes: Comes) -> None:
    """One point forgotten is told at its box; nothing else has to be done again."""
    anna = comes("editor")
    anna.follow("Nästa")
    anna.follow(
        next(name for name in (FOR_PROFESSIONALS, "Välj att sluta") if anna.reads(name)), within="main"
    )
    boxes = anna.page.locator("input[name=tick]")
    for number in range(boxes.count() - 1):
        anna.tick(boxes.nth(number))
    anna.tick(anna.page.get_by_label("telefon", exact=True))
    anna.tick(anna.page.get_by_label("Allt stämmer"))
    anna.press("Spara och intyga")
    assert anna.reads("Inte förbockad.")
    anna.tick(anna.page.locator("input[name=tick]").last)
    anna.press("Spara och intyga")
    assert anna.notice == "Sparat och intygat."


def test_a_spreadsheet_is_mended_brought_in_and_taken_back(
    comes: Comes, chat: Callable[[str], list[str]], tmp_path: Path
) -> None:
    """The page says which row and column, and how; then what would change; then it is so; then it is not."""
    row = f"nmt-stodtelefon;{FOR_PROFESSIONALS};Jämställdhetsmyndigheten;"
    file = tmp_path / "lista.csv"
    before = chat(PROFESSIONALS)
    birgit = comes("approver")
    birgit.unfold("Mer")
    birgit.follow("Importera")
    file.write_text(f"{HEAD}{row}7,01741E+08\n", encoding="utf-8")
    birgit.choose_file(file)
    birgit.press("Visa vad som skulle ändras")
    assert birgit.reads("Rad 2, telefon")
    file.write_text(f"{HEAD}{row}{NEW}\n", encoding="utf-8")
    birgit.choose_file(file)
    birgit.press("Visa vad som skulle ändras")
    assert birgit.reads(NEW)
    assert chat(PROFESSIONALS) == before
    birgit.press("Läs in filen")
    assert birgit.notice == "Filen är införd."
    assert NEW in chat(PROFESSIONALS)
    birgit.follow("Ta tillbaka importen")
    birgit.press("Ångra")
    assert birgit.notice == "Importen är ångrad."
    assert chat(PROFESSIONALS) == before


def test_a_number_that_was_taken_away_comes_back_from_the_history(
    comes: Comes, chat: Callable[[str], list[str]]
) -> None:
    """Taken away, looked for, brought back."""
    before = chat(PROFESSIONALS)
    anna = comes("editor")
    find(anna, FOR_PROFESSIONALS)
    anna.follow("Ändra telefon")
    anna.press("Ta bort telefon 1")
    anna.press("Spara")
    assert anna.notice == "Sparat."
    assert len(chat(PROFESSIONALS)) < len(before)
    anna.follow("Historik", within="main")
    anna.follow("Ta tillbaka")
    anna.press("Ångra")
    assert anna.notice == "Ändringen är ångrad."
    assert chat(PROFESSIONALS) == before


def test_no_box_of_the_long_form_is_hidden_behind_its_button(comes: Comes) -> None:
    """Spara follows down the form; wherever Tab goes, what it comes to can be seen."""
    anna = comes("editor")
    find(anna, HELPLINE)
    anna.follow("Ändra")
    found = set()
    for _ in range(300):
        anna.page.keyboard.press("Tab")
        found.add(anna.page.evaluate(BEHIND_THE_BUTTON))
    assert found == {""}
