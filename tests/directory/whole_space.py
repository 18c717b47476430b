"""Everybody who may ask, everywhere: walked without asking twice what the directory cannot tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import product

from directory.catalogue import Catalogue
from directory.clock import STOCKHOLM
from directory.contact_points import contact_status
from directory.fitting import CITY_DISTRICTS, fits_place, is_local
from directory.match import AgeGroup, Need
from directory.terms import needs, terms

CODES = tuple(term.code for term in needs() if term.kind != "dialogue" or term.offers)
AUDIENCES = (None, "relative", "professional", "minor", "business_owner")
AGE_GROUPS: tuple[AgeGroup | None, ...] = (None, "under_18", "18_20", "adult")
GENDERS = (None, "women", "men", "trans")
MUNICIPALITIES = tuple(term.code for term in terms() if term.kind == "municipality")
PLACES = (None, *sorted(CITY_DISTRICTS), "stockholm_city", *MUNICIPALITIES, "outside_county")
SPEAKS = (None, "ar")
WEEKS = tuple(
    datetime(*monday, tzinfo=STOCKHOLM)
    for monday in ((2026, 11, 23), (2026, 12, 21), (2026, 12, 28), (2027, 6, 21), (2027, 3, 22))
)
"""A plain week, Christmas, New Year, Midsummer, and Easter with the night that is an hour short."""
HOURS = tuple(monday + timedelta(hours=hour, minutes=30) for monday in WEEKS for hour in range(7 * 24))


@dataclass(frozen=True)
class Space:
    """All questions to one directory."""

    catalogue: Catalogue

    def questions(self, code: str) -> Iterator[Need]:
        """Everybody with this need: audience, age, gender, place, language, wish."""
        places = self.places(code)
        people = product(AUDIENCES, AGE_GROUPS, GENDERS, places, SPEAKS, (False, True))
        seen: set[Need] = set()
        for audience, age_group, gender, place, speaks, wish in people:
            need = Need(code, audience, age_group, gender, place, speaks=speaks, wants_anonymous=wish)
            if (settled := need.settled()) not in seen:
                seen.add(settled)
                yield need

    def places(self, code: str) -> tuple[str | None, ...]:
        """One place of each kind: of those where the same services work, and are at home, one is enough."""
        pool = self.catalogue.leading_to(code)
        kinds: dict[object, str | None] = {}
        for place in PLACES:
            need = Need(code, district=place)
            kinds.setdefault(tuple((fits_place(s, need), is_local(s, need)) for s in pool), place)
        return tuple(kinds.values())

    def hours(self, code: str) -> tuple[datetime, ...]:
        """One hour of each kind: of those at which the same services are open, one is enough."""
        rows = [self._open_at[s.code] for s in self.catalogue.leading_to(code) if s.code in self._open_at]
        kinds: dict[object, datetime] = {}
        for index, moment in enumerate(HOURS):
            kinds.setdefault(tuple(row[index] for row in rows), moment)
        return tuple(kinds.values())

    @cached_property
    def _open_at(self) -> dict[str, list[bool | None]]:
        """Every service that is not always the same, hour by hour."""
        timed = [s for s in self.catalogue if s.schedules or s.exceptions]
        return {s.code: [contact_status(s, moment).open_now for moment in HOURS] for s in timed}
