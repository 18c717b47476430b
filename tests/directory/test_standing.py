"""What the chat does with a service by how long ago it was checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.cards import Card
from directory.cards_making import make_card
from directory.emergency_lines import PERMANENT
from directory.fallthrough import answers, matched
from directory.match import Need, find, shortlist
from directory.records import Language, Service, Text
from directory.standing import BEHAVIOUR, assured_on, behaviour, review_of
from directory.verification import ReviewState
from directory.wording import phrase
from tests.directory.service_builders import TUESDAY_NOON, a_phone, a_service
from tests.directory.small_city import NEEDS, small_city

TODAY = TUESDAY_NOON.date()
MAIN = a_phone("070-174 06 09", label=Text("Växel"))


def checked(days_ago: int | None, code: str = "exempel", **changes: Any) -> Service:
    """A service of class B that staff assured so many days ago."""
    assured = None if days_ago is None else TODAY - timedelta(days_ago)
    return a_service(code, assured_date=assured, organization_phones=(MAIN,), **changes)


def card(service: Service, language: Language = "sv") -> Card:
    """Its card today."""
    return make_card(matched(service, Need("partner_violence"), TUESDAY_NOON), language, TUESDAY_NOON)


def codes(*services: Service, need: str = "partner_violence") -> list[str]:
    """The order in which they are offered to a woman at noon."""
    return [match.service.code for match in find(Need(need, gender="women"), services, TUESDAY_NOON)]


@pytest.mark.parametrize("state", ReviewState)
def test_every_state_has_a_behaviour_and_words_for_staff(state: ReviewState) -> None:
    """The table is whole; staff read what the chat does."""
    assert state in BEHAVIOUR
    assert phrase(f"standing.{state}.name").sv
    assert phrase(f"standing.{state}.chat").en


@pytest.mark.parametrize(
    ("days_ago", "state", "tells_age", "numbers"),
    [
        (None, "unverified", False, 1),
        (0, "verified", False, 1),
        (170, "due_soon", False, 1),
        (210, "due", False, 1),
        (211, "overdue", True, 2),
        (365, "overdue", True, 2),
        (366, "lapsed", True, 2),
    ],
)
def test_what_a_card_says_by_state(days_ago: int | None, state: str, tells_age: bool, numbers: int) -> None:
    """Plain until 30 days after it was due; then its age in words, and the organisation's number."""
    service = checked(days_ago)
    assert review_of(service, TODAY).state == state
    assert card(service).why.startswith("Senast kontrollerad 20") is tells_age
    assert card(service, "en").why.startswith("Last checked 20") is tells_age
    assert len(card(service).phones) == numbers


def test_the_organisations_number_says_whose_it_is_and_stands_once() -> None:
    """Last, after the service's own; not twice when both have the same."""
    shown = card(checked(300)).phones
    assert [phone.number for phone in shown] == ["070-174 06 05", "070-174 06 09"]
    assert shown[1].label == "Exempel, växel"
    same = replace(checked(300), organization_phones=(a_phone(),))
    assert [phone.number for phone in card(same).phones] == ["070-174 06 05"]


def test_a_doubtful_or_resting_number_is_not_brought_in_by_the_back_door() -> None:
    """The organisation's number is under the same rules as all others."""
    doubtful = replace(checked(300), organization_phones=(replace(MAIN, confidence="low"),))
    assert len(card(doubtful).phones) == 1
    assert card(checked(300, status="inactive")).phones == ()


@pytest.mark.parametrize(("days_ago", "order"), [(365, ["a", "b"]), (366, ["b", "a"]), (None, ["a", "b"])])
def test_a_check_older_than_a_year_is_not_offered_first(days_ago: int | None, order: list[str]) -> None:
    """Whatever its rank; what was never checked keeps its place as before."""
    assert codes(checked(days_ago, "a", rank=1), checked(None, "b", rank=2)) == order


def test_alone_it_is_followed_and_led_by_a_line_that_answers() -> None:
    """A number that nobody has checked for a year is nobody who surely answers."""
    assert codes(checked(366, "a")) == ["kvinnofridslinjen", "a"]
    assert codes(checked(300, "a")) == ["a"]


def test_the_short_list_ends_with_somebody_whose_check_holds() -> None:
    """Three old open doors are not enough."""
    fresh = a_service("frisk", rank=9, phones=())
    woman = Need("partner_violence", gender="women")
    found = find(woman, [fresh, *(checked(366, c) for c in "abc")], TUESDAY_NOON)
    first = [match.service.code for match in shortlist(found, TUESDAY_NOON, 1)]
    assert first == ["kvinnofridslinjen"]


@pytest.mark.parametrize("code", PERMANENT)
@pytest.mark.parametrize("days_ago", [None, 0, 211, 366, 4000])
def test_a_permanent_line_is_plain_however_old_its_check(code: str, days_ago: int | None) -> None:
    """112, 114 14 and 1177 are constants: no forgotten check moves them."""
    old = checked(days_ago, code)
    assert behaviour(old, TODAY) == BEHAVIOUR[ReviewState.VERIFIED]
    assert codes(old, checked(None, "b", rank=2))[0] == code


def test_in_danger_112_stands_first_though_everything_has_lapsed() -> None:
    """Crisis rules go before the age of a check."""
    city = [replace(s, assured_date=TODAY - timedelta(400)) for s in small_city()]
    assert codes(*city, need="immediate_danger") == ["112"]
    assert codes(*city, need="suicide_risk")[0] == "112"


def test_a_changed_number_is_not_shown_as_checked() -> None:
    """The date belonged to the number that stood there before."""
    changed = replace(checked(10), changed_on=TODAY)
    assert (card(changed).verified_on, card(changed).source) == (None, "example.org, 2024-04-16")
    assert card(checked(10)).verified_on == "2026-11-14"
    assert assured_on(changed, TODAY) is None


ages = st.sampled_from([None, 0, 80, 100, 150, 200, 300, 365, 366, 1000])


@given(st.sampled_from(NEEDS), st.lists(ages, min_size=24, max_size=24))
def test_somebody_whose_check_holds_always_answers(need: str, days: list[int | None]) -> None:
    """However old the checks are; in a crisis what can be reached still stands before what cannot."""
    city = [
        replace(service, assured_date=None if age is None else TODAY - timedelta(age))
        for service, age in zip(small_city(), days, strict=False)
    ]
    asked = Need(need).settled()
    found = find(asked, city, TUESDAY_NOON)
    assert any(answers(match, asked, TODAY) for match in found)
    if not asked.is_crisis:
        holds = [behaviour(m.service, TODAY).may_come_first for m in found if m.service.status == "active"]
        assert holds == sorted(holds, reverse=True)
