"""Two requests at the same moment: what works once works once, and nobody comes in behind a closing door."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from directory.errors import DirectoryUnavailable
from directory.models import StaffSession, StaffUser
from staff.accounts import people, sessions
from staff.accounts.doorkeeper import Doorkeeper, Entry
from staff.accounts.people import LastAdmin
from staff.accounts.second_factor import new_secret
from staff.accounts.sessions import SignedIn, Stage
from staff.accounts.throttle import Throttle
from tests.staff.account_builders import SECRET, a_link, an_account, code
from tests.staff.builders import CHEAP, House


@dataclass
class Together:
    """Runs things in threads that begin at the same moment."""

    results: list[object] = field(default_factory=list)

    def run(self, *things: Callable[[], object]) -> list[object]:
        """What each gave or raised."""
        gate = threading.Barrier(len(things))
        threads = [threading.Thread(target=self._one, args=(gate, thing)) for thing in things]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.results

    def _one(self, gate: threading.Barrier, thing: Callable[[], object]) -> None:
        gate.wait()
        try:
            self.results.append(thing())
        except (DirectoryUnavailable, LastAdmin) as fault:
            self.results.append(fault)


def a_keeper(house: House) -> Doorkeeper:
    """One for the house."""
    return Doorkeeper(house.desk, CHEAP, Throttle(house.clock))


def at_stage(house: House, user_id: str, stage: Stage) -> SignedIn:
    """A browser that has come so far."""
    with house.desk.writing("tests") as session:
        token = sessions.begin(session, user_id, stage, house.clock(), new_secret())
        found = sessions.find(session, token, house.clock())
        assert found is not None
        return found


def test_a_code_lets_one_browser_in(house: House) -> None:
    """Of two that send it at once, as somebody would who has watched it being typed."""
    account, keeper = an_account(house), a_keeper(house)
    both = [at_stage(house, account.id, "code") for _ in range(2)]
    shown = code(house)
    got = Together().run(*(lambda one=one: keeper.by_code(one, shown, "") for one in both))
    assert sum(isinstance(one, Entry) for one in got) == 1


def test_a_link_lets_one_browser_in(house: House) -> None:
    """Its password is the one that counts."""
    link, keeper = a_link(house).removeprefix("/welcome/"), a_keeper(house)
    got = Together().run(*(lambda n=n: keeper.by_link(link, f"fyra hästar äter moln {n}") for n in range(2)))
    assert sum(isinstance(one, Entry) for one in got) == 1


def test_two_admins_who_take_each_others_role_leave_one(house: House) -> None:
    """Somebody must be left who can handle accounts."""
    one, other = (an_account(house, "admin", f"{name}@example.org") for name in ("anna", "bo"))

    def take(user_id: str, by: str) -> None:
        with house.desk.writing(by) as session:
            people.set_role(session, session.get_one(StaffUser, user_id), "viewer", by, house.clock())

    Together().run(lambda: take(other.id, one.email), lambda: take(one.id, other.email))
    with house.desk.writing("tests") as session:
        assert people.has_admin(session)


@pytest.mark.parametrize("how", ["code", "enrol", "full"])
def test_nobody_comes_in_by_a_step_that_was_begun_before_the_account_was_closed(
    house: House, how: Stage
) -> None:
    """The request had been recognised; then the admin pressed the button."""
    account, keeper = an_account(house), a_keeper(house)
    here = at_stage(house, account.id, how)
    with house.desk.writing("tests") as session:
        user = session.get_one(StaffUser, account.id)
        people.begin_again(session, user, "admin@example.org", house.clock())
        user.totp_secret = SECRET  # somebody has a new app already
    entry = {
        "code": lambda: keeper.by_code(here, code(house), ""),
        "enrol": lambda: keeper.enrol(here, code(house, here.offered_secret or ""), ""),
        "full": lambda: keeper.change_password(here, "fyra hästar äter moln"),
    }[how]()
    assert entry is None
    with house.desk.reading() as session:
        assert session.scalars(select(StaffSession)).all() == []
        assert session.get_one(StaffUser, account.id).password_hash == ""
