"""May this service be offered to this person at all? Age, gender, audience and place, each one predicate."""

from __future__ import annotations

from collections.abc import Mapping

from directory.needs import Need
from directory.records import Service

CITY_DISTRICTS = frozenset(
    {
        "jarva",
        "hasselby-vallingby",
        "bromma",
        "kungsholmen",
        "norra-innerstaden",
        "sodermalm",
        "enskede-arsta-vantor",
        "skarpnack",
        "farsta",
        "hagersten-alvsjo",
        "skarholmen",
    }
)
"""The eleven city districts since 2023-07-01."""

CITY, COUNTY, COUNTRY, OUTSIDE = "stockholm_city", "stockholm_county", "sweden", "outside_county"

_AGES: Mapping[str, tuple[int, int]] = {"under_18": (0, 17), "18_20": (18, 20), "adult": (21, 150)}
_ANY_AGE = 0, 150

_WELCOME_AT: Mapping[str, frozenset[str]] = {
    "women": frozenset({"women"}),
    "men": frozenset({"men"}),
    "trans": frozenset({"trans", "women", "men"}),  # a trans person may be a woman or a man as well
}

_FOR_ANOTHER = frozenset({"relative", "professional"})


HIDDEN = frozenset({"inactive", "defunct"})
"""What staff have put away: also what is new and waits for a second person. Nobody is told of it."""


_ADULTS_WORDS = frozenset(
    {
        "sells_sex",
        "buys_sex",
        "sexual_behaviour",
        "trafficking",
        "sexual_violence",
        "perpetrator",
        "relative",
        "professional",
        "lgbtq",
    }
)


def fits(service: Service, need: Need) -> bool:
    """True when nothing that is known about the person rules the service out."""
    return (
        service.status not in HIDDEN
        and fits_age(service, need)
        and fits_a_child(service, need)
        and fits_gender(service, need)
        and fits_audience(service, need)
        and fits_place(service, need)
    )


def fits_age(service: Service, need: Need) -> bool:
    """True unless the known age group lies wholly outside the service's limits."""
    youngest, oldest = _AGES.get(need.age_group or "", _ANY_AGE)
    lowest, highest = _age_limits(service)
    return oldest >= lowest and youngest <= highest


def fits_a_child(service: Service, need: Need) -> bool:
    """False, for a minor, of a service on selling or buying sex that does not say that it takes children."""
    if not need.is_minor or service.minimum_age is not None or service.maximum_age is not None:
        return True
    about_sex = bool(service.audiences & {"sells_sex", "buys_sex"}) and service.audiences <= _ADULTS_WORDS
    return not about_sex


def _age_limits(service: Service) -> tuple[int, int]:
    return service.minimum_age or 0, _ANY_AGE[1] if service.maximum_age is None else service.maximum_age


def limited_to(service: Service) -> frozenset[str]:
    """The genders that a service is limited to; empty when it is for everybody."""
    return frozenset() if "all" in service.genders else service.genders


def fits_gender(service: Service, need: Need) -> bool:
    """True unless the service is limited to others than the known gender."""
    limits = limited_to(service)
    welcome = _WELCOME_AT.get(need.gender or "")
    return not limits or welcome is None or not welcome.isdisjoint(limits)


def fits_audience(service: Service, need: Need) -> bool:
    """False for a service that only takes professionals when the person is not known to be one."""
    return service.audiences != {"professional"} or need.audience == "professional"


def surely_fits(service: Service, need: Need) -> bool:
    """True when nothing that is not known about the person can rule the service out; the place is left aside.

    Who asks for somebody else is let in by a service that takes such calls, whoever it is made for.
    """
    if need.audience in _FOR_ANOTHER and need.audience in service.audiences:
        return True
    limits = limited_to(service)
    youngest, oldest = _AGES.get(need.age_group or "", _ANY_AGE)
    lowest, highest = _age_limits(service)
    return (not limits or need.gender in limits) and lowest <= youngest and oldest <= highest


def addresses(service: Service, need: Need) -> bool:
    """True when the service names the person's audience, or everyone, as its own."""
    return need.audience is not None and not service.audiences.isdisjoint({need.audience, "everyone"})


def meets_in(service: Service, language: str) -> bool:
    """True when the service speaks the language, or gets an interpreter."""
    return language in service.languages or service.interpreters


def fits_place(service: Service, need: Need) -> bool:
    """True when the service works where the person lives, or nobody knows where that is.

    A service whose own area is not known is offered in the city, never outside it.
    """
    if need.district is None:
        return True
    areas = service.areas or frozenset({CITY})
    return not areas.isdisjoint(_areas_that_reach(need.district))


def is_local(service: Service, need: Need) -> bool:
    """True when the service is the person's own: for their district or municipality by name."""
    return need.district is not None and need.district not in _WIDE and need.district in service.areas


_WIDE = frozenset({CITY, COUNTY, COUNTRY, OUTSIDE})


def _areas_that_reach(district: str) -> frozenset[str]:
    if district in CITY_DISTRICTS:
        return frozenset({district, CITY, COUNTY, COUNTRY})
    if district == CITY:
        return CITY_DISTRICTS | {CITY, COUNTY, COUNTRY}
    if district in (OUTSIDE, COUNTRY):
        return frozenset({COUNTRY})
    return frozenset({district, COUNTY, COUNTRY})
