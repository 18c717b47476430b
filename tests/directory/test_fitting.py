"""May this service be offered to this person at all?"""

from __future__ import annotations

from typing import Any

import pytest

from directory.fitting import (
    CITY_DISTRICTS,
    addresses,
    fits,
    fits_age,
    fits_gender,
    fits_place,
    is_local,
    surely_fits,
)
from directory.needs import AgeGroup, Need
from tests.directory.service_builders import a_service


@pytest.mark.parametrize(
    ("minimum", "maximum", "welcome"),
    [
        (None, None, {"under_18", "18_20", "adult", None}),
        (18, None, {"18_20", "adult", None}),
        (21, None, {"adult", None}),
        (13, 26, {"under_18", "18_20", "adult", None}),
        (15, 20, {"under_18", "18_20", None}),
        (None, 17, {"under_18", None}),
        (None, 0, {"under_18", None}),
        (12, 25, {"under_18", "18_20", "adult", None}),
    ],
)
@pytest.mark.parametrize("age_group", ["under_18", "18_20", "adult", None])
def test_age_limits_are_hard(
    minimum: int | None, maximum: int | None, welcome: set[AgeGroup | None], age_group: AgeGroup | None
) -> None:
    """A minor never gets a service for adults; somebody of unknown age may."""
    service = a_service(minimum_age=minimum, maximum_age=maximum)
    assert fits_age(service, Need("sells_sex", age_group=age_group)) is (age_group in welcome)


@pytest.mark.parametrize(
    ("limited_to", "gender", "expected"),
    [
        ({"women"}, None, True),
        ({"women"}, "women", True),
        ({"women"}, "men", False),
        ({"men"}, "women", False),
        ({"trans"}, "men", False),
        ({"women"}, "trans", True),
        ({"trans"}, "trans", True),
        ({"all"}, "men", True),
        (set(), "men", True),
        ({"women"}, "does not matter", True),
    ],
)
def test_gender_rules_out_only_when_it_is_known_and_differs(
    limited_to: set[str], gender: str | None, expected: bool
) -> None:
    """A trans person may be a woman or a man as well."""
    assert fits_gender(a_service(genders=frozenset(limited_to)), Need("x", gender=gender)) is expected


@pytest.mark.parametrize(
    ("limits", "person", "expected"),
    [
        ({}, {}, True),
        ({"genders": {"all"}}, {}, True),
        ({"genders": {"women"}}, {}, False),
        ({"genders": {"women"}}, {"gender": "women"}, True),
        ({"genders": {"women"}}, {"gender": "trans"}, False),
        ({"genders": {"women", "trans"}}, {"gender": "trans"}, True),
        ({"maximum_age": 17}, {}, False),
        ({"minimum_age": 18}, {}, False),
        ({"minimum_age": 0}, {}, True),
        ({"maximum_age": 17}, {"age_group": "under_18"}, True),
        ({"minimum_age": 13, "maximum_age": 26}, {"age_group": "18_20"}, True),
        ({"minimum_age": 13, "maximum_age": 26}, {"age_group": "adult"}, False),
        # Whoever calls for somebody else may be anybody, where such calls are taken.
        ({"genders": {"women"}, "audiences": {"relative"}}, {"audience": "relative"}, True),
        ({"genders": {"women"}, "audiences": {"violence"}}, {"audience": "relative"}, False),
        ({"genders": {"women"}, "audiences": {"minor"}}, {"audience": "minor"}, False),
    ],
)
def test_what_is_not_known_must_not_be_able_to_rule_it_out(
    limits: dict[str, Any], person: dict[str, Any], expected: bool
) -> None:
    """Only then a line counts as one that is there for this person."""
    frozen: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, set) else value for key, value in limits.items()
    }
    assert surely_fits(a_service(**frozen), Need("sells_sex", **person)) is expected


@pytest.mark.parametrize(
    ("areas", "district", "expected"),
    [
        ({"sodermalm"}, None, True),
        ({"sodermalm"}, "sodermalm", True),
        ({"sodermalm"}, "farsta", False),
        ({"stockholm_city"}, "farsta", True),
        ({"stockholm_county"}, "farsta", True),
        ({"sweden"}, "farsta", True),
        (set(), "farsta", True),
        (set(), "solna", False),
        ({"stockholm_city"}, "solna", False),
        ({"stockholm_city", "solna"}, "solna", True),
        ({"stockholm_county"}, "solna", True),
        ({"sweden"}, "solna", True),
        ({"stockholm_county"}, "outside_county", False),
        ({"sweden"}, "outside_county", True),
        ({"sodermalm"}, "stockholm_city", True),
        ({"solna"}, "stockholm_city", False),
    ],
)
def test_place(areas: set[str], district: str | None, expected: bool) -> None:
    """Another district's own office is no help, and outside the city only what works there."""
    assert fits_place(a_service(areas=frozenset(areas)), Need("x", district=district)) is expected


def test_local_is_the_own_district_or_municipality_by_name() -> None:
    """The whole city or country is nobody's own."""
    wide = a_service(areas=frozenset({"stockholm_city", "sweden", "farsta"}))
    assert is_local(wide, Need("x", district="farsta"))
    assert not is_local(wide, Need("x", district="stockholm_city"))
    assert not is_local(wide, Need("x"))


def test_services_for_professionals_are_for_professionals() -> None:
    """A victim who calls the agency's line would be sent on."""
    line = a_service(audiences=frozenset({"professional"}))
    both = a_service(audiences=frozenset({"professional", "relative"}))
    assert not fits(line, Need("trafficking_victim"))
    assert fits(line, Need("trafficking_victim", audience="professional"))
    assert fits(both, Need("trafficking_victim"))


def test_what_has_closed_for_good_or_is_put_away_is_not_offered() -> None:
    """Nor what waits for a second person. Closed for a while is another thing: that is told."""
    assert not fits(a_service(status="defunct"), Need("x"))
    assert not fits(a_service(status="inactive"), Need("x"))
    assert fits(a_service(status="temporarily closed"), Need("x"))


def test_whom_a_service_addresses() -> None:
    """Everyone counts for every audience; nobody is addressed when the audience is not known."""
    assert addresses(a_service(audiences=frozenset({"everyone"})), Need("x", audience="relative"))
    assert addresses(a_service(audiences=frozenset({"relative"})), Need("x", audience="relative"))
    assert not addresses(a_service(audiences=frozenset({"minor"})), Need("x", audience="relative"))
    assert not addresses(a_service(audiences=frozenset({"everyone"})), Need("x"))


def test_the_city_has_eleven_districts() -> None:
    """Since Norrmalm and Östermalm became one."""
    assert len(CITY_DISTRICTS) == 11
    assert "norra-innerstaden" in CITY_DISTRICTS


def test_a_child_is_not_offered_a_service_on_selling_or_buying_sex_that_names_no_age() -> None:
    """Not known is not the same as for children; one that names minors, an age, or others too, is offered."""
    child, anybody = Need("sells_sex", age_group="under_18"), Need("sells_sex")
    silent = a_service("a", audiences=frozenset({"sells_sex", "trafficking"}))
    assert not fits(silent, child)
    assert fits(silent, anybody)
    told: tuple[dict[str, Any], ...] = (
        {"audiences": frozenset({"sells_sex", "minor"})},
        {"audiences": frozenset({"sells_sex", "witness"})},
        {"audiences": frozenset({"sells_sex"}), "minimum_age": 13},
    )
    assert all(fits(a_service("a", **values), child) for values in told)
