"""The whole way: from the first admin's link to the card in a conversation that is going on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pyotp
import pytest

from staff.contents import PAGES
from staff.pages.signing_in import DOORS
from tests.running.assistant import ROOT, Assistant, running_assistant
from tests.running.visitor import PageVisitor
from tests.staff.forms import sent

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(300)]

PASSWORD = "fyra hästar äter moln"
PROFESSIONAL, HURT = (
    "Jag arbetar på socialtjänsten och har mött ett misstänkt offer för människohandel",
    "Min man slår mig",
)
FOR_PROFESSIONALS, FOR_WOMEN = "nmt-stodtelefon", "kvinnofridslinjen"
OLD = {FOR_PROFESSIONALS: "020-390 000", FOR_WOMEN: "020-50 50 50"}
STAFF_PATHS = sorted({*(page.path for page in PAGES), *(door.path for door in DOORS), "/hsds/services"})
NEW = {FOR_PROFESSIONALS: "070-174 06 05", FOR_WOMEN: "070-174 06 06"}


class Colleague:
    """A browser at the staff pages; the token of every form is the one on the page before it."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, follow_redirects=True, timeout=30)
        self.page = ""

    def look(self, path: str) -> str:
        """Goes to a page."""
        self.page = self.http.get(path).raise_for_status().text
        return self.page

    def send(self, path: str, *pairs: tuple[str, str]) -> str:
        """Sends a form of the page that is open, and stands on the page that comes of it."""
        [token] = set(re.findall(r'name="csrf" value="([^"]+)"', self.page))
        body: dict[str, list[str]] = {"csrf": [token]}
        for name, value in pairs:
            body.setdefault(name, []).append(value)
        self.page = self.http.post(path, data=body).raise_for_status().text
        return self.page

    def open_invitation(self, link: str) -> None:
        """Chooses a password and an app; is signed in then."""
        self.look(httpx.URL(link).path)
        self.send(httpx.URL(link).path, ("password", PASSWORD), ("again", PASSWORD))
        [secret] = re.findall(r"Nyckel: <code>([^<]+)</code>", self.page)
        code = pyotp.TOTP(secret.replace(" ", "")).now()
        assert "Logga ut" in self.send("/login/second-factor", ("code", code))

    def correct(self, service: str, number: str) -> str:
        """Another first number in the form of a service."""
        changed = {
            "phones__0__number": number,
            "phones__0__source": "Samtal med verksamheten",
            "phones__0__source_date": "2026-11-24",
        }
        form = sent(self.look(f"/service/{service}/edit"), **changed)
        return self.send(f"/service/{service}/edit", *form, ("do", "save"))


@pytest.fixture(scope="module")
def city() -> Iterator[Assistant]:
    """An assistant of this module's own, because its directory will be changed."""
    with running_assistant() as one:
        yield one


@pytest.fixture(scope="module")
def chief(city: Assistant) -> Iterator[Colleague]:
    """The first admin, made by the command on the machine where the assistant runs."""
    environment = {
        **os.environ,
        "LOTSEN_DATA_DIR": str(city.folder / "var"),
        "LOTSEN_STAFF_PORT": str(city.ports["STAFF"]),
    }
    command = [sys.executable, "-m", "staff", "add-admin", "chef@example.org"]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    link = said.stdout.split()[-1]
    assert link.startswith(city.url("STAFF"))
    colleague = Colleague(city.url("STAFF"))
    colleague.open_invitation(link)
    yield colleague
    colleague.http.close()


def test_a_corrected_number_is_on_the_card_of_the_next_turn(city: Assistant, chief: Colleague) -> None:
    """In a conversation that was going on all the while; the old number is nowhere in it."""
    old, new = OLD[FOR_PROFESSIONALS], NEW[FOR_PROFESSIONALS]
    with PageVisitor(city.url("CHAT")) as visitor:
        assert old in visitor.say(PROFESSIONAL).text
        assert "Sparat." in chief.correct(FOR_PROFESSIONALS, new)
        page = visitor.say(PROFESSIONAL).text
    assert new in page
    assert old not in page.rpartition(PROFESSIONAL)[2]


def test_a_number_for_people_in_danger_waits_for_a_second_person(city: Assistant, chief: Colleague) -> None:
    """Until then the chat goes on saying the old one; the second person comes in by an invitation."""
    old, new = OLD[FOR_WOMEN], NEW[FOR_WOMEN]
    with PageVisitor(city.url("CHAT")) as visitor:
        chief.correct(FOR_WOMEN, new)
        assert "Väntar på att en annan person godkänner" in chief.page
        page = visitor.say(HURT).text
        assert (old in page, new in page) == (True, False)
        agree(invited(city, chief))
        assert new in visitor.say(HURT).text


def invited(city: Assistant, chief: Colleague) -> Colleague:
    """An approver whom the admin has let in."""
    chief.look("/users")
    page = chief.send("/users", ("email", "birgit@example.org"), ("role", "approver"))
    [link] = re.findall(r"<code>(http[^<]+)</code>", page)
    colleague = Colleague(city.url("STAFF"))
    colleague.open_invitation(link)
    return colleague


def agree(colleague: Colleague) -> None:
    """To the one change that waits."""
    [path] = set(re.findall(r'href="(/changes/[^"]+)"', colleague.look("/changes")))
    colleague.look(path)
    assert "Godkänt och infört." in colleague.send(path, ("reason", ""), ("act", "approve"))
    colleague.http.close()


def test_no_cookie_of_one_house_opens_the_other(city: Assistant, chief: Colleague) -> None:
    """Browsers send cookies to every port of a host, so both houses get both."""
    with PageVisitor(city.url("CHAT")) as visitor:
        visitor.say(PROFESSIONAL)
        chats, staffs = dict(visitor.http.cookies), dict(chief.http.cookies)
        assert not chats.keys() & staffs.keys()
        for cookies in (chats, {name: next(iter(chats.values())) for name in staffs}):
            answer = httpx.get(f"{city.url('STAFF')}/queue", cookies=cookies)
            assert answer.headers["location"].startswith("/login")
        for cookies in (staffs, {name: next(iter(staffs.values())) for name in chats}):
            assert PROFESSIONAL not in httpx.get(city.url("CHAT"), cookies=cookies).text
        assert PROFESSIONAL in visitor.look().text


@pytest.mark.parametrize("path", STAFF_PATHS)
def test_no_staff_page_answers_at_the_chat(city: Assistant, chief: Colleague, path: str) -> None:
    """Neither asked for nor sent to, also with the cookie of an admin."""
    address = city.url("CHAT") + re.sub(r"\{[^}]*\}", FOR_WOMEN, path)
    for method in ("GET", "POST"):
        answer = httpx.request(method, address, cookies=dict(chief.http.cookies))
        assert answer.status_code == 404
        assert "Lotsens personal" not in answer.text
