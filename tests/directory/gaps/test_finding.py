"""Tests of what is missing, against a hand-made city."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.calendar_se import is_holiday
from directory.clock import STOCKHOLM
from directory.fitting import CITY, OUTSIDE
from directory.gaps.finding import PLACES, Gap, Hours, Kind, gaps, moments, ordered
from directory.match import Need, find
from directory.records import Service
from directory.terms import NeedTerm, needs
from tests.directory.service_builders import WEEKDAYS, a_link, a_service, no_contact, weekly
from tests.directory.small_city import small_city

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=STOCKHOLM)
TODAY = NOW.date()
CHECKED: dict[str, Any] = {"assured_date": TODAY, "areas": frozenset({CITY})}
NEED = NeedTerm("partner_violence", "need", "x", "x", "x", (), ())


def found(*services: Service) -> dict[Hours, dict[str, tuple[Kind, tuple[str, ...]]]]:
    """What is missing for one need: hours -> place -> what."""
    told: dict[Hours, dict[str, tuple[Kind, tuple[str, ...]]]] = {hours: {} for hours in Hours}
    for gap in gaps(services, [NEED], NOW):
        for hours in gap.hours:
            told[hours].update(dict.fromkeys(gap.places, (gap.kind, gap.services)))
    return told


def in_city(*services: Service, hours: Hours = Hours.OFFICE) -> tuple[Kind, tuple[str, ...]] | None:
    """What is missing for somebody in a district."""
    return found(*services)[hours].get("jarva")


def test_nothing_at_all_is_the_worst() -> None:
    """The emergency lines are always there and are no offer for a need."""
    assert in_city() == (Kind.NONE, ())
    assert in_city(a_service(status="inactive", **CHECKED)) == (Kind.NONE, ())
    assert in_city(a_service(needs={"sells_sex": 1}, **CHECKED)) == (Kind.NONE, ())


def test_a_service_that_nobody_can_reach() -> None:
    """A web page is no contact; a chat is."""
    assert in_city(no_contact("ett", links=(a_link(),), **CHECKED)) == (Kind.NO_CONTACT, ("ett",))
    chat = a_link(kind="chat")
    assert in_city(no_contact("ett", links=(chat,), **{**CHECKED, "always_open": True})) is None


def test_a_service_that_is_closed_then() -> None:
    """Open in office hours alone: the evening, the night and the weekend are gaps."""
    service = a_service("ett", always_open=False, schedules=(weekly("09-16", WEEKDAYS),), **CHECKED)
    assert in_city(service) is None
    for hours in (Hours.EVENING, Hours.NIGHT, Hours.HOLIDAY):
        assert in_city(service, hours=hours) == (Kind.CLOSED, ("ett",))


def test_hours_that_nobody_knows_are_a_gap() -> None:
    """Nobody can be promised that somebody answers."""
    assert in_city(a_service("ett", always_open=False, **CHECKED)) == (Kind.CLOSED, ("ett",))


@pytest.mark.parametrize("checked", [None, TODAY - timedelta(days=400)])
def test_a_service_that_nobody_has_checked(checked: Any) -> None:
    """Never, or more than a year ago."""
    service = a_service("ett", **{**CHECKED, "assured_date": checked})
    assert in_city(service) == (Kind.UNVERIFIED, ("ett",))


def test_only_a_national_line() -> None:
    """Near is better; outside the county a national line is all there can be."""
    national = a_service("ett", assured_date=TODAY)
    assert in_city(national) == (Kind.NATIONAL, ("ett",))
    assert OUTSIDE not in found(national)[Hours.NIGHT]
    assert in_city(national, a_service("tva", **CHECKED)) is None


def test_the_states_own_lines_are_no_gap() -> None:
    """112, 114 14 and 1177 answer everywhere, whoever checked them."""
    assert in_city(a_service("polisen-11414", areas=frozenset({"sweden"}))) is None


def test_a_gap_is_where_it_is() -> None:
    """A service for one district leaves the others without."""
    places = found(a_service("ett", **{**CHECKED, "areas": frozenset({"farsta"})}))[Hours.OFFICE]
    assert "farsta" not in places
    assert places["jarva"] == places[OUTSIDE] == (Kind.NONE, ())


def test_a_person_outside_is_not_sent_to_the_city() -> None:
    """What is for Stockholm alone is no offer there."""
    assert found(a_service("ett", **CHECKED))[Hours.OFFICE] == {OUTSIDE: (Kind.NONE, ())}


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)).map(lambda d: d.replace(tzinfo=STOCKHOLM)))
def test_the_moments_are_what_they_are_called(now: datetime) -> None:
    """Also at Christmas; each lies ahead and within three weeks."""
    found = moments(now)
    assert set(found) == set(Hours)
    for hours, moment in found.items():
        free = moment.isoweekday() > 5 or is_holiday(moment.date())
        assert free == (hours is Hours.HOLIDAY)
        assert timedelta(0) < moment - now < timedelta(days=22)


def test_every_gap_of_the_city_is_one_that_the_chat_has_too() -> None:
    """Asked again one by one, with all services and without any short cut."""
    city = small_city()
    told = {
        (gap.need, hours, place): gap.kind
        for gap in gaps(city, needs(), NOW)
        for place in gap.places
        for hours in gap.hours
    }
    assert {"none", "no_contact", "closed", "unverified"} <= set(told.values())
    at = moments(NOW)
    for need in ("sells_sex", "partner_violence", "shelter_tonight", "legal_rights"):
        for hours in Hours:
            for place in PLACES:
                matches = find(Need(need, district=place), city, at[hours])
                offered = [m for m in matches if need in m.service.needs and m.service.status == "active"]
                open_now = any(m.status.open_now and m.service.phones for m in offered)
                kind = told.get((need, hours, place))
                assert (kind is Kind.NONE) == (not offered)
                assert (kind in (None, Kind.UNVERIFIED, Kind.NATIONAL)) == open_now


def test_only_what_concerns_a_need_is_looked_at_and_nothing_is_lost() -> None:
    """The short cut: services that neither offer a need nor are its last resort cannot change the answer."""
    city = small_city()
    for need in ("sells_sex", "minor_exploited", "money_help"):
        about = [one for one in city if need in one.needs or need in one.last_resort_for]
        for moment in moments(NOW).values():
            for place in ("jarva", OUTSIDE):
                asked = Need(need, district=place)
                assert [m.service for m in find(asked, about, moment) if need in m.service.needs] == [
                    m.service for m in find(asked, city, moment) if need in m.service.needs
                ]


def test_dialogue_that_leads_nowhere_has_no_gaps() -> None:
    """Nobody needs a service to say thanks."""
    told = {gap.need for gap in gaps((), needs(), NOW)}
    assert "thanks" not in told
    assert {"human_contact", "sells_sex"} <= told


def test_the_most_asked_comes_first_then_crises_then_the_worst() -> None:
    """A line of code decides what staff see first."""

    def a_gap(need: str, kind: Kind = Kind.CLOSED) -> Gap:
        return Gap(need, (Hours.NIGHT,), kind, ("jarva",), ())

    mixed = [a_gap("addiction"), a_gap("addiction", Kind.NONE), a_gap("suicide_risk"), a_gap("sells_sex")]
    told = [(gap.need, gap.kind) for gap in ordered(mixed, {"sells_sex": 40})]
    assert told == [
        ("sells_sex", Kind.CLOSED),
        ("suicide_risk", Kind.CLOSED),
        ("addiction", Kind.NONE),
        ("addiction", Kind.CLOSED),
    ]


def test_an_assurance_mends_a_gap() -> None:
    """The whole city checked: nothing is unverified any more."""
    checked = [replace(service, assured_date=TODAY) for service in small_city()]
    assert not [gap for gap in gaps(checked, needs(), NOW) if gap.kind is Kind.UNVERIFIED]


def test_the_same_gap_at_several_hours_is_one() -> None:
    """Staff read a line once; what is missing always is missing at all four."""
    night = a_service("ett", always_open=False, schedules=(weekly("09-16", WEEKDAYS),), **CHECKED)
    everywhere_but_outside = tuple(place for place in PLACES if place != OUTSIDE)
    assert gaps([night], [NEED], NOW) == (
        Gap(NEED.code, tuple(Hours), Kind.NONE, (OUTSIDE,), ()),
        Gap(
            NEED.code,
            (Hours.EVENING, Hours.NIGHT, Hours.HOLIDAY),
            Kind.CLOSED,
            everywhere_but_outside,
            ("ett",),
        ),
    )
