"""A small city of services in the shape of the real one, with numbers that are reserved for fiction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from directory.needs import CRISES
from directory.records import Service
from tests.directory.service_builders import WEEKDAYS, a_link, a_phone, a_service, no_contact, weekly

NEEDS = (
    *sorted(CRISES),
    "sells_sex",
    "buys_sex",
    "sexual_health",
    "partner_violence",
    "honour_violence",
    "uses_violence",
    "threats_and_blackmail",
    "homelessness",
    "addiction",
    "money_help",
    "worried_about_someone",
    "child_at_risk",
    "report_trafficking",
    "report_crime",
    "unsafe_area",
    "professional_guidance",
    "prostitution_facts",
    "legal_rights",
    "human_contact",
)

_OFFERS: Mapping[str, tuple[str, ...]] = {
    "immediate_danger": ("112",),
    "suicide_risk": ("112", "mind-sjalvmordslinjen", "psykiatrisk-akut-sthlm", "1177"),
    "sexual_assault": ("akutmottagning-valdtagna", "kvinnofridslinjen", "polisen-11414"),
    "minor_exploited": ("bris", "stodcentrum-unga-brottsoffer", "socialjouren-sthlm", "112"),
    "trafficking_victim": ("mikamottagningen-sthlm", "polisen-11414", "safe-havens", "socialjouren-sthlm"),
    "shelter_tonight": ("socialjouren-sthlm", "kvinnofridslinjen", "somaya"),
    "sells_sex": ("mikamottagningen-sthlm", "talita"),
    "buys_sex": ("kast-sthlm",),
    "partner_violence": (
        "kvinnofridslinjen",
        "rvc-innerstaden",
        "stodlinjen-for-man",
        "stodlinjen-for-transpersoner",
    ),
    "honour_violence": ("origo", "kvinnofridslinjen"),
    "money_help": ("norra-innerstaden", "kungsholmen"),
    "worried_about_someone": ("kvinnofridslinjen", "mikamottagningen-sthlm", "kast-sthlm"),
    "report_trafficking": ("polisen-11414", "112"),
    "professional_guidance": ("nmt-stodtelefon", "mikamottagningen-sthlm", "kunskapsguiden"),
}
_LAST_RESORTS: Mapping[str, tuple[str, ...]] = {
    "sells_sex": ("kvinnofridslinjen", "socialjouren-sthlm"),
    "buys_sex": ("1177",),
    "sexual_assault": ("kvinnofridslinjen", "1177"),
    "shelter_tonight": ("talita", "socialjouren-sthlm", "kvinnofridslinjen"),
    "money_help": ("talita", "socialjouren-sthlm"),
}

ADULTS_ONLY = frozenset({"mikamottagningen-sthlm", "kast-sthlm", "stodlinjen-for-man", "rvc-innerstaden"})


def small_city() -> tuple[Service, ...]:
    """About twenty services: lines, offices, units without a contact, one for professionals."""
    city, county = frozenset({"stockholm_city"}), frozenset({"stockholm_county"})
    inner = frozenset({"norra-innerstaden", "kungsholmen", "sodermalm"})
    women: dict[str, Any] = {"genders": frozenset({"women"})}
    adults: dict[str, Any] = {"minimum_age": 18}
    made = (
        a_service("112", audiences=frozenset({"everyone"})),
        a_service("polisen-11414", audiences=frozenset({"everyone"}), anonymous="partly"),
        a_service("1177", audiences=frozenset({"everyone"})),
        a_service("kvinnofridslinjen", anonymous="yes", interpreters=True, **women),
        a_service("bris", audiences=frozenset({"minor"}), maximum_age=17, anonymous="yes"),
        a_service("mind-sjalvmordslinjen", audiences=frozenset({"relative", "everyone"}), anonymous="yes"),
        a_service("socialjouren-sthlm", areas=city, always_open=False, audiences=frozenset({"minor"})),
        no_contact("mikamottagningen-sthlm", areas=city, links=(a_link(),), **adults),
        no_contact("kast-sthlm", areas=city, audiences=frozenset({"buys_sex", "relative"}), **adults),
        no_contact("talita", **women),
        no_contact("rvc-innerstaden", areas=inner, **adults),
        no_contact("akutmottagning-valdtagna", areas=county, always_open=True, minimum_age=13),
        no_contact("stodcentrum-unga-brottsoffer", areas=city, audiences=frozenset({"minor"})),
        no_contact("origo", areas=county, minimum_age=13, maximum_age=26),
        a_service("psykiatrisk-akut-sthlm", areas=county, anonymous="no"),
        a_service("safe-havens", areas=county, always_open=False),
        a_service("somaya", always_open=False, schedules=(weekly("09-16", WEEKDAYS),), **women),
        a_service("stodlinjen-for-man", open_on="07-21", genders=frozenset({"men"}), **adults),
        a_service("stodlinjen-for-transpersoner", open_on="11-19", genders=frozenset({"trans"})),
        no_contact("norra-innerstaden", areas=frozenset({"norra-innerstaden"})),
        a_service("kungsholmen", open_on="09-16", areas=frozenset({"kungsholmen"})),
        a_service("nmt-stodtelefon", open_on="09-16", audiences=frozenset({"professional"})),
        no_contact("kunskapsguiden", links=(a_link(),), audiences=frozenset({"professional"})),
        a_service("gammal-linje", phones=(a_phone(confidence="low"),)),
    )
    return tuple(_placed(service) for service in made)


def _placed(service: Service) -> Service:
    needs, last_resort_for = _ranks(_OFFERS, service.code), _ranks(_LAST_RESORTS, service.code)
    return replace(service, needs=needs, last_resort_for=last_resort_for)


def _ranks(lists: Mapping[str, tuple[str, ...]], code: str) -> dict[str, int]:
    return {need: codes.index(code) + 1 for need, codes in lists.items() if code in codes}
