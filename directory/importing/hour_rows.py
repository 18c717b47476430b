"""The opening hours of a row, and what happens when somebody makes contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any, get_args

from directory.hours_text import OtherDays, Period
from directory.importing.contact_rows import free_id, source_of
from directory.importing.matching import matched
from directory.importing.rows import ServiceRow
from directory.importing.told import FactTold
from directory.importing.writer import Writer
from directory.models import Schedule, ScheduleException, Service, WhatHappens, lasting_id
from directory.models.schedule import byday
from directory.records import Attending


def write_hours(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The weekly hours of each kind of contact that the row tells of, and the days when they do not hold."""
    source = source_of(row.hours_source_url, row.hours_source_date)
    for schedule in service.schedules if source else ():
        writer.put(schedule, **source)
    for attending in get_args(Attending):
        week: Sequence[Period] | None = getattr(row, f"hours_{attending}")
        if week is not None:
            _write_week(writer, service, attending, week, source)
    if row.other_days is not None:
        _write_other_days(writer, service, row.other_days)


def period_of(schedule: Schedule) -> Period:
    """A schedule as a line of hours tells it."""
    return Period(
        days=schedule.weekdays,
        opens_at=schedule.opens_at,
        closes_at=schedule.closes_at,
        open_on_holidays=schedule.open_on_holidays,
        valid_from=schedule.valid_from,
        valid_to=schedule.valid_to,
        note=schedule.notes or None,
    )


def other_days_of(exception: ScheduleException) -> OtherDays:
    """An exception as a line tells it."""
    return OtherDays(
        exception.date_from,
        exception.date_to,
        exception.opens_at,
        exception.closes_at,
        exception.reason or None,
    )


def weekly(service: Service, attending: str) -> list[Schedule]:
    """The schedules that a line of hours can tell: those of every week."""
    return [
        s for s in service.schedules if s.freq == "WEEKLY" and s.attending_type == attending and s.weekdays
    ]


def _write_week(
    writer: Writer, service: Service, attending: str, week: Sequence[Period], source: Mapping[str, Any]
) -> None:
    """Exactly these periods; one of which only the note is new stays the same row."""
    left = list(weekly(service, attending))
    for period in week:
        alike = [schedule for schedule in left if _times(period_of(schedule)) == _times(period)]
        found = next((s for s in alike if period_of(s) == period), alike[0] if alike else None)
        if found is None:
            _add_period(writer, service, attending, period, source)
        else:
            left.remove(found)
            writer.put(found, notes=period.note)
    for schedule in left:
        writer.remove(schedule)


def _add_period(
    writer: Writer, service: Service, attending: str, period: Period, source: Mapping[str, Any]
) -> None:
    """A new period, with the source of the hours or else of the service."""
    lent = {name: getattr(service, name) for name in ("source", "source_date", "source_url")}
    mine = lasting_id("schedule", service.id, attending, *_times(period).values())
    schedule = Schedule(
        id=free_id(writer, Schedule, mine),
        service_id=service.id,
        attending_type=attending,
        notes=period.note,
        **_times(period),
        **{**lent, **source},
    )
    writer.add(schedule)


def _times(period: Period) -> Mapping[str, Any]:
    """The columns that say when."""
    return {
        "byday": byday(period.days),
        "opens_at": period.opens_at,
        "closes_at": period.closes_at,
        "open_on_holidays": period.open_on_holidays,
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
    }


def _write_other_days(writer: Writer, service: Service, wanted: Sequence[OtherDays]) -> None:
    """Exactly these exceptions."""
    left = list(service.exceptions)
    for one in wanted:
        found = next((exception for exception in left if other_days_of(exception) == one), None)
        if found is not None:
            left.remove(found)
            continue
        mine = lasting_id("exception", service.id, *astuple(one))
        writer.add(
            ScheduleException(
                id=free_id(writer, ScheduleException, mine),
                service_id=service.id,
                date_from=one.date_from,
                date_to=one.date_to,
                opens_at=one.opens_at,
                closes_at=one.closes_at,
                reason=one.reason,
            )
        )
    for exception in left:
        writer.remove(exception)


def write_facts(writer: Writer, service: Service, row: ServiceRow) -> None:
    """What happens if you contact them, in the order of the columns."""
    rows = sorted(service.what_happens, key=lambda fact: (fact.sort_order, fact.id))
    pairs = matched(rows, row.facts, _same_fact)
    for place, (found, told) in enumerate(pairs, start=1):
        kind = told.kind or "what"
        made = found or writer.add(
            WhatHappens(
                id=free_id(writer, WhatHappens, lasting_id("what_happens", service.id, kind)),
                service_id=service.id,
                kind=kind,
                text=told.text,
                sort_order=place,
            )
        )
        source = {"source": told.source, "source_date": told.source_date, "source_url": told.source_url}
        writer.put(made, text=told.text, kind=told.kind, **source)
        writer.translate(made, "text", told.english)


def _same_fact(fact: WhatHappens, told: FactTold) -> bool:
    return fact.text == told.text and (told.kind is None or fact.kind == told.kind)
