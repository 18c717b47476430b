"""Who may read the API in the staff house."""

from __future__ import annotations

import pytest

from staff.accounts.members import ROLES
from staff.settings import from_environment
from tests.staff.builders import House

PATHS = ("/hsds/", "/hsds/services", "/hsds/openapi.json", "/hsds/taxonomies")


@pytest.mark.parametrize("path", PATHS)
def test_every_role_may_read_and_a_stranger_may_not(house: House, path: str) -> None:
    """401 and not the way in: a program cannot sign in on a page."""
    assert house.stranger().get(path).status_code == 401
    for role in ROLES:
        assert house.sign_in(role).get(path).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_the_operator_may_open_it_to_all(house: House, path: str) -> None:
    """Reading only, still."""
    house.rebuild(hsds_public=True)
    assert house.stranger().get(path).status_code == 200
    assert house.stranger().request("DELETE", path).status_code == 405


def test_it_is_closed_unless_the_operator_says_so() -> None:
    """LOTSEN_HSDS_PUBLIC."""
    assert not from_environment({}).hsds_public
    assert not from_environment({"LOTSEN_HSDS_PUBLIC": "0"}).hsds_public
    assert from_environment({"LOTSEN_HSDS_PUBLIC": "1"}).hsds_public
