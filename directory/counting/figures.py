"""The counts as people may see them: the course of all turns, and what was asked in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.counting.counts import CountedLanguage, Outcome
from directory.counting.suppression import FEWEST, grouped, inside, showable
from directory.models.counts import UsageCount
from directory.needs import CRISES

Grain = Literal["day", "week", "month"]
MOST_PERIODS: Mapping[Grain, int] = {"day": 28, "week": 26, "month": 24}


class Asked(NamedTuple):
    """A need, with or without a phone or chat on the first service shown."""

    need: str
    had_contact: bool


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; `turns` is 0 when it may not be shown."""

    first: date
    last: date
    turns: int


@dataclass(frozen=True, slots=True)
class Month:
    """What may be shown of a month. What is missing is hidden.

    A month that is not over is told in whole tens, rounded down (`is_running`): else the difference of two
    mornings would be one night's visitors.
    """

    first: date
    is_running: bool
    needs: Mapping[Asked, int]
    languages: Mapping[CountedLanguage, int]
    outcomes: Mapping[Outcome, int]

    def asked(self, need: str) -> int:
        """What is shown of a need, with and without contact together."""
        return sum(count for asked, count in self.needs.items() if asked.need == need)


def course(session: Session, grain: Grain, today: date) -> tuple[Period, ...]:
    """The turns of each finished period from the first that was counted, the newest last."""
    rows = session.execute(
        select(UsageCount.date, func.sum(UsageCount.count))
        .where(UsageCount.date < today)
        .group_by(UsageCount.date)
    )
    by_day = {day: int(count) for day, count in rows}
    groups = grouped(by_day)
    return tuple(
        Period(first, last, inside(groups, first, last))
        for first, last in _periods(min(by_day, default=today), today, grain)
    )


def months(session: Session, today: date) -> tuple[date, ...]:
    """The first day of every month with counts, the newest first."""
    days = session.scalars(select(UsageCount.date).where(UsageCount.date < today).distinct())
    return tuple(sorted({day.replace(day=1) for day in days}, reverse=True))


def month(session: Session, first: date, today: date) -> Month:
    """What may be shown of the month that begins on `first`."""
    ends = _next_month(first)
    rows = session.execute(
        select(UsageCount.need, UsageCount.language, UsageCount.outcome, func.sum(UsageCount.count))
        .where(UsageCount.date >= first, UsageCount.date < min(ends, today))
        .group_by(UsageCount.need, UsageCount.language, UsageCount.outcome)
    )
    needs: Counter[Asked] = Counter()
    languages: Counter[CountedLanguage] = Counter()
    outcomes: Counter[Outcome] = Counter()
    for need, language, outcome, count in rows:
        needs[Asked(need, outcome != "no_contact")] += count
        languages[cast(CountedLanguage, language)] += count
        outcomes[cast(Outcome, outcome)] += count
    return shown_month(first, needs, languages, outcomes, is_running=today < ends)


def shown_month(
    first: date,
    needs: Mapping[Asked, int],
    languages: Mapping[CountedLanguage, int],
    outcomes: Mapping[Outcome, int],
    *,
    is_running: bool,
) -> Month:
    """Whole counts in, what may be shown out. Turns without a need are told among the outcomes alone."""
    about = {asked: count for asked, count in needs.items() if asked.need}
    told: Callable[[int], int] = _whole_tens if is_running else int
    return Month(
        first,
        is_running,
        {asked: told(count) for asked, count in showable(about, _known_of_needs(about)).items()},
        {language: told(count) for language, count in showable(languages).items()},
        {outcome: told(count) for outcome, count in showable(outcomes, _known_of_outcomes(outcomes)).items()},
    )


def asked_lately(session: Session, today: date, most_months: int = 12) -> Mapping[str, int]:
    """Need -> how often it was asked in the last finished months, as far as it may be shown."""
    told: Counter[str] = Counter()
    finished = [first for first in months(session, today) if _next_month(first) <= today]
    for first in finished[:most_months]:
        for asked, count in month(session, first, today).needs.items():
            told[asked.need] += count
    return told


def _known_of_needs(cells: Iterable[Asked]) -> list[list[Asked]]:
    """What the outcomes tell of needs: how many had no contact, and how many were in danger (the crises)."""
    without = [asked for asked in cells if not asked.had_contact]
    reached = [asked for asked in cells if asked.had_contact]
    crises = [asked for asked in reached if asked.need in CRISES]
    return [without, reached, crises, [asked for asked in reached if asked.need not in CRISES]]


def _known_of_outcomes(cells: Iterable[Outcome]) -> list[list[Outcome]]:
    """The other way round: what is left when needs have told how many had no contact, or were in danger."""
    told: list[set[Outcome]] = [{"no_contact"}, {"danger"}, {"no_contact", "danger"}]
    return [[outcome for outcome in cells if outcome not in away] for away in told]


def _whole_tens(count: int) -> int:
    return count - count % FEWEST


def _periods(since: date, today: date, grain: Grain) -> list[tuple[date, date]]:
    """First and last day of each period that is over, the newest last."""
    found: list[tuple[date, date]] = []
    ends = _begin(today, grain) - timedelta(days=1)
    while ends >= since and len(found) < MOST_PERIODS[grain]:
        begins = _begin(ends, grain)
        found.append((begins, ends))
        ends = begins - timedelta(days=1)
    return found[::-1]


def _begin(day: date, grain: Grain) -> date:
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
