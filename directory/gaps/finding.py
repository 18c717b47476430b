"""What is asked and not offered: each need, in each part of the city, at each hour, judged by `match.find`.

Pure: services and a moment go in, gaps come out. The chat asks the same function, so a gap here is one there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from directory.calendar_se import is_holiday, local
from directory.clock import STOCKHOLM
from directory.contact_points import channels
from directory.emergency_lines import PERMANENT
from directory.fitting import CITY, CITY_DISTRICTS, COUNTRY, OUTSIDE
from directory.match import Match, Need, find
from directory.needs import CRISES
from directory.records import Service
from directory.standing import assured_on
from directory.terms import NeedTerm

PLACES = (*sorted(CITY_DISTRICTS), CITY, OUTSIDE)
"""The eleven districts; the city when the district is not known; the rest of the country."""


class Hours(StrEnum):
    """When somebody writes."""

    OFFICE = "office"
    EVENING = "evening"
    NIGHT = "night"
    HOLIDAY = "holiday"


class Kind(StrEnum):
    """What is missing, the worst first."""

    NONE = "none"
    NO_CONTACT = "no_contact"
    CLOSED = "closed"
    UNVERIFIED = "unverified"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Gap:
    """The same thing missing for one need, in several places and at several kinds of hours.

    `services`: the codes of what could be mended. None: nothing is offered there but the last resorts.
    """

    need: str
    hours: tuple[Hours, ...]
    kind: Kind
    places: tuple[str, ...]
    services: tuple[str, ...]


def moments(now: datetime) -> Mapping[Hours, datetime]:
    """A moment of each kind in the days to come: an ordinary weekday's, and the next day that is free."""
    day = local(now).date() + timedelta(days=1)
    ahead = [day + timedelta(days=number) for number in range(21)]
    free = next(day for day in ahead if day.isoweekday() > 5 or is_holiday(day))
    workday = next(day for day in ahead if day.isoweekday() < 6 and not is_holiday(day))
    at = {
        Hours.OFFICE: (workday, time(11)),
        Hours.EVENING: (workday, time(20)),
        Hours.NIGHT: (workday, time(3)),
        Hours.HOLIDAY: (free, time(13)),
    }
    return {hours: datetime.combine(day, clock, STOCKHOLM) for hours, (day, clock) in at.items()}


def gaps(services: Iterable[Service], needs: Iterable[NeedTerm], now: datetime) -> tuple[Gap, ...]:
    """Everything that is missing, in the order of the needs and kinds."""
    known = tuple(services)
    found: list[Gap] = []
    for need in needs:
        if need.kind == "dialogue" and not need.offers:
            continue
        about = [one for one in known if need.code in one.needs or need.code in one.last_resort_for]
        at = {hours: _of_places(need.code, about, moment) for hours, moment in moments(now).items()}
        found.extend(_gathered(need.code, at))
    return tuple(found)


def ordered(found: Iterable[Gap], asked: Mapping[str, int]) -> tuple[Gap, ...]:
    """What was asked most first (`asked`: need -> how often), then crises, then the worst."""
    kinds = list(Kind)
    return tuple(
        sorted(
            found,
            key=lambda gap: (-asked.get(gap.need, 0), gap.need not in CRISES, kinds.index(gap.kind)),
        )
    )


_Judged = tuple[Kind, tuple[str, ...]]


def _of_places(need: str, services: Sequence[Service], moment: datetime) -> Iterator[tuple[str, _Judged]]:
    for place in PLACES:
        judged = _judge(find(Need(need, district=place), services, moment), need, place, moment)
        if judged is not None:
            yield place, judged


def _gathered(need: str, at: Mapping[Hours, Iterable[tuple[str, _Judged]]]) -> list[Gap]:
    """Places where the same is missing in one gap, and the hours at which it is missing there."""
    when: defaultdict[tuple[_Judged, tuple[str, ...]], list[Hours]] = defaultdict(list)
    for hours, judged in at.items():
        places: defaultdict[_Judged, list[str]] = defaultdict(list)
        for place, what in judged:
            places[what].append(place)
        for what, where in places.items():
            when[what, tuple(where)].append(hours)
    found = [
        Gap(need, tuple(hours), kind, where, services) for ((kind, services), where), hours in when.items()
    ]
    return sorted(found, key=lambda gap: list(Kind).index(gap.kind))


def _judge(matches: Iterable[Match], need: str, place: str, moment: datetime) -> _Judged | None:
    """The worst that is missing, and where to mend it; None when somebody checked and near answers.

    Only what is offered for the need counts; the last resorts that every list falls through to do not.
    """
    today = local(moment).date()
    offered = [m for m in matches if need in m.service.needs and m.service.status == "active"]
    reached = [match for match in offered if channels(match.service, today)]
    opened = [match for match in reached if match.status.open_now]
    assured = [match for match in opened if _is_assured(match.service, moment)]
    near = [match for match in assured if place == OUTSIDE or not _is_national(match.service)]
    for kind, left, before in (
        (Kind.NONE, offered, []),
        (Kind.NO_CONTACT, reached, offered),
        (Kind.CLOSED, opened, reached),
        (Kind.UNVERIFIED, assured, opened),
        (Kind.NATIONAL, near, assured),
    ):
        if not left:
            return kind, tuple(match.service.code for match in before)
    return None


def _is_assured(service: Service, moment: datetime) -> bool:
    return service.code in PERMANENT or assured_on(service, local(moment).date()) is not None


def _is_national(service: Service) -> bool:
    """For the whole country and nothing nearer; 112, 114 14 and 1177 answer for every place."""
    return service.code not in PERMANENT and service.areas == {COUNTRY}
