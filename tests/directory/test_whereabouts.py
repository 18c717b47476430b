"""When it is worth asking where somebody is."""

from __future__ import annotations

from typing import Any

import pytest

from directory.match import Need
from directory.whereabouts import depends_on_place
from tests.directory.service_builders import a_service


@pytest.mark.parametrize(
    ("service", "asked", "worth"),
    [
        ({"areas": frozenset({"jarva"})}, {}, True),
        ({"areas": frozenset({"solna"})}, {}, True),
        ({"areas": frozenset({"jarva", "stockholm_city"})}, {}, False),
        ({"areas": frozenset({"sweden"})}, {}, False),
        ({"areas": frozenset()}, {}, False),
        ({"areas": frozenset({"jarva"})}, {"district": "farsta"}, False),
        ({"areas": frozenset({"jarva"}), "status": "inactive"}, {}, False),
        ({"areas": frozenset({"jarva"}), "minimum_age": 18}, {"age_group": "under_18"}, False),
        ({"areas": frozenset({"jarva"})}, {"code": "addiction"}, False),
    ],
)
def test_a_place_is_worth_asking_for_when_it_would_change_the_answer(
    service: dict[str, Any], asked: dict[str, Any], worth: bool
) -> None:
    """A service for some places only, which the person could be offered, and no place known."""
    need = Need(**{"code": "partner_violence", **asked})
    assert depends_on_place(need, [a_service("a", **service)]) is worth
