"""No password, secret or token in any page, log, error or row, but where it must be."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from directory.models import Model
from staff.accounts.people import LastAdmin
from staff.app import create_app
from staff.contents import PAGES
from staff.page import Page
from staff.visit import Visit
from tests.staff.account_builders import Account, a_link, an_account, code, give_password, sign_in
from tests.staff.builders import CHEAP, House
from tests.staff.test_permissions import address

PASSWORD = "kanariefågel i gruvan"
WRONG = "kanariefågel i källaren"


def everything_stored(house: House) -> str:
    """Every cell of every table."""
    rows = []
    with house.desk.reading() as session:
        for table in Model.metadata.sorted_tables:
            rows += [str(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{table.name}"'))]
    return "\n".join(rows)


def test_what_opens_the_house_is_stored_nowhere_in_the_clear(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    """Passwords, wrong ones too, links, cookies, codes; the app's secret is in its one column."""
    link, browser = a_link(house, "admin"), house.stranger()
    browser.post(link, {"password": PASSWORD, "again": PASSWORD})
    page = browser.get("/login/second-factor").text
    secret = page.split("Nyckel: <code>")[1].split("</code>")[0].replace(" ", "")
    half_way, shown = browser.token, code(house, secret)
    browser.post("/login/second-factor", {"code": shown})
    give_password(house.stranger(), Account("", "anna@example.org"), WRONG)
    give_password(house.stranger(), Account("", WRONG), WRONG)
    browser.post("/account/password", {"current": WRONG, "password": PASSWORD, "again": PASSWORD})
    stored = everything_stored(house)
    device = next(c.value or "" for c in browser.cookies.jar if c.name.endswith("device"))
    for canary in (PASSWORD, WRONG, link.rpartition("/")[2], half_way, browser.token, device):
        assert canary not in stored
    assert stored.count(secret) == 1
    told = capfd.readouterr()
    for canary in (PASSWORD, WRONG, secret, browser.token):
        assert canary not in told.out + told.err


@pytest.mark.parametrize("page", [page for page in PAGES if page.get], ids=lambda page: page.path)
def test_no_page_shows_what_opens_the_house(page: Page, house: House) -> None:
    """Not even to an admin."""
    account = an_account(house, "admin")
    browser = sign_in(house, account)
    shown = browser.get(address(page)).text
    with house.desk.reading() as session:
        both = "SELECT password_hash FROM staff_user UNION SELECT token_hash FROM staff_session"
        hashes = session.execute(text(both)).scalars().all()
    for canary in (account.secret, account.password, browser.token, *hashes):
        assert canary not in shown


def test_a_fault_of_ours_is_logged_without_its_words(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    """Class, module and line, and a number that the page shows too."""

    def break_down(visit: Visit) -> None:
        raise RuntimeError(f"{PASSWORD} {visit.form.text('words')}")

    pages = (Page("/broken", get=break_down, post=break_down),)  # type: ignore[arg-type]
    house.app = create_app(house.desk, passwords=CHEAP, pages=pages)
    answer = house.sign_in().post("/broken", {"words": WRONG})
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    told = capfd.readouterr().err
    assert "RuntimeError" in told
    assert "tests.staff.test_secrets" in told
    assert told.split()[-1] in answer.text
    for canary in (PASSWORD, WRONG, "Traceback"):
        assert canary not in told + answer.text


def test_an_error_of_the_accounts_says_nothing_of_whom(house: House) -> None:
    """They are told apart by their class alone."""
    assert str(LastAdmin()) == ""
    assert "nobody" not in repr(CHEAP)
