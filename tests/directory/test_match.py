"""Which services are offered, and in what order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.clock import STOCKHOLM
from directory.emergency_lines import lines
from directory.fallthrough import answers, may_answer
from directory.fitting import CITY_DISTRICTS
from directory.match import AgeGroup, Match, Need, Reason, find, shortlist
from directory.records import Anonymous, Service, Text
from tests.directory.service_builders import (
    TUESDAY_NIGHT,
    TUESDAY_NOON,
    a_phone,
    a_service,
    at,
    no_contact,
)
from tests.directory.small_city import ADULTS_ONLY, NEEDS, small_city

NOON, NIGHT = TUESDAY_NOON, TUESDAY_NIGHT


def _codes(need: Need, now: datetime = NOON, services: Sequence[Service] | None = None) -> list[str]:
    return [match.service.code for match in find(need, small_city() if services is None else services, now)]


@pytest.mark.parametrize(
    ("need", "now", "expected"),
    [
        # Ranks stand, what cannot be reached says what it does, and the next reachable one follows.
        (
            Need("sells_sex", gender="women"),
            NOON,
            ["mikamottagningen-sthlm", "talita", "kvinnofridslinjen"],
        ),
        # Nobody knows whether it is a woman: the women's line is not enough.
        (
            Need("sells_sex"),
            NOON,
            ["mikamottagningen-sthlm", "talita", "kvinnofridslinjen", "socialjouren-sthlm", "1177"],
        ),
        (Need("buys_sex"), NOON, ["kast-sthlm", "1177"]),
        # Nobody answers at night but the lines.
        (Need("money_help", district="kungsholmen"), NOON, ["kungsholmen"]),
        (Need("money_help", district="kungsholmen"), NIGHT, ["kungsholmen", "socialjouren-sthlm", "1177"]),
        # The other districts' offices are no help, the own one without a number explains itself.
        (
            Need("money_help", district="norra-innerstaden"),
            NOON,
            ["norra-innerstaden", "socialjouren-sthlm", "1177"],
        ),
        (Need("money_help", district="solna"), NOON, ["1177"]),
        # A man is not sent to the women's line, at night he is not sent to a closed one first.
        (
            Need("partner_violence", gender="men", age_group="adult", district="farsta"),
            NOON,
            ["stodlinjen-for-man"],
        ),
        # The line is for men from 18 on, and this one may be younger.
        (
            Need("partner_violence", gender="men", district="farsta"),
            NOON,
            ["stodlinjen-for-man", "polisen-11414"],
        ),
        (
            Need("partner_violence", gender="men", district="farsta"),
            NIGHT,
            ["stodlinjen-for-man", "polisen-11414"],
        ),
        (
            Need("partner_violence", gender="trans", district="farsta"),
            NOON,
            ["stodlinjen-for-transpersoner", "kvinnofridslinjen", "stodlinjen-for-man"],
        ),
        # Crises: what answers stands before what does not.
        (
            Need("sexual_assault"),
            NIGHT,
            ["kvinnofridslinjen", "polisen-11414", "akutmottagning-valdtagna"],
        ),
        (Need("sexual_assault", gender="men"), NIGHT, ["polisen-11414", "akutmottagning-valdtagna"]),
        (
            Need("shelter_tonight", district="sodermalm"),
            NIGHT,
            ["socialjouren-sthlm", "kvinnofridslinjen", "112", "somaya"],
        ),
        (
            Need("shelter_tonight", gender="women", district="sodermalm"),
            NIGHT,
            ["socialjouren-sthlm", "kvinnofridslinjen", "somaya"],
        ),
        (Need("shelter_tonight", gender="men", district="solna"), NIGHT, ["112"]),
        (Need("immediate_danger"), NOON, ["112"]),
        # Under 18: Bris, also where nobody thought of a child.
        (Need("sells_sex", age_group="under_18"), NOON, ["bris", "talita"]),
        (Need("honour_violence", age_group="under_18"), NOON, ["bris", "origo", "kvinnofridslinjen"]),
        (
            Need("minor_exploited"),
            NOON,
            ["bris", "socialjouren-sthlm", "112", "stodcentrum-unga-brottsoffer"],
        ),
        (
            Need("suicide_risk", age_group="under_18"),
            NOON,
            ["112", "bris", "mind-sjalvmordslinjen", "psykiatrisk-akut-sthlm", "1177"],
        ),
        # Professionals have their own line, and others do not get it.
        (
            Need("professional_guidance"),
            NOON,
            ["nmt-stodtelefon", "mikamottagningen-sthlm", "kunskapsguiden"],
        ),
        (
            Need("professional_guidance", audience="relative"),
            NOON,
            ["mikamottagningen-sthlm", "polisen-11414"],
        ),
        # A need that nobody offers anything for still ends with somebody.
        (Need("prostitution_facts"), NIGHT, ["1177"]),
        (Need("no such need"), NIGHT, ["1177"]),
    ],
)
def test_who_is_offered_what(need: Need, now: datetime, expected: list[str]) -> None:
    """One person, one hour, one list."""
    assert _codes(need, now) == expected


def test_what_did_not_fit_is_not_offered_again() -> None:
    """Others come instead."""
    tired = Need("sells_sex", exclude=frozenset({"mikamottagningen-sthlm", "kvinnofridslinjen"}))
    assert _codes(tired) == ["talita", "socialjouren-sthlm", "1177"]


def test_when_everything_has_been_refused_somebody_still_answers() -> None:
    """The last lines come back rather than an empty page."""
    everything = frozenset(service.code for service in small_city())
    assert _codes(Need("sells_sex", gender="women", exclude=everything)) == ["kvinnofridslinjen"]
    assert _codes(Need("sells_sex", exclude=everything)) == ["kvinnofridslinjen", "1177"]
    assert _codes(Need("immediate_danger", exclude=everything)) == ["112"]


def test_who_wants_another_than_112_in_danger_meets_the_police_before_advice_on_care() -> None:
    """1177 cannot send anybody who stops what is going on."""
    asked = frozenset({"112"})
    assert _codes(Need("immediate_danger", exclude=asked)) == ["polisen-11414"]
    assert _codes(Need("immediate_danger", exclude=asked | {"polisen-11414"})) == ["1177"]


def test_anonymous_first_for_those_who_wish_it() -> None:
    """But in mortal danger 112 stays on top."""
    assert _codes(Need("suicide_risk", wants_anonymous=True)) == [
        "112",
        "mind-sjalvmordslinjen",
        "1177",
        "psykiatrisk-akut-sthlm",
    ]


@pytest.mark.parametrize(
    ("less", "more"), [("no", "partly"), ("no", "unknown"), ("partly", "yes"), ("unknown", "yes")]
)
def test_the_wish_to_be_anonymous_goes_before_the_rank(less: Anonymous, more: Anonymous) -> None:
    """Nobody who has asked for it is sent first to a place that wants a name."""
    services = [a_service("a", rank=1, anonymous=less), a_service("b", rank=2, anonymous=more)]
    assert _codes(Need("partner_violence", wants_anonymous=True), NOON, services) == ["b", "a"]
    assert _codes(Need("partner_violence"), NOON, services) == ["a", "b"]


def test_who_needs_a_language_gets_those_who_speak_it_or_get_an_interpreter() -> None:
    """Before the rank; and it is said first."""
    services = [
        a_service("a", rank=1),
        a_service("b", rank=2, interpreters=True),
        a_service("c", rank=3, languages=frozenset({"so"})),
    ]
    assert _codes(Need("partner_violence", speaks="so"), NOON, services) == ["b", "c", "a"]
    assert _codes(Need("partner_violence", speaks="ar"), NOON, services) == ["b", "a", "c"]
    first = find(Need("partner_violence", speaks="so"), services, NOON)
    assert [match.reasons[0] for match in first[:2]] == [Reason.INTERPRETER, Reason.YOUR_LANGUAGE]


def test_partly_and_unknown_are_equally_anonymous() -> None:
    """Not to know is no worse than a half promise."""
    services = [a_service("a", rank=1, anonymous="unknown"), a_service("b", rank=2, anonymous="partly")]
    assert _codes(Need("partner_violence", wants_anonymous=True), NOON, services) == ["a", "b"]


def test_a_permanent_line_keeps_what_staff_say_happens_there() -> None:
    """And has words of its own when they say nothing."""
    own = Text("Du får prata med en sjuksköterska.", "You talk to a nurse.")
    told = a_service("1177", what_happens=(own,))
    assert find(Need("partner_violence"), [told], NOON)[0].service.what_happens == (own,)
    silent = find(Need("partner_violence"), [a_service("1177")], NOON)[0].service
    assert silent.what_happens == lines()["1177"].what_happens


def test_the_own_office_that_answers_comes_before_a_line_for_the_whole_country() -> None:
    """Somebody told where they live so that it should matter."""
    local = a_service("kontoret", rank=2, areas=frozenset({"farsta"}))
    wide = a_service("linjen", rank=1)
    assert _codes(Need("partner_violence", district="farsta"), NOON, [wide, local]) == ["kontoret", "linjen"]
    unreachable = replace(local, phones=())
    assert _codes(Need("partner_violence", district="farsta"), NOON, [wide, unreachable]) == [
        "linjen",
        "kontoret",
    ]


def test_who_is_addressed_comes_first() -> None:
    """A line for relatives before one for those concerned, for a relative."""
    first, second = a_service("a", rank=1), a_service("b", rank=2, audiences=frozenset({"relative"}))
    assert _codes(Need("partner_violence", audience="relative"), NOON, [first, second]) == ["b", "a"]
    assert _codes(Need("partner_violence"), NOON, [first, second]) == ["a", "b"]


def test_a_service_that_is_closed_for_a_while_stands_last_and_says_so() -> None:
    """Also after the lines that the list falls through to."""
    resting = a_service("vilande", rank=1, status="temporarily closed")
    found = find(Need("partner_violence", gender="women"), [resting], NOON)
    assert [match.service.code for match in found] == ["kvinnofridslinjen", "vilande"]
    assert Reason.NOT_RUNNING in found[-1].reasons


def test_a_doubtful_number_does_not_count_as_somebody_who_answers() -> None:
    """Until staff have verified it."""
    doubtful = a_service("tveksam", phones=(a_phone(confidence="low"),))
    woman = Need("partner_violence", gender="women")
    assert _codes(woman, NOON, [doubtful]) == ["tveksam", "kvinnofridslinjen"]
    verified = replace(doubtful, phones=(a_phone(confidence="low", verified_on=NOON.date()),))
    assert _codes(Need("partner_violence"), NOON, [verified]) == ["tveksam"]


@pytest.mark.parametrize("code", ["112", "polisen-11414", "1177"])
def test_no_row_of_the_database_can_hide_a_permanent_line(code: str) -> None:
    """Not even one that calls it closed, for men only, and gives another number."""
    spoilt = a_service(code, status="defunct", open_on="09-10", genders=frozenset({"men"}), minimum_age=99)
    (match,) = [m for m in find(Need("partner_violence"), [spoilt], NIGHT) if m.service.code == code]
    assert match.service.phones[0].number.replace(" ", "") in ("112", "11414", "1177")
    assert match.status.open_now is True


def test_a_line_without_a_number_gets_its_constant_back() -> None:
    """And keeps its place in the directory's order."""
    emptied = no_contact("kvinnofridslinjen")
    (match,) = find(Need("partner_violence", gender="women"), [emptied], NIGHT)
    assert match.service.phones[0].number == "020-50 50 50"


def test_a_number_that_staff_have_changed_stays_changed() -> None:
    """The constants stand in for what is missing, they do not overrule the city."""
    moved = a_service("socialjouren-sthlm", phones=(a_phone(verified_on=NOON.date()),))
    (match,) = find(Need("partner_violence"), [moved], NIGHT)
    assert match.service.phones[0].number == "070-174 06 05"


def test_an_empty_directory_still_gives_a_line() -> None:
    """The database is gone, the night is not."""
    assert _codes(Need("suicide_risk"), NIGHT, []) == ["112"]
    assert _codes(Need("sells_sex", gender="men"), NIGHT, []) == ["1177"]
    assert _codes(Need("minor_exploited"), NIGHT, []) == ["bris"]


def test_the_next_reachable_one_says_that_it_is() -> None:
    """So that the card does not claim to be made for this."""
    last = find(Need("buys_sex"), small_city(), NOON)[-1]
    assert Reason.NEXT_REACHABLE in last.reasons
    assert Reason.FIRST_FOR_NEED not in last.reasons


@pytest.mark.parametrize(
    ("need", "size", "expected"),
    [
        (
            Need("sells_sex", gender="women"),
            3,
            ["mikamottagningen-sthlm", "talita", "kvinnofridslinjen"],
        ),
        (Need("sells_sex", gender="women"), 2, ["mikamottagningen-sthlm", "kvinnofridslinjen"]),
        (Need("sells_sex", gender="women"), 1, ["kvinnofridslinjen"]),
        (Need("sells_sex", gender="women"), 0, ["kvinnofridslinjen"]),
        # For all who may have written: what cannot be called makes room, the person's own office does not.
        (Need("sells_sex"), 3, ["mikamottagningen-sthlm", "kvinnofridslinjen", "1177"]),
        (Need("sells_sex"), 1, ["1177"]),
        (Need("partner_violence"), 3, ["kvinnofridslinjen", "stodlinjen-for-man", "polisen-11414"]),
        (
            Need("partner_violence", district="sodermalm"),
            3,
            ["kvinnofridslinjen", "rvc-innerstaden", "polisen-11414"],
        ),
    ],
)
def test_the_short_list_keeps_somebody_who_answers(need: Need, size: int, expected: list[str]) -> None:
    """Three cards at first, and one of them can be called now."""
    found = shortlist(find(need, small_city(), NIGHT), NIGHT, size)
    assert [match.service.code for match in found] == expected


def test_the_short_list_is_three_long_and_an_open_door_is_not_an_answer() -> None:
    """A clinic that is open but has no number does not stand for somebody who can be called."""
    doors = [no_contact(code, always_open=True, rank=rank) for rank, code in enumerate("abcd", start=1)]
    found = find(Need("partner_violence", gender="women"), doors, NIGHT)
    assert [match.service.code for match in shortlist(found, NIGHT)] == ["a", "b", "kvinnofridslinjen"]
    assert shortlist([], NIGHT) == ()


def test_a_naive_clock_is_refused() -> None:
    """Better loudly than an hour wrong."""
    with pytest.raises(ValueError, match="aware"):
        find(Need("sells_sex"), small_city(), datetime(2026, 11, 24, 12))


needs = st.builds(
    Need,
    code=st.sampled_from(NEEDS),
    audience=st.sampled_from([None, "minor", "relative", "professional", "business_owner", "?"]),
    age_group=st.sampled_from([None, "under_18", "18_20", "adult"]),
    gender=st.sampled_from([None, "women", "men", "trans", "?"]),
    district=st.sampled_from(
        [None, *sorted(CITY_DISTRICTS), "stockholm_city", "solna", "outside_county", "?"]
    ),
    language=st.sampled_from(["sv", "en", "so"]),
    wants_anonymous=st.booleans(),
    exclude=st.frozensets(st.sampled_from([service.code for service in small_city()]), max_size=24),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(STOCKHOLM))
cities = st.lists(st.sampled_from(small_city()), unique_by=lambda service: service.code)


@given(needs, cities, moments)
def test_somebody_always_answers(need: Need, city: list[Service], now: datetime) -> None:
    """Whatever is asked, whatever the directory has lost, at any hour: in a crisis day and night."""
    found = find(need, city, now)
    assert any(_answers(match, need, now) for match in found)
    assert any(match.status.open_now for match in shortlist(found, now))


@given(needs, cities, moments)
def test_a_crisis_never_puts_a_closed_door_first(need: Need, city: list[Service], now: datetime) -> None:
    """Once something cannot be reached, nothing that can be reached follows."""
    if not need.is_crisis:
        return
    reachable = [may_answer(match, now.date()) for match in find(need, city, now)]
    assert reachable == sorted(reachable, reverse=True)


@given(needs, cities, moments)
def test_a_minor_never_meets_a_service_for_adults(need: Need, city: list[Service], now: datetime) -> None:
    """However the age is known, and whatever else is asked."""
    if not need.settled().is_minor:
        return
    found = find(need, city, now)
    assert not ADULTS_ONLY & {match.service.code for match in found}
    assert all((match.service.minimum_age or 0) < 18 for match in found)
    assert "bris" in need.exclude or "bris" in {match.service.code for match in found[:2]}


@given(needs, cities, moments, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_the_order_of_the_rows(
    need: Need, city: list[Service], now: datetime, dice: random.Random
) -> None:
    """The same question always gets the same answer."""
    shuffled = dice.sample(city, len(city))
    assert find(need, shuffled, now) == find(need, city, now)


@given(needs, cities, moments)
def test_every_match_is_named_once_with_a_reason(need: Need, city: list[Service], now: datetime) -> None:
    """No service twice, none without a why, none that was refused while another answers."""
    found = find(need, city, now)
    codes = [match.service.code for match in found]
    assert len(codes) == len(set(codes))
    assert all(match.reasons for match in found)
    refused = need.exclude & set(codes)
    kept = [match for match in found if match.service.code not in need.exclude]
    assert not refused or not any(_answers(match, need, now) for match in kept)


def _answers(match: Match, need: Need, now: datetime) -> bool:
    return answers(match, need.settled(), now.date())


@pytest.mark.parametrize("age_group", [None, "under_18", "18_20", "adult"])
@pytest.mark.parametrize("code", NEEDS)
def test_every_hour_of_a_week_for_every_need_and_age(code: str, age_group: AgeGroup | None) -> None:
    """The promise of the whole directory, hour by hour."""
    city = small_city()
    for hour in range(7 * 24):
        now = at(f"2026-12-{21 + hour // 24} {hour % 24:02d}:30")
        need = Need(code, age_group=age_group).settled()
        assert any(answers(match, need, now.date()) for match in find(need, city, now))
