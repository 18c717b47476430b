"""What every page shares: navigation by role, a notice said once, forms with their token."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from starlette.responses import Response

from staff.app import create_app
from staff.contents import LINKS, NAVIGATION, PAGES, first_page
from staff.page import Page
from staff.printing import HERE, moment, notices
from staff.visit import Visit
from tests.directory.builders import MORNING
from tests.staff.builders import CHEAP, House

TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


def test_the_navigation_shows_what_the_role_may_open(house: House) -> None:
    """No link that leads to a no."""
    assert 'href="/users"' in house.sign_in("admin").get("/account").text
    for role in ("viewer", "editor", "approver"):
        assert 'href="/users"' not in house.sign_in(role).get("/account").text


def test_every_link_of_the_navigation_leads_to_a_page_that_its_role_may_open() -> None:
    """As the table of contents says it."""
    roles = {page.path: page.get_role for page in PAGES if page.get}
    assert {link.path: link.role for link in NAVIGATION} == {
        link.path: roles[link.path] for link in NAVIGATION
    }
    assert set(NAVIGATION) <= set(LINKS)


def test_the_first_page_is_one_that_everybody_may_open(house: House) -> None:
    """Also in a house without anything but accounts."""
    assert house.sign_in("viewer").get(first_page()).status_code == 200
    assert house.sign_in("viewer").get("/").headers["location"] == first_page()
    assert first_page(()) == "/account"


def test_a_notice_is_said_once(house: House) -> None:
    """On the page that follows."""
    visitor = house.sign_in("viewer")
    visitor.post("/account/others")
    assert 'role="status"' in visitor.get("/account").text
    assert 'role="status"' not in visitor.get("/account").text


def test_a_made_up_notice_says_nothing(house: House) -> None:
    """Only our own words can be said."""
    visitor = house.sign_in("viewer")
    visitor.cookies.set("lotsen-staff-notice", "<b>ring 070", domain="staff.local", path="/")
    assert "ring 070" not in visitor.get("/account").text


def test_a_notice_without_words_is_found_at_once(house: House) -> None:
    """By whoever wrote the page."""

    def say(visit: Visit) -> Response:
        return visit.to("/account", "no_such_words")

    house.app = create_app(house.desk, passwords=CHEAP, pages=(Page("/say", get=say),))
    assert house.sign_in().get("/say").status_code == 500


def test_every_notice_is_said_in_words() -> None:
    """A key and a sentence."""
    assert all(re.fullmatch(r"[a-z_]+", key) and words.endswith(".") for key, words in notices().items())
    assert yaml.safe_load((HERE / "notices.yml").read_text(encoding="utf-8")) == notices()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_breaks_the_policy_or_forgets_a_forms_token(template: Path) -> None:
    """No script, no inline style, nothing from elsewhere; every form that is sent carries the token."""
    words = template.read_text(encoding="utf-8")
    for forbidden in ("<script", "style=", "onclick", "javascript:", 'href="http', 'src="http'):
        assert forbidden not in words
    forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", words, re.DOTALL)
    assert all("csrf_field()" in form for form in forms)


def test_times_are_told_in_stockholm() -> None:
    """Whatever zone the database gives."""
    assert moment(MORNING) == "2026-11-24 09:00"
    assert moment(None) == ""


def test_a_download_is_kept_nowhere_and_keeps_its_name(house: House) -> None:
    """With letters that people use."""

    def give(visit: Visit) -> Response:
        return visit.file(b"1;2", 'ställen "nu".csv', "text/csv")

    house.app = create_app(house.desk, passwords=CHEAP, pages=(Page("/file", get=give),))
    answer = house.sign_in("viewer").get("/file")
    assert answer.content == b"1;2"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''st%C3%A4llen%20%22nu%22.csv"


def test_a_page_says_which_room_of_the_navigation_it_is_in(seeded_house: House) -> None:
    """The page itself, or one within; what is folded marks its menu too."""
    approver = seeded_house.sign_in("approver")
    marks = r'<(?:a href="([^"]+)"|(summary)) aria-current="(\w+)"'
    for path, marked in {
        "/services": [("/services", "", "page")],
        "/service/bris": [("/services", "", "true")],
        "/verifications": [("/changes", "", "true"), ("/verifications", "", "page")],
        "/history": [("", "summary", "true"), ("/history", "", "page")],
        "/account": [("/account", "", "page")],
    }.items():
        assert re.findall(marks, approver.get(path).text) == marked


def test_who_may_approve_finds_both_lists_in_one_place(house: House) -> None:
    """Others see the proposals only."""
    for path in ("/changes", "/verifications"):
        page = house.sign_in("approver").get(path).text.split("<main")[1]
        assert 'href="/changes"' in page
        assert 'href="/verifications"' in page
    assert "/verifications" not in house.sign_in("editor").get("/changes").text
