"""`python -m staff` at a terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from sqlalchemy import select, text

from directory.models import StaffEvent
from directory.settings import Settings as DirectorySettings
from staff.commands import main, mend_the_copy
from staff.settings import Settings
from tests.staff.account_builders import an_account, give_password, is_in, sign_in
from tests.staff.builders import House


def run(house: House, *argv: str, https: bool = False) -> tuple[int, str]:
    """(exit code, what was said)."""
    url = house.desk.writing_engine.url.render_as_string(hide_password=False)
    directory = DirectorySettings(Path("var"), url)
    out = io.StringIO()
    code = main(argv, Settings(8001, "127.0.0.1", https, directory), out, house.clock)
    return code, out.getvalue()


def link_in(said: str) -> str:
    """The path of the link."""
    found = re.search(r"http://127\.0\.0\.1:8001(/welcome/[\w-]{43})", said)
    assert found, said
    return found[1]


def test_the_first_admin_comes_from_a_command(house: House) -> None:
    """A link, no password on a command line or in a log."""
    code, said = run(house, "add-admin", "Chef@Example.org")
    assert code == 0
    page = house.stranger().get(link_in(said))
    assert "chef@example.org" in page.text
    with house.desk.reading() as session:
        event = session.scalars(select(StaffEvent)).one()
    assert (event.by, event.about, event.what) == ("command line", "chef@example.org", "invited")


def test_where_there_is_https_the_link_says_so(house: House) -> None:
    """The operator knows the name of the host."""
    assert "https://127.0.0.1/welcome/" in run(house, "add-admin", "chef@example.org", https=True)[1]


def test_a_second_admin_is_refused_unless_asked_for_again(house: House) -> None:
    """Whoever has the machine has the directory; this is against doing it by mistake."""
    account = an_account(house, "admin", "chef@example.org")
    browser = sign_in(house, account)
    code, said = run(house, "add-admin", "ny@example.org")
    assert (code, "--again" in said) == (1, True)
    code, said = run(house, "add-admin", "ny@example.org", "--again")
    assert code == 0
    assert house.stranger().get(link_in(said)).status_code == 200
    assert is_in(browser)


def test_an_admin_who_lost_the_phone_begins_again(house: House) -> None:
    """The old ways in are closed; a closed account is opened, another role becomes admin."""
    account = an_account(house, "viewer", "chef@example.org")
    browser = sign_in(house, account)
    _, said = run(house, "add-admin", "chef@example.org", "--again")
    assert not is_in(browser)
    assert give_password(browser, account).status_code == 422
    assert house.stranger().get(link_in(said)).status_code == 200


def test_an_invitation_that_nobody_opened_can_be_made_again(house: House) -> None:
    """Without --again: there is no admin who can sign in yet."""
    _, first = run(house, "add-admin", "chef@example.org")
    code, second = run(house, "add-admin", "chef@example.org")
    assert code == 0
    assert house.stranger().get(link_in(first)).status_code == 404
    assert house.stranger().get(link_in(second)).status_code == 200


def test_what_is_no_address_is_refused(house: House) -> None:
    """In words."""
    assert run(house, "add-admin", "chef") == (1, "staff: that is no e-mail address\n")


def test_without_tables_it_says_how_to_make_them(tmp_path: Path) -> None:
    """And makes no admin in a database that nothing reads."""
    directory = DirectorySettings(tmp_path, f"sqlite:///{tmp_path / 'directory.sqlite'}")
    out = io.StringIO()
    assert main(["add-admin", "a@example.org"], Settings(8001, "127.0.0.1", False, directory), out) == 3
    assert "python -m directory init" in out.getvalue()


def test_help_shows_how(capsys: pytest.CaptureFixture[str]) -> None:
    """With examples that can be copied."""
    with pytest.raises(SystemExit) as stopped:
        main(
            ["--help"], Settings(8001, "127.0.0.1", False, DirectorySettings(Path("var"), "")), io.StringIO()
        )
    assert stopped.value.code == 0
    assert "python -m staff add-admin namn@example.org --again" in capsys.readouterr().out


def test_the_server_is_started_as_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a word and with "serve"; no access log, no name of the server."""
    started: list[dict[str, object]] = []
    monkeypatch.setattr("staff.commands.uvicorn.run", lambda _app, **options: started.append(options))
    directory = DirectorySettings(tmp_path, f"sqlite:///{tmp_path / 'directory.sqlite'}")
    for argv in ([], ["serve"]):
        assert main(argv, Settings(8123, "127.0.0.1", True, directory), io.StringIO()) == 0
    assert [(one["host"], one["port"]) for one in started] == [("127.0.0.1", 8123)] * 2
    assert {one["access_log"] for one in started} == {one["server_header"] for one in started} == {False}


def test_the_copy_is_made_anew_at_the_start(seeded_house: House) -> None:
    """It may have been impossible before the last stop; a house without a directory starts all the same."""
    mend_the_copy(seeded_house.desk)
    assert seeded_house.desk.published_path.exists()
    with seeded_house.desk.writing_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'"))
    seeded_house.desk.published_path.unlink()
    mend_the_copy(seeded_house.desk)
    assert not seeded_house.desk.published_path.exists()
