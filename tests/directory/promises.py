"""What must hold for every answer, whoever asks, wherever and whenever: said again, apart from the code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product

from directory.contact_points import channels
from directory.emergency_lines import CHILDREN, DANGER
from directory.fitting import CITY_DISTRICTS
from directory.match import Match, Need, Reason, shortlist, why
from directory.records import Service
from directory.standing import behaviour

ADULTS_ONLY = frozenset({"mikamottagningen-sthlm", "kast-sthlm"})
AGES = {"under_18": 17, "18_20": 19, "adult": 40}
GENDERS = ("women", "men", "trans")


def broken(need: Need, found: Sequence[Match], now: datetime) -> list[str]:
    """The promises that the answer does not keep; empty when all is well."""
    asked, shown = need.settled(), shortlist(found, now)
    return [
        *_about_the_list(found, shown),
        *_about_the_hour(asked, shown, now),
        *_about_the_person(asked, found, now),
        *_about_the_wish(asked, found, now),
    ]


def answers_now(match: Match, need: Need, now: datetime) -> bool:
    """True when somebody can be called or written to now; in a crisis day and night."""
    is_open = match.status.open_now is True and bool(channels(match.service, now.date()))
    return is_open and (match.service.always_open or not need.is_crisis)


def _about_the_list(found: Sequence[Match], shown: Sequence[Match]) -> Iterator[str]:
    codes = [match.service.code for match in found]
    if len(codes) != len(set(codes)) or len(shown) != len({match.service.code for match in shown}):
        yield "a service stands twice"
    if not 1 <= len(shown) <= 3:
        yield "not one to three cards"
    if any(not match.reasons or not why(match, "sv") for match in shown):
        yield "a card that does not say why"


def _about_the_hour(need: Need, shown: Sequence[Match], now: datetime) -> Iterator[str]:
    answering = [match.service for match in shown if answers_now(match, need, now)]
    for gender, age in product(_genders(need), _ages(need)):
        if not any(_takes(service, need, gender, age) for service in answering):
            yield f"nobody answers {gender} of age {age}"
    first = shown[0].status
    if first.open_now is False and (need.is_crisis or first.opens is None):
        yield "the first one is closed, in a crisis or without a word of when it opens"


def _about_the_person(need: Need, found: Sequence[Match], now: datetime) -> Iterator[str]:
    for match in found:
        service = match.service
        if need.is_minor and (service.code in ADULTS_ONLY or (service.minimum_age or 0) >= 18):
            yield f"a minor meets {service.code}"
        if need.gender and not _is_for(service, need.gender):
            yield f"{service.code} is for another gender"
        if need.district and not _works_in(service, need.district):
            yield f"{service.code} works somewhere else"
    if need.is_minor and found[0].service.code != CHILDREN:
        bris = [match for match in found if match.service.code == CHILDREN and match.is_sure]
        if bris and not (need.is_crisis and found[0].service.code == DANGER):
            yield "a minor does not meet Bris first, though it answers"


def _about_the_wish(need: Need, found: Sequence[Match], now: datetime) -> Iterator[str]:
    if not need.wants_anonymous:
        return
    if any(m.service.anonymous == "yes" and Reason.ANONYMOUS not in m.reasons[:3] for m in found):
        yield "a card does not say that one may be anonymous"
    met: set[object] = set()
    for match in found:
        if need.code not in match.service.needs or match.service.code in need.exclude:
            continue
        alike = _standing(match, need, now)
        if match.service.anonymous == "yes" and alike in met:
            yield f"{match.service.code} stands behind its equals though one may be anonymous there"
        elif match.service.anonymous != "yes":
            met.add(alike)


def _standing(match: Match, need: Need, now: datetime) -> object:
    """What goes before the wish: two services that are the same in all of this are equals."""
    service, today = match.service, now.date()
    return (
        service.status,
        service.code in (DANGER, CHILDREN),
        match.status.open_now,
        channels(service, today) != (),
        behaviour(service, today).may_come_first,
        need.district in service.areas,
        service.genders,
        "minor" in service.audiences,
        need.audience in service.audiences or "everyone" in service.audiences,
        need.speaks in service.languages or service.interpreters,
    )


def _genders(need: Need) -> Sequence[str]:
    return (need.gender,) if need.gender else GENDERS


def _ages(need: Need) -> Sequence[int]:
    return (AGES[need.age_group],) if need.age_group else tuple(AGES.values())


def _takes(service: Service, need: Need, gender: str, age: int) -> bool:
    """True when this person may call: for themselves, or for somebody else where such calls are taken."""
    if need.audience in ("relative", "professional") and need.audience in service.audiences:
        return True
    fits_age = (service.minimum_age or 0) <= age <= (service.maximum_age or 150)
    return fits_age and (not service.genders or bool({"all", gender} & service.genders))


def _is_for(service: Service, gender: str) -> bool:
    """A trans person may be a woman or a man as well."""
    return not service.genders or gender == "trans" or bool({"all", gender} & service.genders)


def _works_in(service: Service, district: str) -> bool:
    areas = service.areas or {"stockholm_city"}
    if district == "outside_county":
        return "sweden" in areas
    around = {district, "stockholm_county", "sweden"}
    if district in CITY_DISTRICTS:
        around |= {"stockholm_city"}
    return bool(areas & (around | CITY_DISTRICTS if district == "stockholm_city" else around))
