"""The lines that no database can hide: numbers, limits and sources in code, words in wording.yml.

Every number stands in the directory's seed as well, with the same source. Three of them (112, 114 14, 1177)
belong to the state and the regions and answer day and night; the directory can neither close nor change them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from directory.records import Link, Phone, Service, Source
from directory.wording import phrase, phrases_under

PERMANENT = ("112", "polisen-11414", "1177")
"""Always open, whatever the directory says."""

DANGER = "112"
CHILDREN = "bris"

_LADDERS: Mapping[str, tuple[str, ...]] = {
    "immediate_danger": ("112",),
    "suicide_risk": ("112", "mind-sjalvmordslinjen", "1177"),
    "sexual_assault": ("kvinnofridslinjen", "112", "polisen-11414"),
    "minor_exploited": ("bris", "112", "socialjouren-sthlm"),
    "trafficking_victim": ("kvinnofridslinjen", "112", "socialjouren-sthlm", "polisen-11414"),
    "shelter_tonight": ("socialjouren-sthlm", "kvinnofridslinjen", "112"),
    "sells_sex": ("kvinnofridslinjen", "1177"),
    "partner_violence": ("kvinnofridslinjen", "polisen-11414"),
    "honour_violence": ("kvinnofridslinjen", "polisen-11414"),
    "threats_and_blackmail": ("polisen-11414",),
    "report_trafficking": ("polisen-11414",),
    "report_crime": ("polisen-11414",),
    "unsafe_area": ("polisen-11414",),
    "professional_guidance": ("polisen-11414",),
    "legal_rights": ("polisen-11414",),
    "child_at_risk": ("socialjouren-sthlm", "polisen-11414"),
    "homelessness": ("socialjouren-sthlm", "1177"),
    "money_help": ("socialjouren-sthlm", "1177"),
    "worried_about_someone": ("kvinnofridslinjen", "1177"),
}
"""Need code -> the lines that help best, first one first."""

_DEFAULT = (
    "112",
    "kvinnofridslinjen",
    "bris",
    "mind-sjalvmordslinjen",
    "1177",
    "polisen-11414",
    "socialjouren-sthlm",
)
_NO_CRISIS = ("1177", "polisen-11414")
_POLICE_FIRST = frozenset({"immediate_danger"})
"""Needs in which those who want another line than 112 need somebody who can come, before advice on care."""


@cache
def lines() -> Mapping[str, Service]:
    """The lines as services by code, in the order in which they are listed when the need is not known."""
    return {line.code: line for line in _made()}


def ladder(need_code: str) -> tuple[str, ...]:
    """The codes of all lines, the best for the need first."""
    best = _LADDERS.get(need_code, ())
    return best + tuple(code for code in _DEFAULT if code not in best)


def fallbacks(need_code: str) -> tuple[str, ...]:
    """The lines that a list of services falls through to, best first; the last ones always answer."""
    best = _LADDERS.get(need_code, ())
    calm = _NO_CRISIS[::-1] if need_code in _POLICE_FIRST else _NO_CRISIS
    return best + tuple(code for code in (*calm, DANGER) if code not in best)


def _made() -> tuple[Service, ...]:
    return (
        _line("112", "112", Source("polisen.se", "undated")),
        replace(
            _line("kvinnofridslinjen", "020-50 50 50", Source("nck.uu.se", "2024-04-16")),
            anonymous="yes",
            genders=frozenset({"women"}),
            interpreters=True,
        ),
        replace(
            _line("bris", "116 111", Source("8sidor.se", "2025-08-20"), chat="https://www.bris.se"),
            anonymous="yes",
            audiences=frozenset({"minor"}),
            maximum_age=17,
        ),
        replace(
            _line("mind-sjalvmordslinjen", "90101", Source("mind.se", "undated"), chat="https://mind.se"),
            anonymous="yes",
        ),
        _line("1177", "1177", Source("1177.se", "undated")),
        replace(
            _line("polisen-11414", "114 14", Source("sosalarm.se", "undated (about 2020)")),
            anonymous="partly",
        ),
        replace(
            _line("socialjouren-sthlm", "08-508 40 000", Source("equalsthlm.se", "undated")),
            anonymous="yes",
            areas=frozenset({"stockholm_city"}),
            always_open=False,
            hours_note=phrase("emergency.socialjouren-sthlm.hours"),
        ),
    )


def _line(code: str, number: str, source: Source, chat: str = "") -> Service:
    name = phrase(f"emergency.{code}.name")
    links = (Link(chat, phrase("labels.chat"), "chat", "medium", source),) if chat else ()
    return Service(
        code=code,
        name=name,
        description=phrase(f"emergency.{code}.description"),
        organization=name.sv,
        confidence="high",
        phones=(Phone(number, name, "high", source),),
        links=links,
        always_open=True,
        areas=frozenset({"sweden"}),
        what_happens=phrases_under(f"emergency.{code}.happens"),
        source=source,
    )
