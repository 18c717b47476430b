"""Would it help to know where somebody is? Only then is it worth a question."""

from __future__ import annotations

from collections.abc import Iterable

from directory.fitting import CITY, COUNTRY, COUNTY, fits
from directory.needs import Need
from directory.records import Service

_WIDE = frozenset({CITY, COUNTY, COUNTRY})


def depends_on_place(need: Need, services: Iterable[Service]) -> bool:
    """True when the place is not known, and some service for the need is only for a part of the county."""
    return need.district is None and any(_is_for_a_part(service, need) for service in services)


def _is_for_a_part(service: Service, need: Need) -> bool:
    limited = bool(service.areas) and service.areas.isdisjoint(_WIDE)
    return limited and need.code in service.needs and service.status == "active" and fits(service, need)
