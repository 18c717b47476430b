"""Which sums may be shown, so that nobody can work out a small one from them. Why: docs/adr/0013."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

FEWEST = 10
"""The smallest sum that is shown."""

Key = TypeVar("Key", bound=Hashable)


def showable(cells: Mapping[Key, int], known_sums: Iterable[Collection[Key]] = ()) -> dict[Key, int]:
    """The cells that may be shown, from FEWEST up.

    `known_sums`: sets of cells whose sum a reader may know from elsewhere; the sum of all is always taken for
    known. In each, what is hidden is nothing, or FEWEST and more from at least two cells that are not 0.
    """
    shown = {key: count for key, count in cells.items() if count >= FEWEST}
    sets = [tuple(cells), *map(tuple, known_sums)]
    while (betrayer := next(_betrayers(cells, shown, sets), None)) is not None:
        del shown[betrayer]
    return shown


def _betrayers(
    cells: Mapping[Key, int], shown: Mapping[Key, int], sets: Iterable[Collection[Key]]
) -> Iterator[Key]:
    """The smallest shown cell of each set in which the hidden ones could be worked out."""
    for keys in sets:
        hidden = [cells[key] for key in keys if key in cells and key not in shown and cells[key]]
        if hidden and (len(hidden) < 2 or sum(hidden) < FEWEST):
            beside = [key for key in keys if key in shown]
            if beside:
                yield min(beside, key=lambda key: (shown[key], str(key)))


@dataclass(frozen=True, slots=True)
class Group:
    """Days that are only ever shown together; `count` is FEWEST or more."""

    days: frozenset[date]
    count: int


def grouped(by_day: Mapping[date, int]) -> tuple[Group, ...]:
    """The days of each month in groups that may be shown; a month below FEWEST is in none."""
    months: defaultdict[tuple[int, int], dict[date, int]] = defaultdict(dict)
    for day, count in by_day.items():
        if count:
            months[day.year, day.month][day] = count
    return tuple(group for month in sorted(months) for group in _of_month(months[month]))


def inside(groups: Iterable[Group], first: date, last: date) -> int:
    """The sum of the groups that lie wholly in a period: the most that may be said of it."""
    return sum(group.count for group in groups if first <= min(group.days) and max(group.days) <= last)


def _of_month(days: Mapping[date, int]) -> list[Group]:
    """Large days alone, small ones by week, the rest together; what is too small still joins the smallest."""
    large = [_group({day: count}) for day, count in days.items() if count >= FEWEST]
    weeks: defaultdict[tuple[int, int], dict[date, int]] = defaultdict(dict)
    for day, count in days.items():
        if count < FEWEST:
            weeks[day.isocalendar()[:2]][day] = count
    full = [week for week in weeks.values() if sum(week.values()) >= FEWEST]
    rest = {day: count for week in weeks.values() if week not in full for day, count in week.items()}
    found = [*large, *map(_group, full)]
    if sum(rest.values()) >= FEWEST:
        found.append(_group(rest))
    elif rest and found:
        smallest = min(found, key=lambda group: (group.count, min(group.days)))
        found.remove(smallest)
        found.append(Group(smallest.days | set(rest), smallest.count + sum(rest.values())))
    return found


def _group(days: Mapping[date, int]) -> Group:
    return Group(frozenset(days), sum(days.values()))
