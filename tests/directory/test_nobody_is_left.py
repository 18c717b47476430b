"""No need ends without somebody who answers: every need, person and place of the real seed, at every hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import cycle, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import terms
from directory.cards_making import make_card
from directory.catalogue import Catalogue
from directory.emergency_lines import lines
from directory.match import Match, Need, find, shortlist
from directory.records import Service
from tests.directory.hard_times import TIMES
from tests.directory.promises import answers_now, broken
from tests.directory.service_builders import at
from tests.directory.whole_space import (
    AGE_GROUPS,
    AUDIENCES,
    CODES,
    GENDERS,
    HOURS,
    PLACES,
    SPEAKS,
    Space,
)

Seed = tuple[Service, ...]
Fate = Callable[[Service], Service]
OFFERED = sorted({code for term in terms.needs() for code in (*term.offers, *term.last_resort)})
MOST_PAGES = 12
NOON, NIGHT, HOLY_NIGHT = at("2026-12-22 12:30"), at("2026-12-22 03:30"), at("2026-12-25 02:30")


@pytest.fixture(scope="module")
def space(seed: Seed) -> Space:
    """All questions to the real seed."""
    return Space(Catalogue(seed))


def _faults(needs: Sequence[Need], pool: Sequence[Service], hours: Sequence[datetime]) -> list[str]:
    asked = product(needs, hours)
    return [f"{f}: {need} at {now}" for need, now in asked for f in broken(need, find(need, pool, now), now)]


@pytest.mark.parametrize("code", CODES)
def test_everybody_everywhere_at_every_kind_of_hour(space: Space, code: str) -> None:
    """Audience x age x gender x place x language x wish, in plain weeks and in those with holidays."""
    pool = space.catalogue.leading_to(code)
    assert _faults(tuple(space.questions(code)), pool, space.hours(code))[:3] == []


@pytest.mark.parametrize("code", CODES)
def test_every_hour_of_a_plain_week_and_of_christmas(space: Space, code: str) -> None:
    """One after the other and none left out, for somebody of whom nothing is known."""
    pool = space.catalogue.leading_to(code)
    assert _faults([Need(code)], pool, HOURS[: 2 * 7 * 24])[:3] == []


@pytest.mark.parametrize("times", TIMES)
def test_in_hard_times_too(seed: Seed, times: str) -> None:
    """Whatever has become of the whole directory: old, empty, closed, moved away, all new."""
    catalogue = Catalogue(TIMES[times](service) for service in seed)
    for code in CODES:
        people = product((None, "relative"), AGE_GROUPS, GENDERS, (None, "norra-innerstaden", "solna"))
        needs = [Need(code, who, age, gender, place) for who, age, gender, place in people]
        assert _faults(needs, catalogue.leading_to(code), (NOON, HOLY_NIGHT))[:3] == []


questions = st.builds(
    Need,
    code=st.sampled_from(CODES),
    audience=st.sampled_from(AUDIENCES),
    age_group=st.sampled_from(AGE_GROUPS),
    gender=st.sampled_from(GENDERS),
    district=st.sampled_from(PLACES),
    speaks=st.sampled_from(SPEAKS),
    wants_anonymous=st.booleans(),
    exclude=st.frozensets(st.sampled_from(OFFERED), max_size=4),
)
fates = st.lists(st.sampled_from(list(TIMES.values())), min_size=5, max_size=20)


@settings(max_examples=250)
@given(questions, fates, st.sampled_from(HOURS))
def test_nothing_hides_between_the_kinds(space: Space, need: Need, fates: list[Fate], now: datetime) -> None:
    """Any question, also after "show others", to a directory of which each part has met a fate of its own."""
    pool = space.catalogue.leading_to(need.code)
    mixed = tuple(befall(service) for befall, service in zip(cycle(fates), pool, strict=False))
    assert _faults([need], mixed, [now]) == []


@pytest.mark.parametrize("now", [NOON, NIGHT], ids=["noon", "night"])
@pytest.mark.parametrize("code", CODES)
def test_others_are_others_until_nothing_is_left(space: Space, code: str, now: datetime) -> None:
    """And then a line that stands fast is there again."""
    pool = space.catalogue.leading_to(code)
    for gender, age in product(GENDERS, AGE_GROUPS):
        need = Need(code, age_group=age, gender=gender)
        seen, again = _shown_until_repeated(need, pool, now)
        assert {match.service.code for match in again} & seen <= lines().keys()
        assert [match for match in again if answers_now(match, need, now)]
        rest = find(replace(need, exclude=frozenset(seen)), pool, now)
        assert [m.service.code for m in rest if m.service.code not in seen and m.is_sure] == []


def _shown_until_repeated(
    need: Need, pool: Sequence[Service], now: datetime
) -> tuple[set[str], tuple[Match, ...]]:
    """What "show others" gave in turn, and the first page that holds something again."""
    seen: set[str] = set()
    for _ in range(MOST_PAGES):
        page = shortlist(find(replace(need, exclude=frozenset(seen)), pool, now), now)
        if seen & {match.service.code for match in page}:
            return seen, page
        seen |= {match.service.code for match in page}
    raise AssertionError("it never ends")


@pytest.mark.parametrize(
    ("need", "opens"),
    [
        (Need("honour_violence"), "07"),
        (Need("partner_violence", gender="men", district="farsta"), "07"),
        (Need("partner_violence", gender="trans", district="farsta"), "11"),
    ],
)
def test_a_closed_first_one_says_when_it_opens_and_an_open_one_follows(
    space: Space, need: Need, opens: str
) -> None:
    """On the card, in words."""
    shown = shortlist(find(need, space.catalogue.leading_to(need.code), NIGHT), NIGHT)
    cards = [make_card(match, "sv", NIGHT) for match in shown]
    assert cards[0].open_now is False
    assert opens in (cards[0].opens or "")
    assert [card for card in cards[1:] if card.open_now and card.phones]


@pytest.mark.parametrize("code", ["sells_sex", "partner_violence", "honour_violence", "legal_rights"])
def test_a_man_who_did_not_say_so_is_not_left_with_the_womens_line(space: Space, code: str) -> None:
    """At night it was the only one that answered."""
    shown = shortlist(find(Need(code), space.catalogue.leading_to(code), NIGHT), NIGHT)
    open_to_all = [m.service.code for m in shown if m.status.open_now and not m.service.genders]
    assert open_to_all


def _without(*codes: str) -> Callable[[Seed], Seed]:
    return lambda seed: tuple(service for service in seed if service.code not in codes)


@pytest.mark.parametrize("lost", [_without("1177"), _without("112", "bris"), lambda _: ()])
def test_a_directory_that_has_lost_its_lines_gets_them_back(seed: Seed, lost: Callable[[Seed], Seed]) -> None:
    """Down to an empty one."""
    pool = lost(seed)
    needs = [Need(code, age_group=age) for code, age in product(CODES, AGE_GROUPS)]
    assert _faults(needs, pool, [NIGHT])[:3] == []
