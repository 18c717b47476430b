"""Every page x every role x every method: who gets in, who is refused, who is asked to sign in.

Reads the house's own table of contents, so a new page is covered by being there.
"""

from __future__ import annotations

import re

import pytest

from staff.accounts.members import ROLES, Role
from staff.contents import PAGES
from staff.page import Page
from tests.staff.builders import House, Visitor

OTHER_METHODS = ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")
BY_PATH = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)


def address(page: Page) -> str:
    """The page's path with something in its places."""
    return re.sub(r"\{[^}]*\}", "1", page.path)


def send(visitor: Visitor, page: Page, method: str) -> int:
    """The status of a request with a good token in it."""
    if method == "POST":
        return visitor.post(address(page)).status_code
    return visitor.request(method, address(page)).status_code


def roles_of(page: Page) -> dict[str, Role]:
    """The methods that the page takes, with the role that each needs."""
    known: dict[str, Role] = {}
    if page.get:
        known["GET"] = page.get_role
    if page.post:
        known["POST"] = page.post_role
    return known


@BY_PATH
def test_a_role_that_is_high_enough_gets_in_and_a_lower_one_does_not(page: Page, house: House) -> None:
    """Refused with 403, whatever else is wrong with the request; nothing ends in a fault of ours."""
    for method, needed in roles_of(page).items():
        for role in ROLES:
            status = send(house.sign_in(role), page, method)
            if ROLES.index(role) < ROLES.index(needed):
                assert status == 403, (method, role)
            else:
                assert status != 403, (method, role)
                assert status < 500, (method, role)


@BY_PATH
def test_who_is_not_signed_in_is_asked_to(page: Page, house: House) -> None:
    """And nothing is done."""
    for method in roles_of(page):
        stranger = house.stranger()
        answer = stranger.post(address(page)) if method == "POST" else stranger.get(address(page))
        assert answer.status_code in (303, 401), method
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login"), method


@BY_PATH
def test_no_page_takes_another_method(page: Page, house: House) -> None:
    """405, also for an admin, and for GET or POST where the page has none."""
    missing = {"GET", "POST"} - roles_of(page).keys()
    for method in (*OTHER_METHODS, *missing):
        for visitor in (house.stranger(), house.sign_in("admin")):
            assert send(visitor, page, method) == 405, method


@pytest.mark.parametrize("page", [page for page in PAGES if page.post], ids=lambda page: page.path)
def test_no_form_is_taken_without_its_token_or_from_another_site(page: Page, house: House) -> None:
    """Not even an admin's."""
    for role in ROLES[ROLES.index(page.post_role) :]:
        visitor = house.sign_in(role)
        assert visitor.post(address(page), csrf="").status_code == 403
        assert visitor.post(address(page), csrf="0" * 64).status_code == 403
        assert visitor.post(address(page), headers={"Origin": "https://example.org"}).status_code == 403
        assert visitor.post(address(page), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_no_two_pages_stand_at_the_same_address() -> None:
    """The second would never be seen."""
    paths = [page.path for page in PAGES]
    assert len(paths) == len(set(paths))


def test_what_is_changed_is_changed_by_a_role_that_may() -> None:
    """A reader's only forms are about their own account."""
    forms = [page.path for page in PAGES if page.post and page.post_role == "viewer"]
    assert all(path.startswith(("/account", "/logout")) for path in forms), forms


def test_there_are_pages_to_test() -> None:
    """The tests above can fail."""
    assert {"/account", "/users"} <= {page.path for page in PAGES}
