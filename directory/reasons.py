"""Why a service is shown: reasons in the order in which they matter, and one short line of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.contact_points import channels, usable_address, usable_links
from directory.fitting import is_local, limited_to
from directory.hours import OpenStatus
from directory.needs import Need
from directory.records import Language, Service
from directory.standing import behaviour
from directory.wording import say

_AT_MOST = 3


class Reason(StrEnum):
    """Why a service stands in the list; the order is the order in which a card names them."""

    NOT_RUNNING = "not_running"
    LAST_CHECKED = "last_checked"
    NO_CONTACT_YET = "no_contact_yet"
    WEB_ONLY = "web_only"
    UNDER_18 = "under_18"
    FROM_AGE = "from_age"
    FOR_WOMEN = "for_women"
    FOR_MEN = "for_men"
    FOR_TRANS = "for_trans"
    FOR_PROFESSIONALS = "for_professionals"
    YOUR_DISTRICT = "your_district"
    ALWAYS_OPEN = "always_open"
    OPEN_NOW = "open_now"
    CLOSED_NOW = "closed_now"
    ANONYMOUS = "anonymous"
    YOUR_LANGUAGE = "your_language"
    INTERPRETER = "interpreter"
    NEXT_REACHABLE = "next_reachable"
    FIRST_FOR_NEED = "first_for_need"
    FITS = "fits"


_WARNINGS = frozenset({Reason.NOT_RUNNING, Reason.LAST_CHECKED, Reason.NO_CONTACT_YET, Reason.WEB_ONLY})
_LANGUAGE = frozenset({Reason.YOUR_LANGUAGE, Reason.INTERPRETER})


@dataclass(frozen=True, slots=True)
class Match:
    """One service of the answer: why it is there, and whether somebody answers now.

    `is_sure`: somebody answers there now, whoever the person is (see `fallthrough.answers`).
    """

    service: Service
    reasons: tuple[Reason, ...]
    status: OpenStatus
    is_sure: bool = False


_FOR_GENDER: Mapping[str, Reason] = {
    "women": Reason.FOR_WOMEN,
    "men": Reason.FOR_MEN,
    "trans": Reason.FOR_TRANS,
}


def reasons_for(service: Service, need: Need, status: OpenStatus, today: date) -> tuple[Reason, ...]:
    """Every reason that holds; never empty. Warnings first, then what was asked for, then as in Reason."""
    found = {
        *_contact_reasons(service, status, today),
        *_person_reasons(service, need),
        *_comfort_reasons(service, need),
        *_rank_reasons(service, need),
    }
    ordered = [reason for reason in Reason if reason in found]
    return tuple(sorted(ordered, key=lambda reason: _weight(reason, need))) or (Reason.FITS,)


def _weight(reason: Reason, need: Need) -> int:
    """0 warnings, 1 what was asked for in so many words, 2 the rest."""
    if reason in _WARNINGS:
        return 0
    asked = (need.wants_anonymous and reason is Reason.ANONYMOUS) or (need.speaks and reason in _LANGUAGE)
    return 1 if asked else 2


def why(match: Match, language: Language) -> str:
    """One short line in one language, e.g. "För kvinnor, öppet dygnet runt"."""
    words = [
        say(f"reasons.{reason}", language, age=match.service.minimum_age, date=match.service.assured_date)
        for reason in match.reasons[:_AT_MOST]
    ]
    line = ", ".join(words)
    return line[:1].upper() + line[1:]


def _contact_reasons(service: Service, status: OpenStatus, today: date) -> Iterator[Reason]:
    if service.status != "active":
        yield Reason.NOT_RUNNING
        return
    if behaviour(service, today).tells_age:
        yield Reason.LAST_CHECKED
    if channels(service, today):
        if status.open_now is False:
            yield Reason.CLOSED_NOW
        elif status.open_now:
            yield Reason.ALWAYS_OPEN if service.always_open else Reason.OPEN_NOW
        return
    links = usable_links(service, today)
    if not usable_address(service, today) and all(link.kind == "web" for link in links):
        yield Reason.WEB_ONLY if links else Reason.NO_CONTACT_YET


def _person_reasons(service: Service, need: Need) -> Iterator[Reason]:
    if (service.maximum_age or 18) < 18 or (need.is_minor and _is_for_minors(service)):
        yield Reason.UNDER_18
    if (service.minimum_age or 0) >= 18:
        yield Reason.FROM_AGE
    limits = limited_to(service)
    if len(limits) == 1:
        yield from (reason for gender, reason in _FOR_GENDER.items() if gender in limits)
    if "professional" in service.audiences and need.audience == "professional":
        yield Reason.FOR_PROFESSIONALS
    if is_local(service, need):
        yield Reason.YOUR_DISTRICT


def _is_for_minors(service: Service) -> bool:
    return "minor" in service.audiences and "everyone" not in service.audiences


def _comfort_reasons(service: Service, need: Need) -> Iterator[Reason]:
    if service.anonymous == "yes":
        yield Reason.ANONYMOUS
    language = need.speaks or need.language
    if language != "sv" and language in service.languages:
        yield Reason.YOUR_LANGUAGE
    elif language != "sv" and service.interpreters:
        yield Reason.INTERPRETER


def _rank_reasons(service: Service, need: Need) -> Iterator[Reason]:
    rank = service.needs.get(need.code)
    if rank == 1:
        yield Reason.FIRST_FOR_NEED
    if rank is None:
        yield Reason.NEXT_REACHABLE
